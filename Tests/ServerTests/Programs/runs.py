"""Cases of the runs API: each row of the tables of its reference."""
import concurrent.futures
import json
import time
import urllib.parse
import uuid

from runs_client import API, BASE, fault, made
from served import Store, environment, eventually, holds, run, same, TLM
import subprocess

COLUMNS = """id event_id run_id schema_version created_at updated_at start_time end_time agent_name
agent_owner job_type status product product_family platform subdomain website website_section
item_name items_discovered items_succeeded items_failed items_skipped duration_ms input_summary
output_summary source_ref target_ref error_summary error_details git_repo git_branch
git_commit_hash git_run_tag git_commit_source git_commit_author git_commit_timestamp host
environment trigger_type metrics_json context_json api_posted api_posted_at api_retry_count
insight_id parent_run_id commit_url repo_url""".split()
REQUIRED = ["event_id", "run_id", "agent_name", "job_type", "start_time"]


# The routes.

def health_is_as_clients_look_at_it():
    with API() as api:
        found = api.get("/health")
        same((found["status"], found["version"]), ("ok", "3.0.0"))
        same((found["journal_mode"], found["synchronous"]), ("DELETE", "FULL"))
        holds(isinstance(found["db_path"], str) and found["db_path"])
        same(api.ask("HEAD", "/health")[0], 405)


def metrics_count_runs_as_json():
    with API() as api:
        for agent in ["a", "b", "b"]:
            api.post(made(agent_name=agent))
        api.post(made(agent_name="b", created_at="2020-01-01T00:00:00Z"))
        found = api.get("/metrics")
        same((found["total_runs"], found["recent_24h"]), (4, 3))
        same(list(found["agents"].items()), [("b", 3), ("a", 1)])
        same(found["performance"]["journal_mode"], "DELETE")
        holds(found["performance"]["db_path"])


def metadata_names_agents_and_jobs_until_a_run_changes():
    with API() as api:
        api.post(made(agent_name="zoe", job_type="sync"))
        api.post(made("one", agent_name="adam", job_type="sync"))
        first = api.get("/api/v1/metadata")
        same((first["agent_names"], first["job_types"]), (["adam", "zoe"], ["sync"]))
        same((first["counts"]["agent_names"], first["counts"]["job_types"]), (2, 1))
        same((first["cache_hit"], api.get("/api/v1/metadata")["cache_hit"]), (False, True))
        api.post(made(agent_name="eve"))
        found = api.get("/api/v1/metadata")
        same((found["cache_hit"], found["agent_names"]), (False, ["adam", "eve", "zoe"]))
        api.get("/api/v1/metadata")
        api.post([made()], 200, BASE + "/batch")
        same(api.get("/api/v1/metadata")["cache_hit"], False)
        api.patch("one", {"status": "success"})
        same(api.get("/api/v1/metadata")["cache_hit"], False)


def a_run_is_created_once():
    with API() as api:
        same(api.post(made("x")), {"status": "created", "event_id": "x", "run_id": "run-x"})
        same(
            api.post(made("x", agent_name="other"), 200),
            {"status": "duplicate", "event_id": "x", "message": "Event already exists (idempotent)"})
        same(api.run("x")["agent_name"], "agent")
        same(len(api.store.names("run")), 1)


def many_at_once_create_a_run_once():
    with API() as api, concurrent.futures.ThreadPoolExecutor(16) as pool:
        runs = [made(f"run-{number % 8}") for number in range(64)]
        found = list(pool.map(lambda one: api.ask("POST", BASE, one)[0], runs))
        same((found.count(201), found.count(200)), (8, 56))
        same(len(api.store.names("run")), 8)


def a_batch_is_an_array():
    with API() as api:
        api.post(made("old"))
        found = api.post(
            [made("old"), made("a"), made("b"), made("a")], 200, BASE + "/batch")
        same(found, {"inserted": 2, "duplicates": 2, "errors": [], "total": 4})
        same(
            api.post([], 200, BASE + "/batch"),
            {"inserted": 0, "duplicates": 0, "errors": [], "total": 0})


def a_batch_is_an_object_with_runs():
    with API() as api:
        found = api.post({"runs": [made("a"), made("b")]}, 201, BASE + "/batch")
        same((found["status"], found["created"]), ("created", 2))
        same((found["inserted"], found["duplicates"], found["errors"], found["total"]), (2, 0, [], 2))
        found = api.post({"runs": [made("a")]}, 201, BASE + "/batch")
        same((found["inserted"], found["duplicates"], found["total"]), (0, 1, 1))


