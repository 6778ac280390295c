"""Cases of the dashboard without a browser: what pages say, what forms change, who may."""
import csv
import html.parser
import io
import json
import os
import re
import urllib.parse
import zipfile

from served import Server, Store, eventually, holds, run, same
from world import ApprovedServer, HOSTILE, IDS, PAGES, fill, propose


class Page(html.parser.HTMLParser):
    """What a browser makes of a page: tags that close, texts, links, and the fields of its forms."""
    VOID = {"meta", "link", "input", "br", "img", "hr"}

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.links, self.forms, self.texts = [], [], [], [], []
        self.field = None
        self.feed(text)
        self.close()
        same(self.open, [], "tags that never close")

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        self.tags.append((tag, attrs))
        if tag not in self.VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(attrs["href"])
        if tag == "form":
            self.forms.append((attrs, []))
        if self.forms and "form" in self.open:
            fields = self.forms[-1][1]
            if tag == "input" and ("checked" in attrs or attrs.get("type") != "checkbox"):
                fields.append((attrs.get("name"), attrs.get("value") or ""))
            if tag in ("select", "textarea"):
                fields.append((attrs.get("name"), ""))
            if tag == "option" and "selected" in attrs:
                fields[-1] = (fields[-1][0], attrs.get("value") or "")
            self.field = tag if tag == "textarea" else self.field

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        same(self.open.pop() if self.open else None, tag)
        self.field = None if tag == "textarea" else self.field

    def handle_data(self, data):
        self.texts.append(data)
        if self.field:
            name, value = self.forms[-1][1][-1]
            self.forms[-1][1][-1] = (name, value + data.removeprefix("\n"))

    @property
    def text(self):
        return " ".join("".join(self.texts).split())

    def form(self, action):
        """What the form of an action would send, but for its buttons."""
        for attrs, fields in self.forms:
            if attrs.get("action") == action:
                return [pair for pair in fields if pair[0]]
        raise AssertionError(f"there is no form {action}")


class Reader:
    """A browser without scripts: it was let in by the token, and keeps the cookie."""

    def __init__(self, server):
        self.server = server
        head = server.ask("GET", f"/?token={server.token}", headers={"Accept": "text/html"})[1]
        self.headers = {"Accept": "text/html", "Cookie": head["Set-Cookie"].split(";")[0]}

    def get(self, path, status=200):
        found, headers, body = self.server.ask("GET", path, headers=self.headers)
        same(found, status, path, body[-600:])
        holds(headers["Content-Type"].startswith("text/html"), path)
        holds("script-src 'self'" in headers["Content-Security-Policy"], path)
        holds("unsafe" not in headers["Content-Security-Policy"])
        return Page(body.decode())

    def post(self, path, fields, **more):
        origin = {"Origin": f"http://127.0.0.1:{self.server.port}",
                  "Content-Type": "application/x-www-form-urlencoded"}
        return self.server.ask("POST", path, urllib.parse.urlencode(fields),
                               {**self.headers, **origin, **more})

    def send(self, path, action, change, status=303):
        """Sends the form of a page, some fields otherwise; the page that comes of it."""
        fields = [(n, v) for n, v in self.get(path).form(action) if n not in change]
        found, headers, body = self.post(action, fields + list(change.items()))
        same(found, status, body[-900:])
        return self.get(headers["Location"]) if found == 303 else Page(body.decode())


def every_page_reads_and_nothing_of_a_store_is_markup():
    with fill(Store()) as store, Server(store) as server:
        reader = Reader(server)
        seen, waiting, scripts = set(), list(PAGES), set()
        while waiting and len(seen) < 260:
            path = waiting.pop(0)
            if path in seen:
                continue
            seen.add(path)
            page = reader.get(path)
            for tag, attrs in page.tags:
                holds(not any(name.startswith("on") or name == "style" for name in attrs), path, attrs)
                holds(tag not in ("img", "iframe", "object", "base"), path)
                if tag == "script":
                    scripts.add(attrs["src"])
            holds("\u202e" not in "".join(page.texts), path)
            waiting += [link for link in page.links
                        if link.startswith("/") and not link.startswith("/v1/")
                        and not re.search("token|file", link)]
        holds(len(seen) > 150, len(seen))
        same(len(scripts), 1)


