import Events

/// What sort of metric it is, in the words of swift-metrics.
enum MetricKind: Int, Sendable {
  case counter, floatingPointCounter, gauge, meter, recorder, timer

  /// As it is told: what is counted is whole or not.
  var word: String { self == .floatingPointCounter ? "counter" : "\(self)" }
}

/// Which metric it is: of all that have the same, there is one.
struct MetricIdentity: Hashable, Comparable, Sendable {
  let kind: MetricKind
  let label: String
  /// Sorted by name.
  let dimensions: [Dimension]

  struct Dimension: Hashable, Comparable, Sendable {
    let name: String
    let value: String

    static func < (left: Dimension, right: Dimension) -> Bool {
      (left.name, left.value) < (right.name, right.value)
    }
  }

  init(_ kind: MetricKind, _ label: String, _ dimensions: [(String, String)]) {
    self.kind = kind
    self.label = label
    let all = dimensions.map { Dimension(name: $0.0, value: $0.1) }
    self.dimensions = all.count > 1 ? all.sorted() : all
  }

  static func < (left: MetricIdentity, right: MetricIdentity) -> Bool {
    if left.label != right.label { return left.label < right.label }
    if left.kind != right.kind { return left.kind.rawValue < right.kind.rawValue }
    return left.dimensions.lexicographicallyPrecedes(right.dimensions)
  }

  /// What an event of it begins with.
  var fields: [Member] {
    [Member("metric", .string(label)), Member("kind", .string(kind.word))]
  }

  /// The dimensions, as fields.
  var attributes: [Member] { dimensions.map { Member($0.name, .string($0.value)) } }
}
