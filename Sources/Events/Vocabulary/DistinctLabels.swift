/// Labels of which each is there once, told like a set of them: for whoever has them in an array, as
/// to make a set of very many costs more than to tell it.
package struct DistinctLabels: Sendable {
  /// The labels, in no order that says anything.
  package let labels: [Label]

  /// - Parameter labels: each once.
  package init(_ labels: [Label]) { self.labels = labels }
}

extension DistinctLabels: Codable {
  package init(from decoder: any Decoder) throws {
    labels = Array(try decoder.singleValueContainer().decode(Set<Label>.self))
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(Set(labels))
  }
}