def a_batch_with_one_that_is_malformed_is_refused_whole():
    with API() as api:
        bad = made("b")
        del bad["event_id"]
        fault(api, "POST", BASE + "/batch", [made("a"), bad], "missing", "body", 1, "event_id")
        fault(
            api, "POST", BASE + "/batch", {"runs": [made("a"), bad]}, "missing", "body", "runs", 1,
            "event_id")
        fault(api, "POST", BASE + "/batch", {"other": []}, "missing", "body", "runs")
        fault(api, "POST", BASE + "/batch", "3", "list_type", "body")
        same(api.find(), [])


def runs_are_listed_with_the_newest_first():
    with API() as api:
        for number in [2, 5, 1, 4, 3]:
            api.post(made(str(number), created_at=f"2026-11-0{number}T00:00:00Z"))
        same(api.ids(), ["5", "4", "3", "2", "1"])
        same(api.ids(limit=2, offset=1), ["4", "3"])
        same(api.ids(offset=9), [])


def a_run_is_found_by_its_event_id():
    with API() as api:
        api.post(made("x"))
        same(api.run("x")["run_id"], "run-x")
        same(api.run("nobody", 404), {"detail": "Run not found: nobody"})
        strange = "a b/ü%"
        api.post(made(strange))
        same(api.run(urllib.parse.quote(strange, safe=""))["event_id"], strange)


def a_change_names_its_fields_in_the_order_of_the_model():
    with API() as api:
        api.post(made("x"))
        same(
            api.patch("x", {"items_failed": 2, "status": "partial", "duration_ms": 5}),
            {"event_id": "x", "updated": True,
             "fields_updated": ["status", "duration_ms", "items_failed"]})
        found = api.run("x")
        same((found["status"], found["duration_ms"], found["items_failed"]), ("partial", 5, 2))
        same(found["job_type"], "job")


def a_change_is_checked_before_its_run_is_looked_for():
    with API() as api:
        api.post(made("x"))
        same(api.patch("nobody", {"status": "success"}, 404), {"detail": "Run not found: nobody"})
        same(api.patch("nobody", {}, 404), {"detail": "Run not found: nobody"})
        same(api.patch("x", {}, 400), {"detail": "No valid fields to update"})
        same(api.patch("x", {"other": 1}, 400), {"detail": "No valid fields to update"})
        fault(api, "PATCH", BASE + "/nobody", {"duration_ms": -1}, "greater_than_equal", "body",
              "duration_ms")
        fault(api, "PATCH", BASE + "/x", {"status": "no"}, "value_error", "body", "status")


def a_commit_is_associated():
    with API() as api:
        api.post(made("x", git_repo="git@github.com:a/b.git"))
        commit = {
            "commit_hash": "1f0c2b7", "commit_source": "llm", "commit_author": "Ada <a@b.c>",
            "commit_timestamp": "2026-11-20T11:00:00Z"}
        path = BASE + "/x/associate-commit"
        same(
            api.post(commit, 200, path),
            {"status": "success", "event_id": "x", "run_id": "run-x", "commit_hash": "1f0c2b7"})
        found = api.run("x")
        same([found["git_" + name] for name in commit], list(commit.values()))
        holds("T" in found["updated_at"])
        same(found["commit_url"], "https://github.com/a/b/commit/1f0c2b7")
        same(api.post(commit, 404, BASE + "/no/associate-commit"), {"detail": "Run not found: no"})
        short, long = {**commit, "commit_hash": "123456"}, {**commit, "commit_hash": "a" * 41}
        fault(api, "POST", path, short, "string_too_short", "body", "commit_hash")
        fault(api, "POST", path, long, "string_too_long", "body", "commit_hash")
        fault(api, "POST", path, {**commit, "commit_source": "x"}, "value_error", "body",
              "commit_source")
        fault(api, "POST", path, {"commit_hash": "1f0c2b7"}, "missing", "body", "commit_source")
        api.post({**commit, "commit_hash": "no hex at all"}, 200, path)


