"""Cases of another user of this machine, who may tell and nothing else. Only root can become one."""
import json
import os
import socket
import stat
import subprocess
import sys

from served import Server, Store, holds, run, same

NOBODY = 65534


def as_nobody(program, *words):
    """What a Python program of another user prints."""
    done = subprocess.run(
        ["setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups", "--",
         sys.executable, "-c", program, *map(str, words)],
        capture_output=True, text=True, timeout=60, check=False, cwd="/")
    same(done.returncode, 0, done.stderr)
    return json.loads(done.stdout)


ASK = """
import http.client, json, sys
asked = [("GET", p, None) for p in ("/v1/query", "/v1/summary", "/metrics", "/", "/v1/events/stream")]
asked += [("POST", "/mcp", "{}"), ("POST", "/v1/mode/x/approve", None), ("POST", "/v1/mode/x/reject", None)]
asked += [("POST", "/v1/events", json.dumps({"event": "told"})), ("GET", "/health", None)]
found = {}
for method, path, body in asked:
    connection = http.client.HTTPConnection("127.0.0.1", int(sys.argv[1]), timeout=20)
    connection.request(method, path, body, {"Content-Type": "application/json"})
    found[path] = connection.getresponse().status
    connection.close()
print(json.dumps(found))
"""

LOOK = """
import json, os, socket, sys
def tried(work):
    try: work()
    except OSError as error: return type(error).__name__
    return "done"
store, path, pid = sys.argv[1:]
print(json.dumps([
    tried(lambda: open(store + "/serve.token").read()),
    tried(lambda: open(store + "/serve.lock").read()),
    tried(lambda: os.listdir(store + "/log")),
    tried(lambda: socket.socket(socket.AF_UNIX).connect(path)),
    tried(lambda: os.kill(int(pid), 15)),
    tried(lambda: open("/proc/%s/environ" % pid).read()),
]))
"""


def another_user_tells_and_reads_nothing():
    with Store() as store:
        os.chmod(store.folder, 0o755)
        with Server(store) as server:
            found = as_nobody(ASK, server.port)
            same((found.pop("/v1/events"), found.pop("/health")), (200, 200))
            same(set(found.values()) - {401, 403}, set(), found)
            same(found["/v1/mode/x/approve"], 403)
            same(len(store.names("told")), 1)


def another_user_reaches_no_file_and_no_socket():
    with Store() as store:
        os.chmod(store.folder, 0o755)
        path = store.folder + "/s"
        with Server(store, "--socket", path) as server:
            same(stat.S_IMODE(os.stat(path).st_mode) & 0o077, 0)
            found = as_nobody(LOOK, store.path, path, server.process.pid)
            same(set(found), {"PermissionError"}, found)
            holds(server.process.poll() is None)
            with socket.socket(socket.AF_UNIX) as own:
                own.connect(path)


def another_user_approves_nothing_where_reads_are_open():
    with Store() as store:
        with Server(store, "--no-token") as server:
            found = as_nobody(ASK, server.port)
            same((found["/v1/query"], found["/v1/mode/x/approve"], found["/v1/mode/x/reject"]),
                 (200, 403, 403))


if os.getuid() == 0 and os.access("/usr/bin/setpriv", os.X_OK):
    run({name: value for name, value in list(globals().items())
         if callable(value) and getattr(value, "__module__", "") == "__main__"
         and name != "as_nobody" and not isinstance(value, type)})
