package import TLM

/// How a controller stands.
package struct ControllerDocument: Document {
  private let status: Controller.Status

  package init(_ status: Controller.Status) { self.status = status }

  package var json: Value { .object(members) }

  /// What it adds to a document that says more.
  var members: [Member] {
    let mode = status.loop?.mode
    return [
      Member("through", status.loop.map { .integer($0.through.rawValue) } ?? .null),
      Member("mode", mode.map { .string($0.name) } ?? .null),
      Member("since", mode?.since.map { .string($0.description) } ?? .null),
      Member("decisions", .integer(Int64(status.decisions))),
      Member("proposals", (status.loop?.proposals ?? []).map(ProposalDocument.init).json),
      Member(
        "effects",
        .object(
          ControlLoop.EffectOutcome.allCases.map {
            Member($0.rawValue, .integer(Int64(status.outcomes[$0] ?? 0)))
          })),
      Member("restarts", .integer(Int64(status.restarts))),
      Member("warnings", .array(status.warnings.map { .string($0) })),
    ]
  }
}