def addresses_are_those_of_the_hosts():
    cases = [
        ("git@github.com:o/r.git", "https://github.com/o/r", "/commit/"),
        ("https://github.com/o/r/", "https://github.com/o/r", "/commit/"),
        ("https://gitlab.com/g/s/r.git", "https://gitlab.com/g/s/r", "/-/commit/"),
        ("https://bitbucket.org/o/r", "https://bitbucket.org/o/r", "/commits/"),
        ("https://git.example.org/o/r", "https://git.example.org/o/r", None),
        ("https://user:secret@github.com/o/r", "https://github.com/o/r", "/commit/"),
        ("/srv/git/r", None, None), ("javascript:alert(1)", None, None), ("", None, None)]
    with API() as api:
        for number, (repo, page, commit) in enumerate(cases):
            name = f"x{number}"
            api.post(made(name, git_repo=repo, git_commit_hash="abcdef1"))
            expected = page + commit + "abcdef1" if commit else None
            same(api.get(f"{BASE}/{name}/repo-url"), {"repo_url": page}, repo)
            same(api.get(f"{BASE}/{name}/commit-url"), {"commit_url": expected}, repo)
            found = api.run(name)
            same((found["repo_url"], found["commit_url"]), (page, expected), repo)
        api.post(made("none"))
        same(api.get(BASE + "/none/repo-url"), {"repo_url": None})
        same(api.get(BASE + "/none/commit-url"), {"commit_url": None})
        for page in ["repo-url", "commit-url"]:
            same(api.get(f"{BASE}/no/{page}", 404), {"detail": "Run not found: no"})


def changes_take_the_token_where_there_is_one():
    variables = {"TELEMETRY_API_AUTH_ENABLED": "true", "TELEMETRY_API_AUTH_TOKEN": "secret"}
    with API(variables=variables) as api:
        bearer = {"Authorization": "Bearer secret"}
        status, headers, body = api.ask("POST", BASE, made("x"))
        same((status, headers["WWW-Authenticate"]), (401, "Bearer"))
        same(
            body,
            {"detail": "Authorization header required. Use: Authorization: Bearer <token>"})
        same(
            api.post(made("x"), 401, Authorization="Basic secret"),
            {"detail": "Invalid authorization format. Use: Authorization: Bearer <token>"})
        same(
            api.post(made("x"), 401, Authorization="Bearer no"),
            {"detail": "Invalid authentication token"})
        api.post(made("x"), **bearer)
        api.post([made("y")], 401, BASE + "/batch")
        api.patch("x", {"status": "success"}, 401)
        api.post({}, 401, BASE + "/x/associate-commit")
        for path in ["commit-url", "repo-url", "history"]:
            api.get(f"{BASE}/x/{path}", 401)
            api.get(f"{BASE}/x/{path}", **bearer)
        # Who reads runs never showed one.
        for path in ["/health", "/metrics", "/api/v1/metadata", BASE, BASE + "/x"]:
            api.get(path)


def a_token_that_is_missing_keeps_the_server_from_beginning():
    with Store() as store:
        done = subprocess.run(
            [TLM, "serve", "--runs", "127.0.0.1:0", "--listen", "off", "--grpc", "off"],
            cwd=store.folder, capture_output=True, text=True, timeout=30,
            env=environment(HOME=store.folder, TELEMETRY_API_AUTH_ENABLED="true"))
        same(done.returncode, 64, done.stderr)
        holds("TELEMETRY_API_AUTH_TOKEN" in done.stderr)
        done = subprocess.run(
            [TLM, "serve", "--runs", "0.0.0.0:0", "--listen", "off", "--grpc", "off"],
            cwd=store.folder, capture_output=True, text=True, timeout=30,
            env=environment(HOME=store.folder))
        same(done.returncode, 64, done.stderr)
        holds("beyond this machine" in done.stderr)


def who_asks_too_often_is_told_when_to_come_again():
    variables = {"TELEMETRY_RATE_LIMIT_ENABLED": "true", "TELEMETRY_RATE_LIMIT_RPM": "3"}
    with API(variables=variables) as api:
        for _ in range(3):
            api.find()
        status, headers, body = api.ask("GET", BASE)
        same(status, 429, body)
        same(headers["Retry-After"], "60")
        same((headers["X-RateLimit-Limit"], headers["X-RateLimit-Remaining"]), ("3", "0"))
        api.get("/health")
        api.get("/metrics")
        api.get("/api/v1/metadata", 429)
        api.post(made(), 429)


def nothing_is_limited_unless_it_is_asked_for():
    with API() as api:
        for _ in range(100):
            api.find()


def what_is_not_there_is_not_found():
    with API() as api:
        same(api.get("/nothing", 404), {"detail": "Not Found"})
        status, headers, body = api.ask("DELETE", BASE)
        same((status, body), (405, {"detail": "Method Not Allowed"}))
        same(headers["Allow"], "GET, POST")
        status, headers, _ = api.ask("GET", BASE + "/?limit=5")
        same((status, headers["Location"]), (307, BASE + "?limit=5"))
        status, headers, _ = api.ask("POST", BASE + "/", made())
        same((status, headers["Location"]), (307, BASE))


