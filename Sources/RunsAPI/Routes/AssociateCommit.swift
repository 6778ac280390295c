import Analysis
import Events
import Server

/// The commit that a run came to.
enum AssociateCommit {
  static let routes = [
    RunsRoute(
      method: "POST", path: "/api/v1/runs/{event_id}/associate-commit",
      about: "Says which commit a run came to; what was said before stays in its history.",
      fields: [RouteParameter("From", in: .header, "Who says so, for the history.")],
      body: RunsSchema.commit,
      answers: [
        (200, "It is said.", RunsSchema.object("status", "event_id", "run_id", "commit_hash")),
        (404, "There is no such run.", RunsSchema.detail),
      ]
    ) { request, desk in
      let body = try RequestBody(request)
      var reader = FieldReader()
      let given = reader.members(of: body.value, RunFields.associated, at: ["body"])
      if given.text("commit_source") == nil, case .object = body.value,
        !reader.faults.contains(where: { $0.place.last == "commit_source" })
      {
        reader.add(
          Fault("missing", at: ["body", "commit_source"], "Field required", input: body.value))
      }
      if !reader.faults.isEmpty { return Response(faults: reader.faults) }
      let id = request.parameters["event_id"] ?? ""
      let fields = given.map { Member("git_" + $0.name, $0.value) }
      let patch = RunPatch(
        id: id, change: RunChange(fields, by: Caller.name(request)), tags: nil)
      let outcome = try patch.make(desk)
      return Response(json: [
        "status": "success", "event_id": .string(id), "run_id": .string(outcome.runID),
        "commit_hash": .string(given.text("commit_hash") ?? ""),
      ])
    }
  ]
}