def what_is_shown_is_what_the_command_line_says():
    with fill(Store()) as store, Server(store) as server:
        reader = Reader(server)
        count = len(json.loads(store.tlm("runs", "list", "--json", "--limit", "500").stdout)["runs"])
        holds(f"of {count} runs" in reader.get("/runs?tests=yes").text)
        holds("ALERT" in reader.get("/").text)
        total = json.loads(store.tlm("usage", "--json").stdout)["totals"]["responses"]
        holds(f"{total} responses" in reader.get("/sessions?since=all").text, total)
        digest = json.loads(store.tlm("replay", "-p", "velocity", "--json").stdout)["digest"]
        holds(digest in reader.get("/projections/velocity").text)


def who_may_not_is_told_how():
    with fill(Store(), 3) as store, Server(store) as server:
        for path in ["/", "/runs", "/run/run-0001", "/projections/velocity"]:
            status, headers, body = server.ask("GET", path, headers={"Accept": "text/html"})
            same(status, 401, path)
            holds(b"run-000" not in body and b"name=\"token\"" in body, path)
            holds("default-src 'none'" in headers["Content-Security-Policy"])
        status, headers, body = server.ask("GET", "/runs?token=no", headers={"Accept": "text/html"})
        same(status, 401)
        same(server.ask("POST", "/run/run-0001", "status=failure", {
            "Content-Type": "application/x-www-form-urlencoded"})[0], 401)
        # Programs are told in words, as before.
        holds(b"GET /v1/query" in server.ask("GET", "/", headers=server.bearer)[2])


def what_is_not_there_is_told_to_a_browser_on_a_page():
    with fill(Store(), 3) as store, Server(store) as server:
        reader = Reader(server)
        for path, status in [("/nothing", 404), ("/v1/nothing", 404), ("/runs/bulk", 405)]:
            page = reader.get(path, status=status)
            holds("Overview" in page.text, page.text[:300])
            body = server.ask("GET", path, headers=server.bearer)[2]
            holds(json.loads(body)["error"]["message"] in page.text, path, page.text[:300])
        same(server.ask("GET", "/runs/bulk", headers=reader.headers)[1]["Allow"], "POST")


def no_token_opens_pages_and_changes_nothing():
    with fill(Store(), 3) as store, Server(store, "--no-token") as server:
        status, _, body = server.ask("GET", "/run/event-0001", headers={"Accept": "text/html"})
        same(status, 200)
        fields = Page(body.decode()).form("/run/event-0001")
        fields = [(n, "failure" if n == "status" else v) for n, v in fields]
        count = len(store.lines())
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
        same(server.ask("POST", "/run/event-0001", urllib.parse.urlencode(fields), sent)[0], 401)
        same(len(store.lines()), count)
        sent.update(server.bearer)
        same(server.ask("POST", "/run/event-0001", urllib.parse.urlencode(fields), sent)[0], 303)


def runs_are_found_filtered_and_paged():
    with fill(Store()) as store, Server(store) as server:
        reader = Reader(server)
        holds("of 99 runs" in reader.get("/runs").text, reader.get("/runs").text[:400])
        page = reader.get("/runs?tests=yes&size=10&agent=nightly")
        holds("1–10 of 40 runs" in page.text, page.text[:500])
        after = [link for link in page.links if "offset=10" in link]
        holds("11–20 of 40" in reader.get(after[0]).text)
        holds("of 17 runs" in reader.get("/runs?tests=yes&status=failure").text)
        holds("of 1 run" in reader.get("/runs?contains=run-0003").text)
        holds("No run meets" in reader.get("/runs?agent=nobody").text)
        reader.get("/runs?since=nonsense", status=400)
        reader.get("/runs?where=%28", status=400)
        status, headers, _ = server.ask("GET", "/runs?id=event-0003", headers=reader.headers)
        same((status, headers["Location"]), (303, "/run/event-0003"))
        holds("Run run-0003" in reader.get("/run/event-0003").text)
        for name in IDS:
            page = reader.get("/run/" + urllib.parse.quote(name, safe=""))
            holds("odd" in page.text)
        reader.get("/run/nothing", status=404)