def whatever_is_refused_is_told_as_clients_know_it():
    with API() as api:
        def detail(status, method, path, body=None, **headers):
            found, _, said = api.ask(method, path, body, **headers)
            same((found, list(said)), (status, ["detail"]), path, said)
            return said["detail"]

        detail(400, "GET", "/api/v1/runs/%zz")
        detail(421, "GET", BASE, Host="evil.example")
        detail(403, "POST", BASE, made("x"), Origin="http://evil.example")
        detail(413, "POST", BASE, "x" * ((16 << 20) + 1))
        detail(413, "GET", BASE, "{}")
        same(api.find(), [])


def a_run_that_is_too_long_is_refused_and_nothing_of_it_is_cut():
    with API() as api:
        api.post(made("x"))
        long = "x" * (2 << 20)
        for method, path, body in [
                ("POST", BASE, made("y", error_details=long)),
                ("POST", BASE + "/batch", [made("z"), made("y", error_details=long)]),
                ("PATCH", BASE + "/x", {"error_details": long})]:
            status, _, said = api.ask(method, path, body)
            same(status, 413, said)
            holds("over the limit" in said["detail"], said)
        same(api.ids(), ["x"])
        same(api.run("x")["error_details"], None)


def it_describes_itself():
    with API() as api:
        document = api.get("/openapi.json")
        paths = [BASE, BASE + "/batch", BASE + "/{event_id}", "/health", "/metrics"]
        holds(set(paths) <= set(document["paths"]), document["paths"].keys())
        for page in ["/docs", "/redoc"]:
            status, headers, body = api.ask("GET", page)
            same(status, 200)
            holds("text/html" in headers["Content-Type"] and b"<script" not in body)


# The fields of a new run.

def fields_that_are_missing_are_named():
    with API() as api:
        for name in REQUIRED:
            bad = made()
            del bad[name]
            fault(api, "POST", BASE, bad, "missing", "body", name)
            fault(api, "POST", BASE, {**made(), name: None}, "string_type", "body", name)
            fault(api, "POST", BASE, {**made(), name: 3}, "string_type", "body", name)
        same(api.find(), [])


def every_field_comes_back_as_it_went_in():
    given = made(
        "x", created_at="2026-11-20T09:00:00+00:00", end_time="2026-11-20T10:01:00+00:00",
        status="success", product="p", product_family="f", platform="l", subdomain="s",
        website="w", website_section="ws", item_name="i", items_discovered=4, items_succeeded=3,
        items_failed=1, items_skipped=0, duration_ms=60000, input_summary="in",
        output_summary="out", source_ref="src", target_ref="dst", error_summary="e",
        error_details="d", git_repo="https://github.com/o/r", git_branch="main",
        git_commit_hash="abcdef1", git_run_tag="t", git_commit_source="ci",
        git_commit_author="Ada", git_commit_timestamp="2026-11-20T10:00:30Z", host="h",
        environment="test", trigger_type="cron", metrics_json={"a": [1, 2.5]},
        context_json={"b": {"c": None}}, api_posted=True, api_posted_at="2026-11-20T10:02:00Z",
        api_retry_count=2, insight_id="in1", parent_run_id="parent")
    with API() as api:
        api.post(given)
        found = api.run("x")
        same({name: found[name] for name in given}, given)
        same(list(found), COLUMNS)


def what_nobody_gives_is_what_it_always_was():
    with API() as api:
        api.post(made("x"))
        found = api.run("x")
        same(found["status"], "running")
        zeros = [name for name in COLUMNS if name.startswith("items_")] + ["duration_ms"]
        same([found[name] for name in zeros], [0] * 5)
        same((found["api_posted"], found["api_retry_count"]), (False, 0))
        same((found["schema_version"], found["metrics_json"]), (7, None))
        holds(isinstance(found["id"], int) and found["id"] < 2 ** 53)
        holds(found["created_at"].endswith("+00:00"), found["created_at"])
        time.strptime(found["updated_at"], "%Y-%m-%d %H:%M:%S")
        same(list(found), COLUMNS)


