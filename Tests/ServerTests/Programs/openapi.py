"""Cases of the OpenAPI document: schemathesis asks everything that it says can be asked, and more."""
import json
import os
import subprocess
import sys

from served import Server, Store, holds, run, same

try:
    import schemathesis
except ImportError:
    schemathesis = None

# Every combination is tried for long where there is time.
EXAMPLES = 200 if os.environ.get("TLM_SOAK") else 6


def nothing_that_can_be_asked_is_500():
    with Store() as store, Server(store) as server:
        server.post([{"event": "issue_start", "issue_id": "I-1", "tool": "t", "session_id": "s",
                      "trace_id": "t", "run_id": "r"},
                     {"event": "issue_complete", "issue_id": "I-1", "result": "success"},
                     {"event": "tool_call_completed", "tool_name": "Bash", "session_id": "s"}])
        report = store.folder + "/report.ndjson"
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "run",
             f"http://127.0.0.1:{server.port}/openapi.json", "-H", f"Authorization: Bearer {server.token}",
             "--checks", "not_a_server_error", "--max-examples", str(EXAMPLES), "--seed", "1",
             "--phases", "examples,coverage,fuzzing,stateful", "--continue-on-failure", "--no-shrink",
             "--suppress-health-check", "all", "--warnings", "off",
             # What is listened to has no end.
             "--exclude-path-regex", "/stream$", "--request-timeout", "10",
             "--report", "har", "--report-har-path", report],
            cwd=store.folder, capture_output=True, text=True, check=False, timeout=3000)
        holds(os.path.exists(report), done.stdout, done.stderr)
        with open(report, encoding="utf-8") as file:
            entries = json.load(file)["log"]["entries"]
        asked = {(one["request"]["method"], one["request"]["url"].split("?")[0]) for one in entries}
        holds(len(entries) > 300 and len(asked) > 30, len(entries), done.stdout[-4000:])
        bad = [(one["request"]["method"], one["request"]["url"], one["request"].get("postData"),
                one["response"]["content"]) for one in entries if one["response"]["status"] == 500]
        same(bad, [])
        # Everything else is an answer, too: it is still there.
        same(server.ask("GET", "/health")[0], 200)
        same(server.end(), 0)


if schemathesis:
    run({name: value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == "__main__"
         and not isinstance(value, type)})
