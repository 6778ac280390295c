import Questions
import TLM

/// Questions under a name.
enum AskQuestions {
  static let routes = all + ofOne

  /// `/v1/NAME` for every question there is: its answer is the document of the command of that name.
  private static let all: [Route] = QuestionCatalog.all.map { question in
    Route(
      "GET", RoutePath("/v1/\(question.name)"), .read, question.sentence,
      parameters: question.parameters.map(RouteParameter.init)
    ) { request, desk in
      try answer(question, request.questions(), desk)
    }
  }

  /// The same for those that are asked of one thing, with its name in the path.
  private static let ofOne: [Route] = [
    ("trace", "/v1/trace/{id}", "id"), ("session", "/v1/sessions/{id}", "id"),
    ("run", "/v1/runs/{id}", "id"),
  ].compactMap { name, path, parameter in
    guard let question = QuestionCatalog.all.first(where: { $0.name == name }) else { return nil }
    return Route(
      "GET", RoutePath(path), .read, question.sentence,
      parameters: question.parameters.filter { $0.name != parameter }.map(RouteParameter.init)
    ) { request, desk in
      try answer(
        question,
        request.questions() + [(parameter, request.parameters[parameter] ?? "")], desk)
    }
  }

  static func answer(
    _ question: NamedQuestion, _ given: [(name: String, value: String)], _ desk: Desk
  ) throws -> Response {
    try desk.checkStore()
    var arguments = try QuestionArguments(query: given, for: question.parameters)
    arguments.room = room
    let response = Response(json: try question.answer(desk.store, arguments))
    if case .bytes(let bytes) = response.body, bytes.count > longest {
      throw RequestError(
        "parameter",
        "the answer has \(bytes.count) bytes, more than \(longest); ask for less, by a limit, a time or "
          + "a condition")
    }
    return response
  }

  /// About how many bytes of events, rows or spans a page has; what comes behind is on the next one.
  private static let room = 16 << 20
  /// Bytes of an answer, whatever it is.
  private static let longest = 64 << 20
}
