"""Cases of runs that are posted once they have ended, to a receiver that fails in every way."""
import http.server
import json
import subprocess
import threading
import time

from runs_client import API, BASE, made
from served import TLM, environment, eventually, holds, run, same


class Receiver:
    """Takes runs as its plan says: a status for each request in turn, `None` to hang up, then 200; one with a
    place leads there. What is fetched is answered by the path's status, or leads on to the next place."""

    def __init__(self, *plan):
        self.plan = list(plan)
        self.fetched = []
        self.requests = []
        self.lock = threading.Lock()
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                with receiver.lock:
                    status = receiver.answer(body)
                    status, place = status if isinstance(status, tuple) else (status, None)
                    receiver.requests.append((time.monotonic(), status, body, dict(self.headers)))
                if status is None:
                    self.close_connection = True
                    return
                self.reply(status, place)

            def do_GET(self):
                with receiver.lock:
                    receiver.fetched.append((self.path, self.rfile.read(int(self.headers["Content-Length"] or 0)),
                                             dict(self.headers)))
                status = int(self.path[1:4])
                self.reply(status, self.path if status in (302, 307) else None)

            def reply(self, status, place):
                self.send_response(status)
                if place:
                    self.send_header("Location", place)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/exec?deployment=1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, _):
        return self.plan.pop(0) if self.plan else 200

    def taken(self):
        with self.lock:
            return [body["event_id"] for _, status, body, _ in self.requests if status == 200]

    def asked(self):
        with self.lock:
            return [body["event_id"] for _, _, body, _ in self.requests]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()


def posting(receiver, **variables):
    variables = {
        "METRICS_API_URL": receiver.url, "METRICS_API_TOKEN": "secret", **variables}
    return API(variables=variables, watch=True)


def each_run_that_ends_is_posted_once():
    with Receiver() as receiver, posting(receiver) as api:
        api.post(made("going"))
        api.post(made("ended", status="success", duration_ms=5))
        api.post(made("changed"))
        api.patch("changed", {"status": "failed"})
        eventually(lambda: sorted(receiver.taken()) == ["changed", "ended"])
        eventually(lambda: api.run("changed")["api_posted"] and api.run("ended")["api_posted"])
        found = api.run("ended")
        same((found["api_retry_count"], bool(found["api_posted_at"])), (0, True))
        same(api.run("going")["api_posted"], False)
        # What is corrected later was posted before.
        api.patch("ended", {"status": "partial", "output_summary": "o"})
        api.store.tlm("run", "--name", "make", "--", "true")
        eventually(lambda: len(receiver.taken()) == 3)
        same(len(receiver.asked()), 3)
        _, _, body, headers = receiver.requests[0]
        same((headers["Authorization"], headers["Content-Type"]), ("Bearer secret", "application/json"))
        same(headers["Idempotency-Key"], body["event_id"])
        same(body["status"] in ["success", "failure"], True)


def a_receiver_that_fails_is_asked_again_after_1_2_and_4_seconds():
    with Receiver(500, None, 503) as receiver, posting(receiver) as api:
        api.post(made("x", status="success"))
        eventually(lambda: receiver.taken() == ["x"], 30)
        times = [when for when, *_ in receiver.requests]
        pauses = [round(after - before) for before, after in zip(times, times[1:])]
        same(pauses, [1, 2, 4])
        eventually(lambda: api.run("x")["api_posted"])
        same(api.run("x")["api_retry_count"], 3)


def what_is_refused_is_not_posted_again():
    with Receiver(400) as receiver, posting(receiver) as api:
        api.post(made("bad", status="success"))
        eventually(lambda: receiver.asked() == ["bad"])
        api.post(made("good", status="success"))
        eventually(lambda: receiver.taken() == ["good"])
        eventually(lambda: api.run("good")["api_posted"])
        same(receiver.asked(), ["bad", "good"])
        same(api.run("bad")["api_posted"], False)
        history = api.get(BASE + "/bad/history")["history"]
        holds(any("400" in json.dumps(entry["fields"]) for entry in history), history)


def an_answer_that_is_elsewhere_is_fetched_without_a_word_of_what_was_sent():
    """As Google Apps Script answers: the run was taken, and what came of it is at another address."""
    with Receiver((302, "/200?of=x"), (303, "/200?of=y")) as receiver, posting(receiver) as api:
        api.post(made("x", status="success"))
        api.post(made("y", status="success"))
        eventually(lambda: api.run("x")["api_posted"] and api.run("y")["api_posted"], 30)
        same(receiver.asked(), ["x", "y"])
        same([path for path, *_ in receiver.fetched], ["/200?of=x", "/200?of=y"])
        for _, body, headers in receiver.fetched:
            same((body, {"authorization", "idempotency-key", "content-type", "content-length"}
                  & {name.lower() for name in headers}), (b"", set()))
        # A run is posted as before, with what belongs to it.
        api.post(made("z", status="success"))
        eventually(lambda: receiver.taken() == ["z"], 30)
        same(receiver.requests[-1][3]["Authorization"], "Bearer secret")