def a_run_is_changed_and_the_log_says_by_whom():
    with fill(Store(), 9) as store, Server(store) as server:
        reader = Reader(server)
        change = {
            "status": "failure", "end_time": "2026-02-13T10:00:00Z", "duration_ms": "1234",
            "items_succeeded": "1", "items_failed": "7", "items_skipped": "3",
            "error_summary": HOSTILE, "error_details": "first\nsecond", "output_summary": "none",
            "metrics_json": '{"a": 1}', "context_json": '{"b":\n {"c": []}}', "by": "ada",
            "note": "by hand",
        }
        page = reader.send("/run/event-0002", "/run/event-0002", change)
        holds("The run was changed" in page.text)
        holds("ada" in page.text and "by hand" in page.text)
        last = store.names("run")[-1]
        same(last["update"]["by"], "ada")
        same(last["update"]["note"], "by hand")
        same(set(last["update"]["before"]), set(change) - {"by", "note"})
        same((last["items_failed"], last["error_details"], last["context_json"]),
             (7, "first\nsecond", {"b": {"c": []}}))
        same(last["error_summary"], HOSTILE)
        shown = json.loads(store.tlm("runs", "show", "run-0002", "--json").stdout)
        same(shown["run"]["status"], "failure")
        # What is sent back as it was shown changes nothing.
        count = len(store.lines())
        holds("said all of this" in reader.send("/run/event-0002", "/run/event-0002", {}).text)
        same(len(store.lines()), count)


def what_cannot_be_meant_changes_nothing():
    with fill(Store(), 9) as store, Server(store) as server:
        reader = Reader(server)
        count = len(store.lines())
        for name, value in [
            ("status", "perhaps"), ("end_time", "noon"), ("duration_ms", "-1"),
            ("items_failed", "1.5"), ("items_skipped", "9" * 30), ("items_succeeded", "x"),
            ("error_summary", "x" * 501), ("error_details", "x" * 5001),
            ("output_summary", "x" * 1001), ("metrics_json", "[1]"), ("context_json", "{"),
        ]:
            page = reader.send("/run/event-0001", "/run/event-0001", {name: value}, status=422)
            wrong = [attrs for _, attrs in page.tags if attrs.get("aria-invalid") == "true"]
            same([attrs["name"] for attrs in wrong], [name])
            holds(value[:20] in dict(page.form("/run/event-0001"))[name] or name == "status")
        same(len(store.lines()), count)


def who_was_too_late_is_told():
    with fill(Store(), 9) as store, Server(store) as server:
        reader = Reader(server)
        stale = reader.get("/run/event-0001").form("/run/event-0001")
        store.tlm("runs", "update", "run-0001", "error_summary=first")
        fields = [(n, v) for n, v in stale if n != "output_summary"] + [("output_summary", "second")]
        status, _, body = reader.post("/run/event-0001", fields)
        same(status, 409)
        holds(b"somebody else changed" in body and b"second" in body)
        same(store.names("run")[-1].get("output_summary"), None)


