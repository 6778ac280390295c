"""Cases of the dashboard in Chromium: widths, light and dark, keys, names, contrast, and what scripts
do. With TLM_SHOTS=FOLDER every page is kept as a picture."""
import json
import os
import shutil
import subprocess
import time

from served import Server, Store, eventually, holds, run, same
from world import ApprovedServer, HOSTILE, PAGES, fill, propose

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = [400, 1000, 1800]
SHOTS = os.environ.get("TLM_SHOTS")


class Browser:
    """Chromium at a server's first page; it notes what went wrong, and who else was asked."""

    def __init__(self, server, width=1000, scheme="light", scripts=True):
        from playwright.sync_api import sync_playwright
        self.server, self.faults = server, []
        self.playwright = sync_playwright().start()
        self.chromium = self.playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-dev-shm-usage"])
        self.context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme,
            java_script_enabled=scripts)
        self.page = self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", lambda said: said.type == "error" and self.faults.append(said.text))
        self.page.on("dialog", lambda dialog: (self.faults.append("dialog"), dialog.dismiss()))
        self.page.on("request", self.note)
        self.base = f"http://127.0.0.1:{server.port}"
        self.page.goto(f"{self.base}/?token={server.token}")

    def note(self, request):
        if not request.url.startswith((self.base, "data:", "blob:")):
            self.faults.append("asked outside: " + request.url)

    def go(self, path):
        self.page.goto(self.base + path, wait_until="load")
        return self.page

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        self.chromium.close()
        self.playwright.stop()
        if kind is None:
            same(self.faults, [])


CONTRAST = """() => {
  const parse = (text) => { const n = text.match(/[\\d.]+/g).map(Number); return n.length < 4 ? [...n, 1] : n; };
  const light = ([r, g, b]) => { const f = (c) => { c /= 255; return c <= .03928 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4; };
    return .2126 * f(r) + .7152 * f(g) + .0722 * f(b); };
  const ground = (node) => { for (let n = node; n; n = n.parentElement) {
    const c = parse(getComputedStyle(n).backgroundColor); if (c[3] > .99) return c; }
    return parse(getComputedStyle(document.documentElement).colorScheme.includes('dark') ? 'rgb(0,0,0)' : 'rgb(255,255,255)'); };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, at = node.parentElement;
    if (!node.textContent.trim() || at.closest('svg, option, script, dialog') || !at.checkVisibility()) continue;
    const style = getComputedStyle(at), text = parse(style.color), back = ground(at);
    const [high, low] = [light(text), light(back)].sort((a, b) => b - a);
    const ratio = (high + .05) / (low + .05), large = parseFloat(style.fontSize) >= 24;
    if (ratio < (large ? 3 : 4.5)) bad.push(`${node.textContent.trim().slice(0, 30)} ${ratio.toFixed(2)}`);
  }
  return [...new Set(bad)].slice(0, 10);
}"""

NAMES = """() => {
  const bad = [];
  const named = (e) => (e.getAttribute('aria-label') || e.textContent.trim() || e.title ||
    (e.labels && [...e.labels].map((l) => l.textContent.trim()).join('')));
  for (const e of document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary'))
    if (!named(e)) bad.push(e.outerHTML.slice(0, 100));
  for (const e of document.querySelectorAll('svg'))
    if (!e.getAttribute('aria-label') && e.getAttribute('aria-hidden') !== 'true') bad.push(e.outerHTML.slice(0, 80));
  for (const e of document.querySelectorAll('[id]'))
    if (document.querySelectorAll('#' + CSS.escape(e.id)).length > 1) bad.push('twice: ' + e.id);
  if (document.querySelectorAll('h1').length !== 1) bad.push('not one h1');
  if (!document.querySelector('main') || !document.documentElement.lang || !document.title) bad.push('frame');
  let level = 1;
  for (const e of document.querySelectorAll('h1, h2, h3')) {
    const now = Number(e.tagName[1]); if (now > level + 1) bad.push('skips: ' + e.textContent); level = now; }
  return bad.slice(0, 10);
}"""