def null_is_as_good_as_nothing_and_a_duration_of_null_is_none():
    with API() as api:
        api.post(made("x", duration_ms=None, product=None, metrics_json=None, end_time=None))
        found = api.run("x")
        same((found["duration_ms"], found["product"], found["metrics_json"]), (0, None, None))
        fault(api, "POST", BASE, made(items_failed=None), "int_type", "body", "items_failed")


def times_are_taken_as_they_are_and_remarked_on():
    with API() as api:
        api.post(made("x", start_time="", created_at="yesterday"))
        found = api.run("x")
        same((found["start_time"], found["created_at"]), ("", "yesterday"))
        same(found["ts_invalid"], ["created_at", "start_time"])
        api.post(made("y", start_time="2026-11-20T10:00:00"))
        holds("ts_invalid" not in api.run("y"))
        same(sorted(api.ids()), ["x", "y"])


def extra_fields_are_ignored():
    with API() as api:
        api.post(made("x", nobody_knows=1, event="tlm.fake", ts="1999-01-01T00:00:00Z"))
        holds("nobody_knows" not in api.store.names("run")[0])


def numbers_are_read_in_every_way():
    with API() as api:
        api.post(made("x", items_failed="12", duration_ms=5.0, items_skipped=True))
        found = api.run("x")
        same((found["items_failed"], found["duration_ms"], found["items_skipped"]), (12, 5, 1))
        for value, kind in [
                (1.5, "int_from_float"), ("x", "int_parsing"), ([], "int_type"),
                (10 ** 19, "int_parsing_size"), (1e30, "int_parsing_size"),
                ("9" * 30, "int_parsing_size"), (-1, "greater_than_equal")]:
            for name in ["duration_ms", "items_discovered", "api_retry_count"]:
                fault(api, "POST", BASE, made(**{name: value}), kind, "body", name)


def objects_are_objects_and_no_texts():
    with API() as api:
        for name in ["metrics_json", "context_json"]:
            for value in ['{"a":1}', [1], 3]:
                fault(api, "POST", BASE, made(**{name: value}), "dict_type", "body", name)


def flags_and_sources_are_checked():
    with API() as api:
        fault(api, "POST", BASE, made(api_posted="perhaps"), "bool_parsing", "body", "api_posted")
        fault(api, "POST", BASE, made(api_posted=[]), "bool_type", "body", "api_posted")
        fault(api, "POST", BASE, made(git_commit_source="me"), "value_error", "body",
              "git_commit_source")
        for source in ["manual", "llm", "ci"]:
            api.post(made(git_commit_source=source))


def bodies_that_are_no_objects_are_refused():
    with API() as api:
        fault(api, "POST", BASE, b"{", "json_invalid", "body", 0)
        fault(api, "POST", BASE, b"", "missing", "body")
        fault(api, "POST", BASE, "[1]", "model_attributes_type", "body")
        same(api.find(), [])


# How runs stand.

def statuses_have_other_words():
    words = {
        "running": "running", "success": "success", "failure": "failure", "partial": "partial",
        "timeout": "timeout", "cancelled": "cancelled", "failed": "failure",
        "completed": "success", "succeeded": "success", "canceled": "cancelled",
        " Success ": "success"}
    with API() as api:
        for number, (word, status) in enumerate(words.items()):
            api.post(made(f"x{number}", status=word))
            same(api.run(f"x{number}")["status"], status, word)
            same(api.patch(f"x{number}", {"status": word})["fields_updated"], ["status"])
            same(api.run(f"x{number}")["status"], status, word)
            if word.isalpha():
                holds(all(run["status"] == status for run in api.find(status=word)))
        fault(api, "POST", BASE, made(status="done"), "value_error", "body", "status")


def a_run_may_go_on_after_it_ended():
    with API() as api:
        api.post(made("x", status="success"))
        api.patch("x", {"status": "running"})
        same(api.run("x")["status"], "running")
        same(api.ids(status="running"), ["x"])
        api.patch("x", {"status": "failed"})
        same(api.run("x")["status"], "failure")


# Changes.

def every_field_of_a_change_is_taken():
    changes = {
        "status": "failure", "end_time": "2026-11-20T11:00:00Z", "duration_ms": 7,
        "error_summary": "e", "error_details": "d", "output_summary": "o", "items_succeeded": 1,
        "items_failed": 2, "items_skipped": 3, "metrics_json": {"a": 1}, "context_json": {"b": 2},
        "git_commit_source": "manual", "git_commit_author": "Ada",
        "git_commit_timestamp": "2026-11-20T10:59:00Z", "items_discovered": 6,
        "input_summary": "i"}
    with API() as api:
        api.post(made("x"))
        same(api.patch("x", changes)["fields_updated"], list(changes))
        found = api.run("x")
        same({name: found[name] for name in changes}, changes)
        holds("T" in found["updated_at"])


