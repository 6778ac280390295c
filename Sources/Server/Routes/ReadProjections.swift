import Documents
import Questions
import SystemCalls
import TLM

/// What projections come to.
enum ReadProjections {
  static let routes = [report, stream]

  private static let question = NamedQuestion.projection

  private static let projectionParameters = question.parameters.filter { $0.name != "name" }

  /// What a projection comes to: now, as of then, once it has a position, or once there is more.
  private static let report = Route(
    "GET", "/v1/projections/{name}", .read, question.sentence,
    parameters: projectionParameters.map(RouteParameter.init) + [
      RouteParameter(
        "reach", "Answer once everything before this position is in it, as a receipt's end says.",
        schema: RouteParameter.whole),
      RouteParameter(
        "after", "Answer once the log goes beyond this position; 204 where it does not in time.",
        schema: RouteParameter.whole),
      RouteParameter(
        "timeout", "Seconds that reach and after wait at most; 30 without it.",
        schema: ["type": "integer", "minimum": 0, "maximum": 60]),
    ]
  ) { request, desk in
    let given =
      request.questions(without: ["reach", "after", "timeout"])
      + [("name", request.parameters["name"] ?? "")]
    // What cannot be meant is not waited for.
    _ = try QuestionArguments(query: given, for: question.parameters)
    let timeout = Duration.seconds(try request.number("timeout", atMost: 60) ?? 30)
    if let after = try request.number("after") {
      guard try await LogGrowth.isBeyond(Position(rawValue: after), desk.store.log, timeout) else {
        return Response(204)
      }
    }
    if let reach = try request.number("reach") {
      guard try await LogGrowth.isBeyond(Position(rawValue: reach - 1), desk.store.log, timeout)
      else {
        throw RequestError(
          "notReached", "the log has not come to \(reach) within the timeout; ask again")
      }
    }
    return try AskQuestions.answer(question, given, desk)
  }

  /// The same again and again, as it changes.
  private static let stream = Route(
    "GET", "/v1/projections/{name}/stream", .read,
    "A projection's report each time that it has changed, as server-sent events.",
    parameters: [
      RouteParameter("set", "Parameters of the projection, as key=value."),
      RouteParameter(
        "every", "Seconds between two at least; 1 without it.",
        schema: ["type": "integer", "minimum": 1, "maximum": 3600]),
    ],
    answers: ["text/event-stream"]
  ) { request, desk in
    let projection = try NamedProjection.configured(
      request.parameters["name"] ?? "", request.head.query.filter { $0.name == "set" }.map(\.value),
      in: desk.store.catalog)
    let every = max(1, try request.number("every", atMost: 3600) ?? 1)
    let stream = ProjectionStream(
      store: desk.store, projection: projection, every: .seconds(every))
    return try desk.stream { try await stream.run($0) }
  }
}

extension RouteParameter {
  static let whole: Value = ["type": "integer", "minimum": 0]
}
