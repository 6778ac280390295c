import Analysis
import Events
import Server

/// What is known of a run changes.
enum UpdateRun {
  static let routes = [
    RunsRoute(
      method: "PATCH", path: "/api/v1/runs/{event_id}",
      about: "Changes what is known of a run; what was known stays in its history.",
      fields: [
        RouteParameter("If-Match", in: .header, "Only if the run's ETag is one of these."),
        RouteParameter("From", in: .header, "Who changes it, for the history."),
      ],
      body: RunsSchema.change,
      answers: [
        (200, "It is changed.", RunsSchema.object("event_id", "updated", "fields_updated")),
        (400, "Nothing is to be changed.", RunsSchema.detail),
        (404, "There is no such run.", RunsSchema.detail),
        (412, "It has changed since it was read.", RunsSchema.detail),
      ]
    ) { request, desk in
      let body = try RequestBody(request)
      var reader = FieldReader()
      let fields = reader.members(
        of: body.value, RunFields.patched, at: ["body"], nullIsAbsent: true)
      if !reader.faults.isEmpty { return Response(faults: reader.faults) }
      let id = request.parameters["event_id"] ?? ""
      guard try desk.book.has(Label(id)) else { throw RunsError.unknown(id) }
      if fields.isEmpty { throw RunsError(400, "No valid fields to update") }
      let patch = RunPatch(
        id: id, change: RunChange(fields, by: Caller.name(request)),
        tags: request.headers["if-match"].map(EntityTags.init))
      let outcome = try patch.make(desk)
      var members = [
        Member("event_id", .string(id)), Member("updated", true),
        Member("fields_updated", .array(fields.map { .string($0.name) })),
      ]
      let known = Set(RunFields.patched.map(\.name))
      let ignored = body.value.members.map(\.name).filter { !known.contains($0) }
      if !ignored.isEmpty {
        members.append(Member("fields_ignored", .array(ignored.map(Value.string))))
      }
      var response = Response(json: .object(members))
      response.headers["etag"] = outcome.tag
      return response
    }
  ]
}

/// Who asks for a change.
enum Caller {
  /// Characters of a name.
  private static let longest = 200

  static func name(_ request: Request) -> String {
    let told = HeaderFields.trimmed(request.headers["from"] ?? "")
    return told.isEmpty ? "runs API" : String(told.prefix(longest))
  }
}