def null_clears_nothing_and_what_is_unknown_is_named():
    with API() as api:
        api.post(made("x", error_summary="kept"))
        found = api.patch("x", {"error_summary": None, "duration_ms": 1, "product": "p"})
        same((found["fields_updated"], found["fields_ignored"]), (["duration_ms"], ["product"]))
        same((api.run("x")["error_summary"], api.run("x")["product"]), ("kept", None))
        api.patch("x", {"error_summary": None}, 400)


def a_change_may_be_for_one_state_only():
    with API() as api:
        api.post(made("x"))
        status, headers, _ = api.ask("GET", BASE + "/x")
        first = headers["ETag"]
        same(api.ask("GET", BASE + "/x", If_None_Match=first)[0], 304)
        status, headers, _ = api.ask("PATCH", BASE + "/x", {"duration_ms": 1}, If_Match=first)
        same(status, 200)
        second = headers["ETag"]
        holds(first != second)
        same(api.ask("GET", BASE + "/x")[1]["ETag"], second)
        api.patch("x", {"duration_ms": 2}, 412, If_Match=first)
        same(api.run("x")["duration_ms"], 1)
        api.patch("x", {"duration_ms": 2}, If_Match=f'"other", {second}')
        api.patch("x", {"duration_ms": 3}, If_Match="*")
        same(api.ask("GET", BASE + "/x", If_None_Match=second)[0], 200)
        # A weak one is enough to read it again, and not to change it.
        tag = api.ask("GET", BASE + "/x")[1]["ETag"]
        same(api.ask("GET", BASE + "/x", If_None_Match="W/" + tag)[0], 304)
        api.patch("x", {"duration_ms": 4}, 412, If_Match="W/" + tag)


def of_many_who_change_one_state_one_succeeds():
    with API() as api, concurrent.futures.ThreadPoolExecutor(8) as pool:
        api.post(made("x"))
        tag = api.ask("GET", BASE + "/x")[1]["ETag"]
        found = list(pool.map(
            lambda number: api.ask(
                "PATCH", BASE + "/x", {"duration_ms": number}, If_Match=tag)[0], range(1, 9)))
        same((found.count(200), found.count(412)), (1, 7))
        found = list(pool.map(
            lambda number: api.ask("PATCH", BASE + "/x", {"items_failed": number})[0], range(8)))
        same(found, [200] * 8)


def a_change_is_an_event_with_what_was_before():
    with API() as api:
        api.post(made("x", status="running"))
        api.patch("x", {"status": "success", "duration_ms": 9}, From="ada@example.org")
        found = api.get(BASE + "/x/history")
        same((found["run"]["status"], len(found["history"])), ("success", 2))
        change = found["history"][1]
        same(change["by"], "ada@example.org")
        same(change["before"]["status"], "running", change)
        same(api.get(BASE + "/no/history", 404), {"detail": "Run not found: no"})
        shown = json.loads(api.store.tlm("runs", "show", "run-x", "--json").stdout)
        same(shown["history"], found["history"])


# What is asked for.

def lists_are_picked_by_their_conditions():
    with API() as api:
        for number, (agent, job, status) in enumerate([
                ("a", "j", "success"), ("a", "k", "failed"), ("b", "j", "running"),
                ("b", "test", "success")]):
            api.post(made(
                f"x{number}", agent_name=agent, job_type=job, status=status,
                parent_run_id="p" if number % 2 else "q", run_id=f"2026-{agent}-{number}",
                start_time=f"2026-11-0{number + 1}T00:00:00Z",
                created_at=f"2026-11-0{number + 1}T12:00:00Z"))
        same(api.ids(agent_name="a"), ["x1", "x0"])
        same(api.ids(agent_name="A"), [])
        same(api.ids(job_type="j", agent_name="b"), ["x2"])
        same(api.ids(status="success"), ["x3", "x0"])
        same(api.ids(status="failed"), ["x1"])
        same(api.ids(status=["failure", "running"]), ["x2", "x1"])
        same(api.ids(status="failure,running"), ["x2", "x1"])
        same(api.ids(parent_run_id="p"), ["x3", "x1"])
        same(api.ids(run_id_contains="6-b-"), ["x3", "x2"])
        same(api.ids(run_id_contains="%"), [])
        same(api.ids(exclude_job_type="test,k"), ["x2", "x0"])
        same(api.ids(exclude_job_type=["test", "j"]), ["x1"])
        same(api.ids(created_before="2026-11-02T12:00:00Z"), ["x0"])
        same(api.ids(created_after="2026-11-02T12:00:00Z"), ["x3", "x2"])
        same(api.ids(start_time_from="2026-11-03T00:00:00Z"), ["x3", "x2"])
        same(api.ids(start_time_to="2026-11-03T00:00:00Z"), ["x2", "x1", "x0"])
        same(api.ids(start_time_to="2026-11-03T01:00:00+01:00"), ["x2", "x1", "x0"])
        same(len(api.get(BASE + "?start_time_to=2026-11-03T01:00:00+01:00")), 3)
        same(api.ids(nobody_knows="this", agent_name=""), ["x3", "x2", "x1", "x0"])


