import Analysis
import Questions
import TLM

/// One run: what is known of it, what was recorded one after the other, and a form to change it.
enum RunDetail {
  static let pages = [
    DashboardPage("/run/{id}", "A run, and what was recorded of it.") { request, store in
      .page(try content(request, store))
    },
    DashboardPage(changing: "/run/{id}", "Changes a run.") { request, store in
      try change(request, store)
    },
  ]

  private static func change(_ request: PageRequest, _ store: Store) throws -> PageAnswer {
    let id = request.parameters["id"] ?? ""
    let edit = RunEdit(request)
    guard edit.mistakes.isEmpty else {
      let words = "Nothing was changed: what is marked below cannot be meant."
      return .page(try content(request, store, edit, status: 422, bad: words))
    }
    let seen = request.sent("seen").flatMap { Int64($0) }.map { Position(rawValue: $0) }
    switch try RunEditing.make(edit, of: id, seen: seen, in: store, at: request.now) {
    case .changed: return .see(Address("run", id, query: [.init("done", "changed")]))
    case .same: return .see(Address("run", id, query: [.init("done", "same")]))
    case .conflict:
      let words =
        "Nothing was changed: somebody else changed this run meanwhile. Look at what it says now, and "
        + "send it again."
      return .page(try content(request, store, edit, status: 409, bad: words))
    }
  }

  private static func content(
    _ request: PageRequest, _ store: Store, _ edit: RunEdit? = nil, status: Int = 200,
    bad: String? = nil
  ) throws -> PageContent {
    let id = request.parameters["id"] ?? ""
    // How an id begins is enough to look at a run, and not to change it.
    let find = request.form == nil ? NamedRun.find : NamedRun.exact
    let (run, history) = try find(id, store)
    var notice: HTML? = bad.map { "<p class=\"notice bad\" role=\"alert\">\($0)</p>" }
    if let done = request["done"], bad == nil {
      let words = done == "same" ? "It said all of this already." : "The run was changed."
      notice = "<p class=\"notice good\" role=\"status\">\(words)</p>"
    }
    let body: HTML = """
      \(notice)
      \(facts(of: run))
      <h2>Change it</h2>
      <form method="post" action="\(Address("run", run.key.text).text)">
      <input type="hidden" name="form_token" value="\(request.formToken)">
      <input type="hidden" name="seen" value="\(last(of: history))">
      \(RunForm.fields(of: run, edit))
      <p class="muted">What is left empty stays as it is. What it said before stays in the log.</p>
      <button>Save</button></form>
      <h2>What was recorded</h2>
      \(table(of: history))
      <h2>All of it</h2>
      <pre>\(.lines(PrettyJSON.text(of: .object(run.fields))))</pre>
      """
    return PageContent("Run \(run.id)", in: "Runs", status: status, body)
  }

  private static func last(of history: RunHistory) -> String {
    history.entries.map(\.position.rawValue).max().map(String.init) ?? ""
  }

  private static func facts(of run: RunRecord) -> HTML {
    let trace = Address("traces", run.id, query: [.init("kind", "run")])
    return """
      <dl><dt>Status</dt><dd>\(Words.outcome(run.status))</dd>
      <dt>Agent</dt><dd>\(run.agent)</dd><dt>Job</dt><dd>\(run.job ?? "–")</dd>
      <dt>Began</dt><dd>\(Words.moment(run.start))</dd>
      <dt>Ended</dt><dd>\(Words.moment(run.end))</dd>
      <dt>Took</dt><dd>\(Words.seconds(run.duration?.seconds))</dd>
      <dt>Event id</dt><dd>\(run.key.text)</dd>
      <dt>Where its time went</dt><dd>\(trace.link("trace"))</dd></dl>
      """
  }

  private static func table(of history: RunHistory) -> HTML {
    let rows = history.entries.map { entry -> HTML in
      """
      <tr><td>\(Words.moment(entry.time))</td><td>\(entry.status.map { Words.outcome($0) })</td>\
      <td>\(entry.by)</td><td>\(changes(of: entry))</td><td>\(entry.note)</td></tr>
      """
    }
    return """
      <div class="table"><table class="full"><thead><tr><th scope="col">when</th>\
      <th scope="col">status</th><th scope="col">who</th><th scope="col">what</th>\
      <th scope="col">why</th></tr></thead><tbody>\(rows)</tbody></table></div>
      """
  }

  private static let quiet: Set<String> = ["updated_at", "status", "update"]

  private static func changes(of entry: RunHistory.Entry) -> HTML {
    let before = Dictionary(entry.before.map { ($0.name, $0.value) }) { $1 }
    let shown = entry.fields.filter { !quiet.contains($0.name) || before[$0.name] != nil }
    return shown.prefix(40).map { member -> HTML in
      let old: HTML? = before[member.name].map {
        "<del>\(Words.short(Words.value($0), to: 80))</del> → "
      }
      return """
        <div><span class="muted">\(member.name)</span> \(old)\
        \(Words.short(Words.value(member.value), to: 120))</div>
        """
    }.joined()
  }
}