def _look(width, scheme):
    with fill(Store()) as store, Server(store) as server, Browser(server, width, scheme) as browser:
        for path in PAGES:
            page = browser.go(path)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            holds(wide <= 0, path, width, f"{wide} pixels too wide")
            same(page.evaluate(CONTRAST), [], path, scheme)
            same(page.evaluate(NAMES), [], path)
            if SHOTS:
                name = path.strip("/").replace("/", "_").replace("?", "-") or "overview"
                page.screenshot(path=f"{SHOTS}/{name[:60]}-{width}-{scheme}.png", full_page=True)


def pages_fit_a_telephone():
    _look(400, "light")


def pages_fit_a_telephone_at_night():
    _look(400, "dark")


def pages_fit_a_window():
    _look(1000, "light")


def pages_fit_a_window_at_night():
    _look(1000, "dark")


def pages_fit_a_wall():
    _look(1800, "light")


def pages_fit_a_wall_at_night():
    _look(1800, "dark")


def without_scripts_every_page_reads():
    with fill(Store()) as store, Server(store) as server, Browser(server, scripts=False) as browser:
        for path in PAGES:
            page = browser.go(path)
            holds(len(page.locator("main").inner_text()) > 40, path)
            holds(page.locator(".live").is_hidden() and page.locator(".keys").is_hidden())
        page = browser.go("/run/event-0001")
        page.get_by_label("Output, in short").fill("by hand")
        page.get_by_role("button", name="Save").click()
        holds("The run was changed" in page.locator("main").inner_text())
        same(store.names("run")[-1]["output_summary"], "by hand")


def focus_goes_through_a_page_in_order():
    with fill(Store()) as store, Server(store) as server, Browser(server) as browser:
        for path in ["/", "/runs", "/run/event-0001", "/sensors"]:
            page = browser.go(path)
            page.keyboard.press("Tab")
            same(page.evaluate("document.activeElement.className"), "skip", path)
            places = []
            for _ in range(60):
                page.keyboard.press("Tab")
                place = page.evaluate("""() => { const e = document.activeElement;
                    const box = e.getBoundingClientRect();
                    return e === document.body ? null :
                        [[...document.querySelectorAll('*')].indexOf(e),
                         box.width > 0 && box.height > 0, getComputedStyle(e).outlineStyle]; }""")
                if place is None:
                    break
                places.append(place)
            holds(len(places) > 10, path)
            order = [place for place, _, _ in places]
            same(order, sorted(order), path)
            holds(all(seen and outline != "none" for _, seen, outline in places), path, places)


def keys_lead_everywhere():
    with fill(Store()) as store, Server(store) as server, Browser(server) as browser:
        page = browser.go("/")
        for key, title in [("r", "Runs"), ("e", "Events"), ("t", "Traces"), ("s", "Sessions and usage"),
                           ("i", "Issues and phases"), ("m", "Sensors and modes"),
                           ("p", "Projections"), ("o", "Overview")]:
            page.keyboard.press("g")
            with page.expect_navigation():
                page.keyboard.press(key)
            same(page.locator("h1").inner_text(), title)
        page.keyboard.press("?")
        holds(page.locator("dialog").is_visible())
        page.keyboard.press("Escape")
        holds(page.locator("dialog").is_hidden())
        browser.go("/runs")
        page.keyboard.press("/")
        same(page.evaluate("document.activeElement.name"), "id")
        page.keyboard.press("Escape")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("j")
        holds(page.evaluate("document.activeElement.textContent") != first)
        page.keyboard.press("k")
        same(page.evaluate("document.activeElement.textContent"), first)


def pages_come_up_to_date_by_themselves():
    with fill(Store(), 9) as store, Server(store) as server, Browser(server) as browser:
        for path, event, shown in [
            ("/events", {"event": "just_now", "says": HOSTILE}, "just_now"),
            ("/runs", {"event": "run", "event_id": "new", "run_id": "brand-new", "agent_name": "a",
                       "job_type": "j", "status": "running", "start_time": "2026-11-30T10:00:00Z"},
             "brand-new"),
            ("/projections/event-counts", {"event": "counted_now"}, "counted_now"),
        ]:
            page = browser.go(path)
            page.locator(".live.on").wait_for(timeout=10_000)
            holds(shown not in page.locator("main").inner_text(), path)
            server.post(event)
            page.wait_for_function(
                "text => document.querySelector('main').innerText.includes(text)", arg=shown,
                timeout=15_000)
        # Whoever writes is not disturbed.
        page = browser.go("/run/event-0001")
        page.get_by_label("Output, in short").fill("half a sen")
        server.post({"event": "disturbance"})
        time.sleep(2)
        same(page.get_by_label("Output, in short").input_value(), "half a sen")


