import Analysis
import Questions
import TLM

/// Many runs changed at once: what to change, a look at what it would do, and what became of each.
enum RunBulk {
  static let pages = [
    DashboardPage(changing: "/runs/bulk", "Asks what to change of many runs.") { request, store in
      .page(try form(request, store))
    },
    DashboardPage(changing: "/runs/bulk/preview", "Shows what a change of many runs would do.") {
      request, store in
      let edit = RunEdit(request)
      if edit.changes.isEmpty || !edit.mistakes.isEmpty {
        return .page(try form(request, store, edit))
      }
      return .page(try preview(request, store, edit))
    },
    DashboardPage(changing: "/runs/bulk/apply", "Changes many runs.") { request, store in
      let results = try apply(request, store)
      return request.wantsJSON
        ? .json(["results": .array(results.map(\.json))])
        : .page(page(of: results, request))
    },
  ]

  /// Runs that are changed at once at most.
  private static let most = 500

  static func ids(_ request: PageRequest) throws(PageError) -> [String] {
    let ids = request.allSent("id")
    if ids.isEmpty {
      throw PageError(400, "No run was ticked. Go back, tick some, and choose Change again.")
    }
    if ids.count > most {
      throw PageError(400, "\(ids.count) runs are more than the \(most) that are changed at once.")
    }
    return ids
  }

  private static func form(
    _ request: PageRequest, _ store: Store, _ edit: RunEdit? = nil
  ) throws -> PageContent {
    let ids = try ids(request)
    let notice: HTML? = edit.map {
      let words =
        $0.mistakes.isEmpty ? "Nothing to change was given." : "What is marked cannot be meant."
      return "<p class=\"notice bad\" role=\"alert\">\(words)</p>"
    }
    let body: HTML = """
      \(notice)
      <p>What is given here is written to each of them; what is left empty stays as it is.</p>
      <form method="post" action="/runs/bulk/preview">
      \(hidden(request, ids))
      \(RunForm.fields(of: nil, edit))
      <button>Look at what it would do</button></form>
      <h2>The runs</h2>
      <ul>\(ids.map { "<li>\(Address("run", $0).link("\($0)"))</li>" as HTML })</ul>
      """
    let title = "Change \(Numbers.count(ids.count, "run"))"
    return PageContent(title, in: "Runs", status: edit == nil ? 200 : 422, live: nil, body)
  }

  private static func hidden(_ request: PageRequest, _ ids: [String]) -> HTML {
    let ids = ids.map { "<input type=\"hidden\" name=\"id\" value=\"\($0)\">" as HTML }
    return "<input type=\"hidden\" name=\"form_token\" value=\"\(request.formToken)\">\(ids)"
  }

  private static func preview(
    _ request: PageRequest, _ store: Store, _ edit: RunEdit
  ) throws -> PageContent {
    let ids = try ids(request)
    let rows = ids.map { row($0, edit, store) }
    let fields = edit.typed.sorted { $0.key < $1.key }.map { name, text -> HTML in
      "<input type=\"hidden\" name=\"\(name)\" value=\"\(.lines(text))\">"
    }
    let body: HTML = """
      <div class="table"><table class="full"><thead><tr><th scope="col">run</th>\
      <th scope="col">would change</th></tr></thead><tbody>\(rows)</tbody></table></div>
      <form method="post" action="/runs/bulk/apply" data-bulk>
      \(hidden(request, ids))\(fields)
      <input type="hidden" name="by" value="\(edit.by)">
      <input type="hidden" name="note" value="\(edit.note)">
      <button>Change \(Numbers.count(ids.count, "run"))</button></form>
      """
    let title = "What would change of \(Numbers.count(ids.count, "run"))"
    return PageContent(title, in: "Runs", live: nil, body)
  }

  private static func row(_ id: String, _ edit: RunEdit, _ store: Store) -> HTML {
    let changes: HTML
    do {
      let (run, _) = try NamedRun.exact(id, in: store)
      let all = edit.changes(of: run).map { change -> HTML in
        let before = Words.value(RunChange.known(change.name, of: run))
        return """
          <div><span class="muted">\(change.name)</span> <del>\(Words.short(before, to: 80))</del> → \
          <ins>\(Words.short(Words.value(change.value), to: 120))</ins></div>
          """
      }
      let nothing: HTML = "<span class=\"muted\">nothing: it says so already</span>"
      changes = all.isEmpty ? nothing : all.joined()
    } catch {
      changes = "<span class=\"bad\">\(QuestionError(error).message)</span>"
    }
    return "<tr><td>\(Address("run", id).link("\(id)"))</td><td>\(changes)</td></tr>"
  }
}
