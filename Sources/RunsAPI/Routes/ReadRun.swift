import Analysis
import Documents
import Events
import Server
import TLM

/// One run: what it is, where its code is, and what was recorded of it.
enum ReadRun {
  static let routes = [run, commit, repository, history]

  private static let run = RunsRoute(
    method: "GET", path: "/api/v1/runs/{event_id}",
    about: "A run. Its ETag tells this state of it from every other.", takesToken: false,
    fields: [RouteParameter("If-None-Match", in: .header, "The ETag of what is known already.")],
    answers: [
      (200, "The run.", RunsSchema.run), (304, "It is as it was.", RunsSchema.nothing),
      (404, "There is none.", RunsSchema.detail),
    ]
  ) { request, desk in
    let object = try found(request, desk)
    var response = Response(
      200, headers: HeaderFields([("content-type", "application/json"), ("etag", object.tag)]),
      body: object.bytes)
    if let known = request.headers["if-none-match"],
      EntityTags(known).contain(object.tag, isWeak: true)
    {
      (response.status, response.body) = (304, .bytes([]))
    }
    return response
  }

  private static let commit = RunsRoute(
    method: "GET", path: "/api/v1/runs/{event_id}/commit-url",
    about: "The page of the commit that a run came to; null where nobody knows it.",
    answers: [
      (200, "The address.", RunsSchema.object("commit_url")),
      (404, "There is no such run.", RunsSchema.detail),
    ]
  ) { request, desk in try member("commit_url", request, desk) }

  private static let repository = RunsRoute(
    method: "GET", path: "/api/v1/runs/{event_id}/repo-url",
    about: "The page of a run's repository; null where nobody knows it.",
    answers: [
      (200, "The address.", RunsSchema.object("repo_url")),
      (404, "There is no such run.", RunsSchema.detail),
    ]
  ) { request, desk in try member("repo_url", request, desk) }

  private static let history = RunsRoute(
    method: "GET", path: "/api/v1/runs/{event_id}/history",
    about: "A run, and what was recorded of it: who changed what, when, and what was there before.",
    answers: [
      (200, "The run and its records.", RunsSchema.object("schema", "run", "history")),
      (404, "There is no such run.", RunsSchema.detail),
    ]
  ) { request, desk in
    let id = request.parameters["event_id"] ?? ""
    let key = Label(id)
    guard try desk.book.has(key), let row = try desk.store.runs(under: [key])[key] else {
      throw RunsError.unknown(id)
    }
    return Response(RunDocument(RunRecord(key, row), try RunHistory(of: key, in: desk.store)))
  }

  private static func found(_ request: Request, _ desk: RunsDesk) throws -> RunObject {
    let id = request.parameters["event_id"] ?? ""
    guard let object = try desk.book.object(Label(id)) else { throw RunsError.unknown(id) }
    return object
  }

  private static func member(
    _ name: String, _ request: Request, _ desk: RunsDesk
  ) throws -> Response {
    let object = try found(request, desk)
    return Response(json: .object([Member(name, Value(json: object.bytes)?[name] ?? .null)]))
  }
}

/// ETags as a condition names them.
struct EntityTags {
  private let tags: [String]

  init(_ field: String) {
    tags = field.split(separator: ",").map { HeaderFields.trimmed($0) }
  }

  /// Whether one of them is this one.
  ///
  /// - Parameter isWeak: whether it is enough that one was said to be weak: to look at something again
  ///   it is, to change it it is not (RFC 9110).
  func contain(_ tag: String, isWeak: Bool = false) -> Bool {
    tags.contains { $0 == "*" || $0 == tag || isWeak && $0 == "W/" + tag }
  }
}