def conditions_that_are_none_are_refused():
    with API() as api:
        same(
            api.find(400, status="done"),
            {"detail": "Invalid status. Must be one of: ['running', 'success', 'failure', "
                       "'partial', 'timeout', 'cancelled']"})
        for name in ["created_before", "created_after", "start_time_from", "start_time_to"]:
            same(
                api.find(400, **{name: "soon"}),
                {"detail": f"Invalid ISO8601 timestamp for {name}: 'soon'"})
        for name, value, kind in [
                ("limit", "0", "greater_than_equal"), ("limit", "1001", "less_than_equal"),
                ("limit", "x", "int_parsing"), ("offset", "-1", "greater_than_equal"),
                ("offset", "1.5", "int_parsing")]:
            found = api.find(422, **{name: value})["detail"][0]
            same((found["type"], found["loc"]), (kind, ["query", name]))
        same(api.find(limit=1000), [])


def a_list_has_a_hundred_at_most_unless_more_are_asked_for():
    with API() as api:
        api.post([made(f"x{number:04}") for number in range(1200)], 200, BASE + "/batch")
        same((len(api.find()), len(api.find(limit=1000))), (100, 1000))
        same(len(api.find(limit=1000, offset=1000)), 200)
        seen = [event for start in range(0, 1200, 400) for event in api.ids(limit=400, offset=start)]
        same(len(set(seen)), 1200)


# Beside it.

def what_others_record_is_there_at_once():
    with API() as api:
        same(api.find(), [])
        api.store.tlm("run", "--name", "make", "--", "true")
        found = api.find()
        same((len(found), found[0]["agent_name"], found[0]["status"]), (1, "make", "success"))
        event_id = urllib.parse.quote(found[0]["event_id"], safe="")
        api.patch(event_id, {"output_summary": "done"})
        same(api.run(event_id)["output_summary"], "done")


def a_server_that_begins_again_tells_the_same():
    with API() as api:
        for number in range(20):
            api.post(made(f"x{number}", agent_name=f"a{number % 3}"))
        api.patch("x3", {"status": "success"})
        before = (api.find(limit=1000), api.get("/metrics"))
        same(api.server.end(), 0)
        api.begin()
        same((api.find(limit=1000), api.get("/metrics")), before)


def an_end_that_comes_late_with_the_whole_record_counts():
    with API() as api:
        api.post(made("x", created_at="2026-11-20T10:00:00+00:00"))
        late = made("x", status="success", duration_ms=12, created_at="2026-11-20T11:00:00+00:00")
        same(api.post([late], 200, BASE + "/batch")["duplicates"], 1)
        found = api.run("x")
        same((found["status"], found["duration_ms"]), ("success", 12))
        same(found["created_at"], "2026-11-20T10:00:00+00:00")
        api.post([made("x", status="failure")], 200, BASE + "/batch")
        same(api.run("x")["status"], "success")


def buffers_of_clients_are_imported():
    with API() as api:
        api.post(made("x"))
        name = api.store.folder + "/telemetry_20261120_100000.jsonl.ready"
        with open(name, "w", encoding="utf-8") as file:
            for record in [made("x", status="success"), made("y", status="failure"), made("y")]:
                file.write(json.dumps(record) + "\n")
        api.store.tlm("import", name)
        same((api.run("x")["status"], api.run("y")["status"]), ("success", "failure"))
        same(sorted(api.ids()), ["x", "y"])


def whose_a_run_is_the_environment_says():
    with API(variables={"AGENT_OWNER": "ada"}) as api:
        api.post(made("x"))
        api.post(made("y", agent_owner="bob"))
        same((api.run("x")["agent_owner"], api.run("y")["agent_owner"]), ("ada", "bob"))


