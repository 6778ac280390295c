/// What pages do beside: they come up to date as events come, and listen to keys. Without it every page
/// reads and every form sends.
enum Script {
  static let text = """
    "use strict";
    (() => {
      const main = () => document.getElementById("main");
      const live = document.querySelector(".live");
      const status = (text, name) => {
        if (!live) return;
        live.hidden = false;
        live.className = "live " + name;
        if (live.textContent !== text) live.textContent = text;
      };

      // A page is asked for again and what is new of it put in: the server alone makes HTML.
      let due = 0, timer = 0, isAsking = false;
      const isDisturbed = () => {
        const here = document.activeElement;
        return document.querySelector("dialog[open]")
          || here && main().contains(here) && here.matches("input, select, textarea")
          || document.querySelector("#main input:checked[data-pick]")
          || String(getSelection());
      };
      const swap = (fresh) => {
        const at = [...main().querySelectorAll("a, button, summary")].indexOf(document.activeElement);
        const open = [...main().querySelectorAll("details")].map((each) => each.open);
        const left = [...main().querySelectorAll(".table")].map((each) => each.scrollLeft);
        main().innerHTML = fresh.innerHTML;
        main().querySelectorAll("details").forEach((each, place) => {
          if (open[place] !== undefined) each.open = open[place];
        });
        main().querySelectorAll(".table").forEach((each, place) => {
          each.scrollLeft = left[place] || 0;
        });
        if (at >= 0) {
          const again = main().querySelectorAll("a, button, summary")[at];
          if (again) again.focus({ preventScroll: true });
        }
      };
      const refresh = async () => {
        timer = 0;
        // Whoever comes back has it brought up to date then.
        if (document.hidden) return;
        if (isAsking || isDisturbed()) { plan(1000); return; }
        isAsking = true;
        const began = performance.now();
        try {
          const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
          const text = answer.ok ? await answer.text() : "";
          const fresh = new DOMParser().parseFromString(text, "text/html").getElementById("main");
          if (fresh && !isDisturbed()) swap(fresh);
        } catch { status("not reached", "off"); }
        isAsking = false;
        const cost = performance.now() - began;
        due = performance.now() + Math.max(300, 10 * cost);
      };
      const plan = (least) => {
        if (!timer) timer = setTimeout(refresh, Math.max(least, due - performance.now()));
      };

      // Live, as long as somebody looks.
      let source = null;
      const listen = () => {
        const address = document.body.dataset.stream;
        if (!address || source || document.hidden || !window.EventSource) return;
        source = new EventSource(address);
        source.onopen = () => status("live", "on");
        source.onerror = () => status("not reached; trying again", "off");
        source.onmessage = () => plan(250);
        source.addEventListener("dropped", () => plan(250));
        source.addEventListener("store", () => plan(250));
      };
      document.addEventListener("visibilitychange", () => {
        if (!document.hidden) { listen(); plan(0); return; }
        if (source) source.close();
        source = null;
      });
      addEventListener("pagehide", () => { if (source) source.close(); source = null; });
      addEventListener("pageshow", listen);
      listen();
      // What grows old says so, also where nothing comes.
      if (document.body.dataset.stream) setInterval(() => plan(0), 30000);

      // Keys: g and a letter go somewhere, / to the first field, j and k along rows.
      const help = () => {
        let box = document.querySelector("dialog.help");
        if (!box) {
          box = document.createElement("dialog");
          box.className = "help";
          box.setAttribute("aria-label", "Keys");
          const list = document.createElement("dl");
          const say = (key, text) => {
            const name = document.createElement("dt"), what = document.createElement("dd");
            name.append(Object.assign(document.createElement("kbd"), { textContent: key }));
            what.textContent = text;
            list.append(name, what);
          };
          document.querySelectorAll("nav [data-key]").forEach((each) => {
            say("g " + each.dataset.key, each.textContent);
          });
          say("/", "to the first field");
          say("j k", "to the next row, or the one before");
          say("?", "these keys");
          const close = Object.assign(document.createElement("button"), { textContent: "Close" });
          close.onclick = () => box.close();
          box.append(list, close);
          document.body.append(box);
        }
        if (!box.open) box.showModal();
      };
      let isGoing = false;
      document.addEventListener("keydown", (key) => {
        if (key.ctrlKey || key.metaKey || key.altKey) return;
        if (key.target.closest("input, select, textarea, dialog")) return;
        if (isGoing) {
          isGoing = false;
          const link = [...document.querySelectorAll("nav [data-key]")]
            .find((each) => each.dataset.key === key.key);
          if (link) { key.preventDefault(); link.click(); }
          return;
        }
        if (key.key === "g") isGoing = true;
        if (key.key === "?") { key.preventDefault(); help(); }
        if (key.key === "/") {
          const field = main().querySelector("input:not([type=hidden]):not([type=checkbox])");
          if (field) { key.preventDefault(); field.focus(); }
        }
        if (key.key === "j" || key.key === "k") {
          const rows = [...main().querySelectorAll("tbody tr a:first-of-type")];
          const at = rows.indexOf(document.activeElement);
          const next = rows[at + (key.key === "j" ? 1 : -1)] || rows[at < 0 ? 0 : at];
          if (next) next.focus();
        }
      });
      document.querySelectorAll(".keys").forEach((each) => { each.hidden = false; });

      document.addEventListener("click", (click) => {
        if (click.target.closest("[data-help]")) help();
      });
      document.addEventListener("change", (change) => {
        const box = change.target;
        if (box.matches("[data-all]")) {
          document.querySelectorAll("[data-pick]").forEach((each) => { each.checked = box.checked; });
        }
        if (box.matches("select[data-send]")) box.form.requestSubmit();
      });
    \(editing)
    })();
    """

  /// Many runs are changed one after the other, and how far that is can be seen.
  private static let editing = """
      const step = async (form, id) => {
        const sent = new URLSearchParams(new FormData(form));
        sent.delete("id");
        sent.append("id", id);
        const answer = await fetch(form.action, {
          method: "POST", headers: { Accept: "application/json" }, body: sent,
        });
        return answer.json();
      };
      const bulk = async (form) => {
        const ids = [...form.querySelectorAll("input[name=id]")].map((each) => each.value);
        const bar = Object.assign(document.createElement("progress"), { max: ids.length, value: 0 });
        const words = document.createElement("p");
        words.setAttribute("role", "status");
        const failures = document.createElement("ul");
        form.replaceChildren(...form.querySelectorAll("input[type=hidden]"), words, bar, failures);
        bar.setAttribute("aria-label", "Runs changed");
        const failed = [];
        let done = 0;
        for (const id of ids) {
          let result = null;
          try { result = (await step(form, id)).results[0]; } catch { result = null; }
          if (result && result.ok) {
            done += 1;
          } else {
            failed.push(id);
            const line = document.createElement("li");
            line.textContent = id + ": " + (result ? result.message : "the server was not reached");
            failures.append(line);
          }
          bar.value = done + failed.length;
          words.textContent = `${done} of ${ids.length} changed`
            + (failed.length ? `, ${failed.length} failed` : "");
        }
        if (!failed.length) return;
        form.querySelectorAll("input[name=id]").forEach((each) => {
          if (!failed.includes(each.value)) each.remove();
        });
        const again = Object.assign(document.createElement("button"), {
          textContent: `Try the ${failed.length} that failed again`,
        });
        form.append(again);
        again.focus();
      };
      document.addEventListener("submit", (submit) => {
        if (!submit.target.matches("form[data-bulk]")) return;
        submit.preventDefault();
        bulk(submit.target);
      });
    """
}