def a_form_of_another_page_changes_nothing():
    with fill(Store(), 9) as store, Server(store) as server:
        reader = Reader(server)
        fields = dict(reader.get("/run/event-0001").form("/run/event-0001"), status="failure")
        count = len(store.lines())
        for other in [{"form_token": ""}, {"form_token": "0" * 64}]:
            same(reader.post("/run/event-0001", {**fields, **other})[0], 403)
        without = {n: v for n, v in fields.items() if n != "form_token"}
        same(reader.post("/run/event-0001", without)[0], 403)
        same(reader.post("/run/event-0001", fields, Origin="http://evil.example")[0], 403)
        same(reader.post("/run/event-0001", fields, Origin="null")[0], 403)
        same(reader.post("/run/event-0001", fields, **{"Content-Type": "text/plain"})[0], 415)
        same(reader.post("/run/event-0001", fields, Cookie="tlm_x=1")[0], 401)
        same(server.ask("POST", "/run/event-0001?token=" + server.token,
                        urllib.parse.urlencode(fields))[0], 401)
        same(len(store.lines()), count)
        same(reader.post("/run/event-0001", fields)[0], 303)


def many_runs_are_looked_at_and_changed():
    with fill(Store(), 30) as store, Server(store) as server:
        reader = Reader(server)
        token = dict(reader.get("/runs").form("/runs/bulk"))["form_token"]
        ids = [("id", f"event-{n:04}") for n in range(4)] + [("id", "gone")]
        status, _, body = reader.post("/runs/bulk", [("form_token", token)] + ids)
        same(status, 200)
        fields = Page(body.decode()).form("/runs/bulk/preview")
        same([pair for pair in fields if pair[0] == "id"], ids)
        fields = [(n, "partial" if n == "status" else v) for n, v in fields]
        count = len(store.lines())
        status, _, body = reader.post("/runs/bulk/preview", fields)
        page = Page(body.decode())
        holds("success → partial" in page.text and "there is no run gone" in page.text, page.text)
        same(len(store.lines()), count)
        fields = page.form("/runs/bulk/apply")
        status, _, body = reader.post("/runs/bulk/apply", fields)
        page = Page(body.decode())
        holds("4 of 5 are as they should be, 1 failed" in page.text, page.text)
        same([pair for pair in page.form("/runs/bulk/apply") if pair[0] == "id"], [("id", "gone")])
        same(len(store.lines()), count + 4)
        status, _, body = reader.post("/runs/bulk/apply", fields, Accept="application/json")
        results = json.loads(body)["results"]
        same([result["ok"] for result in results], [True] * 4 + [False])
        same(len(store.lines()), count + 4)
        for path in ["/runs/bulk", "/runs/bulk/preview", "/runs/bulk/apply"]:
            change = [("form_token", token), ("status", "failure")]
            same(reader.post(path, change)[0], 400, path)
            many = [("id", f"event-{n:04}") for n in range(501)]
            same(reader.post(path, change + many)[0], 400, path)
        same(len(store.lines()), count + 4)
        same(reader.post("/runs/bulk/preview", [("form_token", token)] + ids)[0], 422)


def a_run_is_changed_by_its_own_id_alone():
    with fill(Store(), 9) as store, Server(store) as server:
        reader = Reader(server)
        for name, run in [("mine", "shared"), ("other", "mine"), ("third", "shared")]:
            server.post([{"event": "run", "event_id": name, "run_id": run, "agent_name": "of " + name,
                          "status": "running", "start_time": "2026-05-01T10:00:00Z"}],
                        server.bearer)

        def statuses():
            found = json.loads(store.tlm("runs", "list", "--json").stdout)["runs"]
            return [run["status"] for name in ["mine", "other", "third"]
                    for run in found if run.get("event_id") == name]

        holds("of mine" in reader.get("/run/mine").text)
        reader.send("/run/mine", "/run/mine", {"status": "success"})
        same(statuses(), ["success", "running", "running"])
        token = dict(reader.get("/runs").form("/runs/bulk"))["form_token"]
        change = [("form_token", token), ("status", "failure")]
        reader.post("/runs/bulk/apply", change + [("id", "mine")])
        same(statuses(), ["failure", "running", "running"])
        # What is no whole id of one run is enough to look at, and changes none.
        holds("of other" in reader.get("/run/oth").text)
        same(reader.post("/run/oth", change)[0], 404)
        page = reader.get("/run/shared", status=400)
        holds("mine, third" in page.text, page.text)
        same(reader.post("/run/shared", change)[0], 400)
        status, _, body = reader.post(
            "/runs/bulk/apply", change + [("id", "oth"), ("id", "shared")], Accept="application/json")
        same([result["ok"] for result in json.loads(body)["results"]], [False, False])
        same(statuses(), ["failure", "running", "running"])


