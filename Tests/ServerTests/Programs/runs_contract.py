"""The runs API against its own OpenAPI document: schemathesis asks everything that it says can be asked."""
import json
import os
import subprocess
import sys

from runs_client import API, made
from served import holds, run, same

# Every combination is tried for long where there is time.
EXAMPLES = 200 if os.environ.get("TLM_SOAK") else 20
CHECKS = ("not_a_server_error,status_code_conformance,content_type_conformance,"
          "response_schema_conformance")


def every_answer_is_as_the_document_says():
    with API() as api:
        api.post(made("x", git_repo="git@github.com:o/r.git", git_commit_hash="abcdef1"))
        report = api.store.folder + "/report.har"
        done = subprocess.run(
            [sys.executable, "-m", "schemathesis.cli", "run",
             f"http://127.0.0.1:{api.port}/openapi.json", "--checks", CHECKS,
             "--max-examples", str(EXAMPLES), "--seed", "1",
             "--phases", "examples,coverage,fuzzing", "--continue-on-failure", "--no-shrink",
             "--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "10",
             "--report", "har", "--report-har-path", report],
            cwd=api.store.folder, capture_output=True, text=True, check=False, timeout=3000)
        same(done.returncode, 0, done.stdout[-6000:], done.stderr[-2000:])
        with open(report, encoding="utf-8") as file:
            entries = json.load(file)["log"]["entries"]
        asked = {(one["request"]["method"], one["response"]["status"]) for one in entries}
        holds(len(entries) > 200 and ("POST", 201) in asked and ("PATCH", 422) in asked, asked)
        same(api.get("/health")["status"], "ok")
        same(api.server.end(), 0)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and not isinstance(value, type)})
