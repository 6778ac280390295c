import Analysis
import Questions
import TLM

/// Any projection: its table as the command line shows it, and its state as JSON, live.
enum ProjectionDetail {
  static let pages = [
    DashboardPage("/projections/{name}", "A projection, as a table and as JSON.") {
      request, store in
      let name = request.parameters["name"] ?? ""
      let settings = request["set"].map { $0.split(whereSeparator: \.isWhitespace) } ?? []
      let projection = try NamedProjection.configured(
        name, settings.map(String.init), in: store.catalog)
      var options = Replay.Options()
      options.makesPages = true
      guard let replay = try store.replay([projection], options: options).replays.first else {
        throw PageError(404, "There is no projection \(name).")
      }
      var stream = Address("v1", "projections", name, "stream")
      stream.query = settings.map { Address.Pair("set", String($0)) }
      let body = body(of: replay, set: request["set"])
      return .page(PageContent(name, in: "Projections", live: stream, body))
    }
  ]

  /// Characters of a state that are shown; the whole of it is a document of its own.
  private static let longest = 200_000

  private static func body(of replay: Replay, set: String?) -> HTML {
    let state = PrettyJSON.text(of: replay.state)
    let rest: HTML? =
      state.utf8.count > longest
      ? "<p class=\"muted\">The rest is left out here; the document has all of it.</p>" : nil
    let document = Address("v1", "projections", replay.projection, query: [.init("state", "true")])
    return """
      \(form(replay, set))
      \(page(of: replay))
      \(facts(of: replay))
      <h2>Its state</h2>
      <p>\(document.link("as a document"))</p>
      <details open><summary>JSON</summary>
      <pre>\(.lines(String(state.prefix(longest))))</pre></details>\(rest)
      """
  }

  private static func form(_ replay: Replay, _ set: String?) -> HTML? {
    guard !replay.parameters.members.isEmpty else { return nil }
    let known = replay.parameters.members.map(\.name).joined(separator: ", ")
    return """
      <form method="get" class="filter">\(ChosenMachine.field)<label class="wide">Parameters: \(known)
      <input name="set" value="\(set)" placeholder="name=value" spellcheck="false"></label>
      <button class="plain">Show</button></form>
      """
  }

  private static func page(of replay: Replay) -> HTML {
    let title: HTML = "<h2>Its report</h2>"
    if let page = replay.page { return title + .report(Words.page.sections(of: page)) }
    return title + "<pre>\(.lines(PrettyJSON.text(of: replay.report)))</pre>"
  }

  private static func facts(of replay: Replay) -> HTML {
    let failed: HTML? =
      replay.failed > 0 ? "<dt>Failed</dt><dd class=\"bad\">\(replay.failed)</dd>" : nil
    return """
      <h2>What it rests on</h2>
      <dl><dt>Events</dt><dd>\(Numbers.grouped(replay.events)), of which \
      \(Numbers.grouped(replay.matched)) matched</dd>\(failed)
      <dt>Through</dt><dd>\(replay.through.map { Numbers.grouped(Int($0.rawValue)) } ?? "–")</dd>
      <dt>Parameters</dt><dd class="code">\(JSONWriter.text(of: replay.parameters))</dd>
      <dt>Digest</dt><dd class="code">\(replay.digest.description)</dd></dl>
      """
  }
}
