import TLM

/// One event: its line, and what it belongs to.
enum EventDetail {
  static let pages = [
    DashboardPage("/events/{position}", "An event, and what it belongs to.") { request, store in
      let text = request.parameters["position"] ?? ""
      guard let number = Int64(text), number >= 0 else {
        throw PageError(404, "There is no event at \(Words.short(text)): positions are numbers.")
      }
      return .page(try content(Position(rawValue: number), store))
    }
  ]

  private static func content(_ position: Position, _ store: Store) throws -> PageContent {
    var query = Query()
    (query.from, query.to) = (position, Position(rawValue: position.rawValue &+ 1))
    guard let found = try store.events(matching: query).first, found.position == position else {
      throw PageError(404, "There is no event at position \(position.rawValue).")
    }
    let event = found.event
    let line = Value(json: found.line) ?? .null
    let ties: [(kind: String, id: String?)] = [
      ("issue", event.issueID), ("run", event.runID), ("session", event.sessionID),
      ("trace", event.traceID),
    ]
    let links = ties.compactMap { kind, id -> HTML? in
      guard let id else { return nil }
      let address = Address("traces", id, query: [.init("kind", kind)])
      return "<dt>\(kind)</dt><dd>\(address.link("\(id)"))</dd>"
    }
    let body: HTML = """
      <dl><dt>Time</dt><dd>\(Words.moment(found.time))</dd>
      <dt>Position</dt><dd>\(String(position.rawValue))</dd>
      <dt>Outcome</dt><dd>\(event.outcome.map { Words.outcome($0) } ?? "–")</dd>\(links)</dl>
      <h2>Its line</h2>
      <pre>\(.lines(PrettyJSON.text(of: line)))</pre>
      """
    return PageContent(event.name ?? "An event without a name", in: "Events", live: nil, body)
  }
}
