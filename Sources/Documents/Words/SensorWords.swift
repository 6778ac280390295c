package import TLM

extension SensorDefinition {
  /// What else it is called.
  package var otherNames: [String] {
    SensorCatalog.aliases.filter { $0.id == id }.map(\.alias)
  }
}

extension SensorDefinition.Condition.Scalar {
  /// A word as it is; of a number every digit, and a whole one without its `.0`.
  package var words: String {
    switch self {
    case .text(let text): text
    case .number(let number): Int64(exactly: number).map(String.init) ?? number.description
    case .bool(let flag): "\(flag)"
    }
  }
}
