import TLM

/// What a projection is, without any log.
struct ProjectionDescription {
  let name: String
  let version: Int
  let parameters: Value
  /// The names that it listens to; nil where it listens to every event.
  let names: [String]?

  init<P: Projection>(of projection: P) throws {
    name = P.name
    version = P.version
    parameters = try Replay.parameters(of: projection)
    if case .names(let names) = projection.body.interest {
      self.names = Set(names).sorted()
    } else {
      names = nil
    }
  }

  var document: Value {
    [
      "projection": .string(name), "version": .integer(Int64(version)), "parameters": parameters,
      "events": names.map { .array($0.map { .string($0) }) } ?? "*",
    ]
  }

  /// The parameters as they are set by default.
  var parameterText: String {
    let all = parameters.members.map {
      "\($0.name)=\($0.value.text ?? JSONWriter.text(of: $0.value))"
    }
    return all.isEmpty ? "-" : all.joined(separator: " ")
  }

  var eventText: String {
    guard let names else { return "every event" }
    let shown = names.prefix(3).joined(separator: ", ")
    return names.count > 3 ? "\(shown) and \(names.count - 3) more" : shown
  }
}