def where_it_listens_the_environment_says():
    with API(variables={"TELEMETRY_API_HOST": "127.0.0.1", "TELEMETRY_API_PORT": "0"}, runs=None) as api:
        api.get("/health")
    with API(variables={"TELEMETRY_API_URL": "http://localhost:0/"}, runs=None) as api:
        holds(api.server.begun["runs"].startswith("127.0.0.1:"))
        api.get("/health")


def secrets_are_hidden_and_pages_of_others_refused():
    with API() as api:
        key = "sk-ant-api03-" + "A1b2C3d4E5" * 9
        api.post(made("x", error_details=f"the key {key} was refused"))
        holds(key not in json.dumps(api.run("x")))
        status, headers, _ = api.ask("POST", BASE, made(), Origin="http://evil.example")
        same(status, 403)
        same(api.ask("GET", BASE, Host="evil.example")[0], 421)
        same(api.ask("OPTIONS", BASE)[0], 405)
        holds(not any(name.lower().startswith("access-control") for name in headers))


def ids_that_are_secrets_are_refused():
    with API() as api:
        token = "ghp_abcdefghijklmnopqrstuvwxyz0123456789"
        for bad in [token, "token=abc123def456", "https://user:pass@host/x"]:
            for name in ["event_id", "run_id", "parent_run_id"]:
                fault(api, "POST", BASE, made(**{name: bad}), "value_error", "body", name)
        _, _, answer = api.ask("POST", BASE, made(token))
        holds("must not be secrets" in answer["detail"][0]["msg"], answer)
        holds(token not in json.dumps(answer), answer)
        runs = [made("a"), made("b", run_id=token)]
        fault(api, "POST", BASE + "/batch", runs, "value_error", "body", 1, "run_id")
        fault(api, "POST", BASE + "/batch", {"runs": runs}, "value_error", "body", "runs", 1, "run_id")
        same(api.find(), [])
        # Nothing of it keeps others from being taken.
        api.post(made("a"))
        api.post(made(str(uuid.uuid4())))


def runs_are_no_samples():
    with API() as api:
        with open(api.store.path + "/config.yaml", "a", encoding="utf-8") as file:
            file.write('\nsampling: {run: {rate: 0.1}, "*": {first: 1, rate: 0.1}}\n')
        api.server.__exit__()
        api.begin()
        found = api.post([made(f"many-{n}") for n in range(20)], 200, BASE + "/batch")
        same((found["inserted"], len(api.ids(limit=1000))), (20, 20))
        for number in range(8):
            api.post(made(f"one-{number}"))
            api.patch(f"one-{number}", {"status": "success"})
        same(len(api.ids(status="success")), 8)
        for _ in range(4):
            api.store.tlm("run", "--", "true")
            name = api.store.tlm("runs", "start", "shell").stdout.strip()
            api.store.tlm("runs", "end", name)
        same(len(api.ids(status="success")), 16)
        same(api.ids(status="running", agent_name="shell"), [])


def a_run_is_known_by_its_own_id_whoever_has_it_for_a_run_id():
    with API() as api:
        api.post(made("mine", run_id="shared"))
        api.post(made("other", run_id="mine", status="failure"))
        found = api.get(BASE + "/mine/history")
        same((found["run"]["run_id"], len(found["history"])), ("shared", 1))
        api.store.tlm("runs", "update", "mine", "items_failed:=7")
        same((api.run("mine")["items_failed"], api.run("other")["items_failed"]), (7, 0))
        api.patch("mine", {"status": "success"})
        same((api.run("mine")["status"], api.run("other")["status"]), ("success", "failure"))


def nothing_is_lost_when_it_is_killed():
    with API() as api:
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            answers = [pool.submit(api.ask, "POST", BASE, made(f"x{n}")) for n in range(60)]
            eventually(lambda: sum(one.done() for one in answers) > 20)
            api.server.process.kill()
            taken = []
            for number, one in enumerate(answers):
                try:
                    if one.result()[0] == 201:
                        taken.append(f"x{number}")
                except (OSError, Exception):  # pylint: disable=broad-except
                    pass
        api.server.process.wait(30)
        api.begin()
        there = set(api.ids(limit=1000))
        holds(set(taken) <= there, set(taken) - there)


run({name: value for name, value in list(globals().items())
     if callable(value) and getattr(value, "__module__", "") == "__main__"
     and not isinstance(value, type)})
