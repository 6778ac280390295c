package import TLM

/// What a projection is, without any log: what `tlm projections show --json` prints, and of each
/// `tlm projections list --json`.
package struct ProjectionDocument: Document {
  package let name: String
  package let version: Int
  package let parameters: Value
  /// The names that it listens to; nil where it listens to every event.
  package let names: [String]?

  /// - Throws: as `Replay.parameters`.
  package init<P: Projection>(of projection: P) throws {
    name = P.name
    version = P.version
    parameters = try Replay.parameters(of: projection)
    if case .names(let names) = projection.body.interest {
      self.names = Set(names).sorted()
    } else {
      names = nil
    }
  }

  package var json: Value {
    [
      "projection": .string(name), "version": .integer(Int64(version)), "parameters": parameters,
      "events": names.map { .array($0.map { .string($0) }) } ?? "*",
    ]
  }
}