def items_are_counted_however_many_there_are():
    with fill(Store(), 3) as store, Server(store) as server:
        reader = Reader(server)
        for name, count in [("big", 6_000_000_000), ("huge", (1 << 53) + 1)]:
            store.tlm("runs", "start", name, "--id", name, f"items_discovered:={count}",
                      f"items_succeeded:={count}")
        holds("6 000 000 000 of 6 000 000 000" in reader.get("/runs?agent=big").text)
        holds("9 007 199 254 740 993 of 9 007" in reader.get("/runs?agent=huge").text)
        holds("6 000 000 000" in reader.get("/runs/figures?agent=big").text)
        holds("9 007 199 254 740 993" in reader.get("/runs/figures?agent=huge").text)


def runs_are_kept_as_files():
    with fill(Store(), 30) as store, Server(store) as server:
        reader = Reader(server)
        holds("10 rows of" in reader.get("/runs/download?limit=10").text)
        asked = "/runs/file?format={}&tests=yes&limit=12&column=run_id&column=agent_name&column=items_failed"

        def file(kind):
            status, headers, body = server.ask("GET", asked.format(kind), headers=reader.headers)
            same(status, 200, body)
            holds(f'attachment; filename="runs.{kind}"' == headers["Content-Disposition"])
            return body

        rows = list(csv.reader(io.StringIO(file("csv").decode())))
        same(rows[0], ["run_id", "agent_name", "items_failed"])
        same(len(rows), 13)
        holds(any(HOSTILE in row for row in rows))
        found = json.loads(file("json"))
        same([row["run_id"] for row in found], [row[0] for row in rows[1:]])
        book = zipfile.ZipFile(io.BytesIO(file("xlsx")))
        names = book.read("xl/workbook.xml").decode()
        same(re.findall('<sheet name="([^"]+)"', names), ["runs", "summary", "by agent"])
        same(server.ask("GET", "/runs/file?format=exe", headers=reader.headers)[0], 400)
        same(server.ask("GET", "/runs/file?format=json&agent=nobody", headers=reader.headers)[2], b"[]\n")


def many_runs_are_kept_a_portion_at_a_time():
    with fill(Store(), 1300) as store, Server(store) as server:
        reader = Reader(server)
        asked = "/runs/file?tests=yes&limit=1250&column=run_id&column=status&format="
        rows = list(csv.reader(io.StringIO(
            server.ask("GET", asked + "csv", headers=reader.headers)[2].decode())))
        same((rows[0], len(rows)), (["run_id", "status"], 1251))
        shown = json.loads(store.tlm("runs", "list", "--limit", "1250", "--json").stdout)["runs"]
        same([row[0] for row in rows[1:]], [one["run_id"] for one in shown])
        found = json.loads(server.ask("GET", asked + "json", headers=reader.headers)[2])
        same([[one["run_id"], one["status"]] for one in found], rows[1:])
        holds("1 250 rows of 1 303 runs" in reader.get(
            "/runs/download?tests=yes&limit=1250").text)


