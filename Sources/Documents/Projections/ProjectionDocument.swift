package import TLM

/// What a projection is, without any log: what `tlm projections show --json` prints, and of each
/// `tlm projections list --json`.
package struct ProjectionDocument: Document {
  package let name: String
  package let version: Int
  package let parameters: Value
  /// The names that it listens to; nil where it listens to every event.
  package let names: [String]?
  /// The key whose events it listens to besides, whatever their names; nil: there is none.
  package let key: String?

  /// - Throws: as `Replay.parameters`.
  package init<P: Projection>(of projection: P) throws {
    name = P.name
    version = P.version
    parameters = try Replay.parameters(of: projection)
    let interest = projection.body.interest
    names = interest.wantedNames.map { Set($0).sorted() }
    key = interest.wantedKey?.name
  }

  package var json: Value {
    var members: [Member] = [
      Member("projection", .string(name)), Member("version", .integer(Int64(version))),
      Member("parameters", parameters),
      Member("events", names.map { .array($0.map { .string($0) }) } ?? "*"),
    ]
    if let key { members.append(Member("events_with", .string(key))) }
    return .object(members)
  }
}
