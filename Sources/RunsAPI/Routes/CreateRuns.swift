import Events
import Server
import TLM

/// New runs, one or many.
enum CreateRuns {
  static let routes = [one, many]

  private static let one = RunsRoute(
    method: "POST", path: "/api/v1/runs",
    about: "Records a run, once for each event_id; it is on the disk before the answer comes.",
    body: RunsSchema.newRun,
    answers: [
      (201, "It is recorded.", RunsSchema.object("status", "event_id", "run_id")),
      (200, "It was recorded before.", RunsSchema.object("status", "event_id", "message")),
    ]
  ) { request, desk in
    let body = try RequestBody(request)
    var reader = FieldReader()
    guard let run = NewRun(body.value, at: ["body"], &reader) else {
      return Response(faults: reader.faults)
    }
    let standing = try await RunAppends(desk).append([run])[0]
    if standing == .new {
      return Response(
        json: [
          "status": "created", "event_id": .string(run.id), "run_id": .string(run.runID),
        ], status: 201)
    }
    return Response(json: [
      "status": "duplicate", "event_id": .string(run.id),
      "message": "Event already exists (idempotent)",
    ])
  }

  private static let many = RunsRoute(
    method: "POST", path: "/api/v1/runs/batch",
    about: "Records runs, all of them or none; those that are there already are counted.",
    body: ["anyOf": [RunsSchema.list(RunsSchema.newRun), RunsSchema.batch]],
    answers: [
      (200, "They are recorded; the body was an array.", RunsSchema.counts),
      (201, "They are recorded; the body was an object.", RunsSchema.counts),
    ]
  ) { request, desk in
    let body = try RequestBody(request).value
    guard case .object = body else {
      return try await answer(try runs(in: body, at: ["body"]), isObject: false, desk)
    }
    guard let list = body["runs"] else {
      throw Faulty(Fault("missing", at: ["body", "runs"], "Field required", input: body))
    }
    return try await answer(try runs(in: list, at: ["body", "runs"]), isObject: true, desk)
  }

  private static func runs(in list: Value, at place: [Value]) throws(Faulty) -> [NewRun] {
    guard case .array(let elements) = list else {
      throw Faulty(Fault("list_type", at: place, "Input should be a valid list", input: list))
    }
    var reader = FieldReader()
    var runs: [NewRun] = []
    for (index, element) in elements.enumerated() {
      if let run = NewRun(element, at: place + [.integer(Int64(index))], &reader) {
        runs.append(run)
      }
    }
    if !reader.faults.isEmpty { throw Faulty(reader.faults) }
    return runs
  }

  private static func answer(
    _ runs: [NewRun], isObject: Bool, _ desk: RunsDesk
  ) async throws -> Response {
    let standings = runs.isEmpty ? [] : try await RunAppends(desk).append(runs)
    let inserted = standings.count { $0 == .new }
    var members = [
      Member("inserted", .integer(Int64(inserted))),
      Member("duplicates", .integer(Int64(runs.count - inserted))),
      Member("errors", .array([])), Member("total", .integer(Int64(runs.count))),
    ]
    if isObject {
      members += [Member("status", "created"), Member("created", .integer(Int64(inserted)))]
    }
    return Response(json: .object(members), status: isObject ? 201 : 200)
  }
}

/// A body that is JSON.
struct RequestBody: Sendable {
  let value: Value

  /// - Throws: `Faulty` where it is none.
  init(_ request: Request) throws {
    if request.body.isEmpty {
      throw Faulty(Fault("missing", at: ["body"], "Field required", input: .null))
    }
    guard let value = JSONBody.value(of: request.body) else {
      throw Faulty(
        Fault(
          "json_invalid", at: ["body", 0], "JSON decode error", input: .object([]),
          context: [Member("error", "the body is no JSON")]))
    }
    self.value = value
  }
}

/// Something is wrong with a request as a whole.
struct Faulty: Error {
  let faults: [Fault]

  init(_ fault: Fault) { faults = [fault] }

  init(_ faults: [Fault]) { self.faults = faults }
}