def an_answer_that_cannot_be_fetched_takes_no_run():
    plan = [(302, "/404"), (302, "/302"), (302, "ftp://127.0.0.1/x"), (302, None), (307, "/200"), (308, "/200"),
            (302, "/500"), 200]
    with Receiver(*plan) as receiver, posting(receiver) as api:
        names = ["gone", "loop", "strange", "nowhere", "again", "forever"]
        for number, name in enumerate(names, 1):
            api.post(made(name, status="success"))
            eventually(lambda number=number: len(receiver.asked()) == number, 30)

        def refused():
            return {line["event_id"]: line["api_post_error"] for line in api.store.names("run")
                    if line.get("api_post_refused")}

        eventually(lambda: set(refused()) == set(names), 30)
        told = refused()
        holds("404" in told["gone"] and "5 times" in told["loop"], told)
        holds("nothing that could be fetched" in told["strange"] and told["strange"] == told["nowhere"], told)
        holds("307" in told["again"] and "308" in told["forever"] and "posted elsewhere" in told["again"], told)
        same([path for path, *_ in receiver.fetched], ["/404"] + ["/302"] * 5)
        # What only failed for now is posted again.
        api.post(made("later", status="success"))
        eventually(lambda: api.run("later")["api_posted"], 30)
        same((receiver.asked()[6:], api.run("later")["api_retry_count"]), (["later"] * 2, 1))
        same([api.run(name)["api_posted"] for name in names], [False] * 6)


def what_nobody_takes_waits_and_goes_together_later():
    with Receiver(500, 500, 500, 500) as receiver, posting(receiver) as api:
        api.post(made("first", status="success"))
        eventually(lambda: receiver.asked() == ["first"] * 4, 30)
        api.post(made("second", status="success"))
        eventually(lambda: receiver.taken() == ["second", "first"], 30)
        eventually(lambda: api.run("first")["api_posted"])
        same(len(receiver.asked()), 6)


def runs_that_wait_are_posted_by_hand():
    with Receiver(*[500] * 4, 400) as receiver, posting(receiver) as api:
        def tlm(*arguments, code=0):
            done = subprocess.run(
                [TLM, "runs", "post", *arguments], cwd=api.store.folder, capture_output=True,
                text=True, timeout=60,
                env=environment(HOME=api.store.folder, METRICS_API_URL=receiver.url))
            same(done.returncode, code, done.stderr)
            return done

        api.post(made("first", status="success"))
        eventually(lambda: receiver.asked() == ["first"] * 4, 30)
        eventually(lambda: any(one.get("api_post_error") for one in api.store.names("run")))
        # Who posts them already is not disturbed.
        holds("another process posts runs" in tlm(code=1).stderr)
        same(api.server.end(), 0)
        same(tlm("--dry-run").stdout.split(), ["first"])
        api.store.tlm("runs", "start", "nightly", "--id", "before")
        api.store.tlm("runs", "end", "before")
        api.store.tlm("runs", "start", "nightly", "--id", "going")
        # The receiver does not want it, and is asked again only if somebody says so.
        holds("1 run could not be posted" in tlm(code=1).stderr)
        same(receiver.asked(), ["first"] * 5)
        holds("posted 0 runs" in tlm().stderr)
        same(receiver.asked(), ["first"] * 5)
        same(tlm("--all", "--refused", "--dry-run").stdout.split(), ["first", "before"])
        holds("posted 2 runs" in tlm("--all", "--refused").stderr)
        same(receiver.taken(), ["first", "before"])
        holds("posted 0 runs" in tlm("--all", "--refused").stderr)
        last = [line for line in api.store.names("run") if line["event_id"] == "first"][-1]
        same((last["api_posted"], last["api_post_refused"], last["api_retry_count"]), (True, False, 5))
        # What was posted by hand is not posted again by who follows the log.
        api.begin()
        api.post(made("next", status="success"))
        eventually(lambda: receiver.taken() == ["first", "before", "next"])


def by_hand_nothing_is_posted_where_nobody_is_named():
    with API() as api:
        done = api.store.tlm("runs", "post", check=False)
        same(done.returncode, 1)
        holds("no receiver of runs is named" in done.stderr, done.stderr)


def every_run_is_posted_once_though_the_server_is_killed():
    with Receiver() as receiver, posting(receiver) as api:
        expected = []
        for turn in range(5):
            names = [f"x{turn}-{number}" for number in range(12)]
            expected += names
            api.post([made(name, status="success") for name in names], 200, BASE + "/batch")
            eventually(lambda: len(receiver.taken()) > turn * 12 + turn * 2)
            api.server.process.kill()
            api.server.process.wait(30)
            api.begin()
        eventually(lambda: set(receiver.taken()) == set(expected), 60)
        eventually(lambda: all(one["api_posted"] for one in api.find(limit=1000)), 60)
        taken = receiver.taken()
        # Whoever dies between an answer and writing it down asks again, under the same key.
        twice = len(taken) - len(set(taken))
        holds(twice <= 5, twice)
        told = [line for line in api.store.names("run") if line.get("api_posted")]
        same((len(told), len({line["event_id"] for line in told})), (60, 60))


def a_run_that_ended_while_nobody_watched_is_posted():
    with Receiver() as receiver, posting(receiver) as api:
        same(api.server.end(), 0)
        api.store.tlm("run", "--name", "make", "--", "true")
        api.begin()
        eventually(lambda: len(receiver.taken()) == 1)


def nothing_is_posted_unless_the_user_says_so():
    with Receiver() as receiver, posting(receiver, METRICS_API_ENABLED="false") as api:
        api.post(made("x", status="success"))
        time.sleep(1)
        same(receiver.asked(), [])
    with Receiver() as receiver:
        api = API()
        with api:
            with open(api.store.path + "/config.yaml", "w", encoding="utf-8") as file:
                file.write(f"post: '{receiver.url}'\n")
            api.server.end()
            api.watch = True
            api.begin()
            api.post(made("x", status="success"))
            time.sleep(1)
            same(receiver.asked(), [])
            same(api.server.end(), 0)
            holds("post" in api.server.said and "trust" in api.server.said, api.server.said)
            api.store.tlm("trust")
            api.begin()
            api.post(made("y", status="success"))
            eventually(lambda: receiver.taken() == ["y"])


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and not isinstance(value, type) and name != "posting"})