def figures_are_those_of_the_command_line():
    with fill(Store()) as store, Server(store) as server:
        reader = Reader(server)
        for words, query in [([], "tests=yes"), (["--agent", "nightly"], "tests=yes&agent=nightly"),
                             (["--where", "items_failed > 1"], "tests=yes&where=items_failed+%3E+1"),
                             (["--contains", "run-00"], "tests=yes&contains=run-00")]:
            known = json.loads(store.tlm("runs", "stats", "--json", *words).stdout)["overall"]
            text = reader.get("/runs/figures?" + query).text
            holds(f"{known['runs']}{known['ended']} have ended" in text, query, known, text[:1500])
            holds(f"{known['failure']} failed" in text, query, known, text[:1500])


def events_are_asked_in_the_language_of_queries():
    with fill(Store(), 30) as store, Server(store) as server:
        reader = Reader(server)
        page = reader.get("/events?where=items_failed+%3D+2+and+agent_name+%3D+%27odd%27")
        holds("No event meets" in page.text)
        page = reader.get("/events?event=run&where=items_failed+%3D+2")
        holds(page.text.count("run-0") >= 8)
        page = reader.get("/events?event=run&group_by=job_type&agg=count&order=count+desc")
        holds("report" in page.text and "sync" in page.text, page.text)
        page = reader.get("/events?where=duration%28", status=400)
        same(dict(page.form("/events"))["where"], "duration(")
        reader.get("/events?outcome=perhaps", status=400)
        found = reader.get("/events")
        older = [link for link in found.links if "before=" in link]
        holds(reader.get(older[0]).text != found.text)
        reader.get("/events/1", status=404)
        reader.get("/events/x", status=404)
        position = [link for link in found.links if link.startswith("/events/")][0]
        holds("Its line" in reader.get(position).text)


def a_mode_is_approved_by_who_has_the_token():
    with fill(Store(), 3) as store:
        control = propose(store)
        try:
            with Server(store) as server:
                page = Reader(server).get("/sensors")
                holds("Nobody approves over this server" in page.text, page.text[:900])
            with ApprovedServer(store) as server:
                reader = Reader(server)
                page = reader.get("/sensors")
                holds("Rule ALERT_to_NORMAL proposes NORMAL" in page.text, page.text[:900])
                action, fields = _proposal(reader)
                fields += [("answer", "approve"), ("note", HOSTILE)]
                for wrong in ["", "0" * 64, server.token]:
                    same(reader.post(action, fields + [("approval", wrong)])[0], 403)
                same(store.names("mode_transition_approved"), [])
                right = fields + [("approval", server.approvals)]
                same(reader.post(action, right)[0], 303)
                same(reader.post(action, right)[0], 409)
                same(len(store.names("mode_transition_approved")), 1)
                eventually(lambda: "NORMAL" in reader.get("/sensors").text
                           and json.loads(store.tlm("mode", "show", "--json").stdout)["mode"] == "NORMAL")
                holds("Waiting for you" not in reader.get("/sensors").text)
        finally:
            control.kill()
            control.wait(30)


def _proposal(reader):
    """Where the form of the proposal is sent, and what stands in it but for the token and a note."""
    page = reader.get("/sensors")
    action = [attrs["action"] for attrs, _ in page.forms
              if attrs.get("action", "").startswith("/sensors/proposals/")][0]
    return action, [(n, v) for n, v in page.form(action) if n not in ("approval", "note")]


def a_mode_is_rejected_by_who_has_the_token():
    with fill(Store(), 3) as store:
        control = propose(store)
        try:
            with ApprovedServer(store) as server:
                reader = Reader(server)
                action, fields = _proposal(reader)
                fields += [("answer", "reject"), ("note", HOSTILE)]
                for wrong in ["", "0" * 64, server.token]:
                    same(reader.post(action, fields + [("approval", wrong)])[0], 403)
                same(store.names("mode_transition_rejected"), [])
                right = fields + [("approval", server.approvals)]
                status, headers, _ = reader.post(action, right)
                same(status, 303)
                holds("Rejected." in reader.get(headers["Location"]).text)
                same(reader.post(action, right)[0], 409)
                told = store.names("mode_transition_rejected")
                same([(one["note"], one["proposal_id"]) for one in told],
                     [(HOSTILE, action.rsplit("/", 1)[1])])
                same(store.names("mode_transition_approved"), [])
                same(json.loads(store.tlm("mode", "show", "--json").stdout)["mode"], "ALERT")
                page = reader.get("/sensors")
                holds(action not in [attrs.get("action") for attrs, _ in page.forms])
        finally:
            control.kill()
            control.wait(30)