def a_run_is_changed_in_its_form():
    with fill(Store(), 9) as store, Server(store) as server, Browser(server, 400, "dark") as browser:
        page = browser.go("/run/event-0001")
        page.get_by_label("Duration in ms").fill("no number")
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
        browser.faults.clear()  # Chromium says of a 422 that it failed.
        holds("must be a whole number" in page.locator("main").inner_text())
        page.get_by_label("Duration in ms").fill("77")
        page.get_by_label("Status").select_option("failure")
        page.get_by_label("Error, in short").fill(HOSTILE)
        page.get_by_label("Why").fill("looked at it")
        with page.expect_navigation():
            page.get_by_role("button", name="Save").click()
        holds("The run was changed" in page.locator("main").inner_text())
        last = store.names("run")[-1]
        same((last["duration_ms"], last["status"], last["error_summary"], last["update"]["note"]),
             (77, "failure", HOSTILE, "looked at it"))


def many_runs_are_changed_and_what_failed_is_tried_again():
    with fill(Store(), 30) as store, Server(store) as server, Browser(server) as browser:
        page = browser.go("/runs?agent=nightly")
        page.get_by_label("All on this page").check()
        count = page.locator("[data-pick]:checked").count()
        holds(count >= 8, count)
        page.get_by_role("button", name="Change those that are ticked").click()
        page.get_by_label("Status").select_option("cancelled")
        page.get_by_role("button", name="Look at what it would do").click()
        holds("success → cancelled" in page.locator("main").inner_text())
        broken = []

        def fail(route):
            # The third is not reached, once.
            broken.append(route.request.url)
            return route.abort() if len(broken) == 3 else route.continue_()

        page.route("**/runs/bulk/apply", fail)
        page.get_by_role("button", name=f"Change {count} runs").click()
        again = page.get_by_role("button", name="Try the 1 that failed again")
        again.wait_for(timeout=20_000)
        holds(f"{count - 1} of {count} changed, 1 failed" in page.locator("main").inner_text())
        again.click()
        page.get_by_text("1 of 1 changed").wait_for(timeout=20_000)
        browser.faults = [fault for fault in browser.faults if "ERR_FAILED" not in fault]
        changed = {line["event_id"] for line in store.names("run") if line.get("status") == "cancelled"}
        same(len(changed), count)


def _answer_a_proposal(button, event, word, width, scheme):
    with fill(Store(), 3) as store:
        control = propose(store)
        try:
            with ApprovedServer(store) as server, Browser(server, width, scheme) as browser:
                for token, answers in [("0" * 64, []), (server.approvals, [HOSTILE])]:
                    page = browser.go("/sensors")
                    page.get_by_label("Approvals' token").fill(token)
                    page.get_by_label("Why").fill(HOSTILE)
                    with page.expect_navigation():
                        page.get_by_role("button", name=button).click()
                    same([one["note"] for one in store.names(event)], answers)
                holds(word in page.locator("main").inner_text())
                # Chromium says of the 403 that it failed.
                browser.faults = [fault for fault in browser.faults if "403" not in fault]
        finally:
            control.kill()
            control.wait(30)


def a_mode_is_approved_in_its_form():
    _answer_a_proposal("Approve", "mode_transition_approved", "Approved.", 400, "dark")


def a_mode_is_rejected_in_its_form():
    _answer_a_proposal("Reject", "mode_transition_rejected", "Rejected.", 1800, "light")


if __name__ == "__main__":
    if CHROMIUM:
        try:
            import playwright  # noqa: F401
            run({name: case for name, case in list(globals().items())
                 if callable(case) and getattr(case, "__module__", "") == "__main__"
                 and not isinstance(case, type)})
        except ImportError:
            pass
