import Questions
import TLM

/// Events as they come.
enum StreamEvents {
  static let routes = [
    Route(
      "GET", "/v1/events/stream", .read,
      "Events as they come, as server-sent events. The id of each is where to go on from: a client that "
        + "comes again sends it as Last-Event-ID and misses nothing.",
      parameters: EventConditions.listening.map(RouteParameter.init) + [
        RouteParameter("from", "The position to begin at; without it, with what comes."),
        RouteParameter("Last-Event-ID", in: .header, "The position to go on from."),
      ],
      answers: ["text/event-stream"]
    ) { request, desk in
      let given = try QuestionArguments(
        query: request.questions(without: ["from"]), for: EventConditions.listening)
      let filter = try desk.store.bound(EventConditions(listening: given).filter())
      let start = try StreamStart.position(of: request, in: desk.store.log)
      let stream = EventStream(store: desk.store, hub: desk.hub, filter: filter, start: start)
      return try desk.stream { writer in
        try await stream.run(writer) { desk.state.note { $0.dropped += 1 } }
      }
    }
  ]
}

/// Where a stream begins.
enum StreamStart {
  /// - Throws: `truncated` for what was pruned; `RequestError` for what is no position of the log.
  static func position(of request: Request, in log: EventLog) throws -> Position {
    let bounds = try log.bounds()
    let asked = request.headers["last-event-id"].map { HeaderFields.trimmed($0) }
    guard let text = asked ?? request.word("from") else { return bounds.upperBound }
    if text == "start" { return bounds.lowerBound }
    guard let number = Int64(text), number >= 0 else {
      throw RequestError("parameter", "a stream begins at a position, a whole number from 0 on")
    }
    guard number <= bounds.upperBound.rawValue else {
      throw RequestError(
        "truncated",
        "the log ends at \(bounds.upperBound), before \(number): it is another store than before; begin "
          + "anew with from=start")
    }
    guard number >= bounds.lowerBound.rawValue || number == 0 && asked == nil else {
      throw RequestError(
        "truncated",
        "what stood at \(number) was pruned; the log begins at \(bounds.lowerBound): begin anew with "
          + "from=start")
    }
    return try log.lineStart(atOrAfter: number, in: bounds)
  }
}