# A file, what is in it (None: it is a folder), what is said of it, and on which pages.
BROKEN = [
    ("rules.yaml", "modes: [", "rules.yaml:", {"/", "/sensors"}),
    ("rules.yaml", None, "rules.yaml is a link or no file", {"/", "/sensors"}),
    ("config.yaml", "sensors:\n  mine: {event: }\n", "config.yaml:", {"/", "/sensors"}),
    ("config.yaml", "prices:\n  - {model: m, input: much}\n", "config.yaml:",
     {"/", "/sensors", "/sessions", "/sessions/session-0"}),
]


def a_file_that_cannot_be_read_takes_nothing_but_its_part():
    with fill(Store()) as store, Server(store) as server:
        reader = Reader(server)
        for name, content, said, told in BROKEN:
            path = f"{store.path}/{name}"
            if os.path.exists(path):
                os.rename(path, path + ".whole")
            if content is None:
                os.mkdir(path)
            else:
                with open(path, "w", encoding="utf-8") as file:
                    file.write(content)
            for page in PAGES:
                found = reader.get(page).text
                same(said in found, page.split("?")[0] in told, page, content, found[:600])
            holds("Today against a usual day" in reader.get("/").text)
            holds("ALERT" in reader.get("/sensors").text)
            status, _, body = server.ask("GET", "/metrics", headers=server.bearer)
            same(status, 200, content, body[:300])
            holds(b"tlm_events_total" in body, content)
            holds(b'tlm_settings_readable{part="rules"} 0' in body, content, body[-900:])
            os.rmdir(path) if content is None else os.unlink(path)
            if os.path.exists(path + ".whole"):
                os.rename(path + ".whole", path)
        body = server.ask("GET", "/metrics", headers=server.bearer)[2].decode()
        readable = [line for line in body.splitlines() if line.startswith("tlm_settings_readable{")]
        same([line.endswith(" 1") for line in readable], [True] * 3, readable)


def any_projection_is_a_page():
    with fill(Store(), 9) as store, Server(store) as server:
        reader = Reader(server)
        names = [link for link in reader.get("/projections").links if link.startswith("/projections/")]
        holds(len(names) >= 10)
        for name in names:
            holds("Its state" in reader.get(name).text, name)
        holds("issues" in reader.get("/projections/velocity?set=per%3Dweek").text)
        reader.get("/projections/velocity?set=nothing%3D1", status=400)
        reader.get("/projections/none", status=404)


def no_path_reaches_the_disk():
    with fill(Store(), 3) as store, Server(store) as server:
        reader = Reader(server)
        for path in ["/assets/..%2f..%2fetc%2fpasswd", "/assets/%2e%2e", "/assets/serve.token",
                     "/run/..%2f..%2fserve.token", "/traces/%2fetc%2fpasswd", "/sessions/..%2fx"]:
            status, _, body = server.ask("GET", path, headers=reader.headers)
            holds(status in (400, 404), path, status)
            holds(b"root:" not in body and server.token.encode() not in body)
        for name in ["tlm.css", "tlm.js"]:
            status, headers, body = server.ask("GET", "/assets/" + name)
            same((status, headers["Cache-Control"]), (200, "no-cache"))
            holds(b"http" not in body.replace(b"http-equiv", b""), name)


if __name__ == "__main__":
    run({name: case for name, case in list(globals().items())
         if callable(case) and getattr(case, "__module__", "") == "__main__"
         and not isinstance(case, type)})
