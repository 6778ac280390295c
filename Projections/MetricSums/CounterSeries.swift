import Events

/// A counter with what it is counted by.
struct CounterSeries: Hashable, Sendable {
  struct LabelPair: Hashable, Sendable {
    let name: String
    let value: String
  }

  let name: String
  let unit: String
  /// In the order of their names.
  var labels: [LabelPair]

  /// Bytes of a value that may be a label.
  private static let longest = 128

  /// Whether an attribute has so few values that it may be a label.
  static func isLabel(_ name: String, _ text: String) -> Bool {
    let lower = name.lowercased()
    if text.utf8.count > longest || name.utf8.count > longest { return false }
    if endings.contains(where: { lower.hasSuffix($0) }) || lower == "id" { return false }
    return !["user.", "organization.", "host."].contains { lower.hasPrefix($0) }
  }

  /// Names of single things, of which there is no end.
  private static let endings = [
    ".id", "_id", ".uuid", "_uuid", ".email", "_email", ".timestamp", ".pid", "_pid", "session",
    "path", "url", "address",
  ]

  /// The same, with no labels but that there were too many.
  var overflow: CounterSeries {
    var series = self
    series.labels = [LabelPair(name: "overflow", value: "true")]
    return series
  }

  /// As a key, by which they are in the same order everywhere.
  var key: Label {
    Label(
      JSONWriter.text(
        of: .array(
          ([name, unit] + labels.flatMap { [$0.name, $0.value] }).map { .string($0) })))
  }

  /// Of a key.
  init?(_ key: Label) {
    guard case .array(let parts)? = Value(json: Array(key.text.utf8)), parts.count >= 2,
      parts.count % 2 == 0
    else { return nil }
    let texts = parts.map { if case .string(let text) = $0 { text } else { "" } }
    (name, unit) = (texts[0], texts[1])
    labels = stride(from: 2, to: texts.count, by: 2).map {
      LabelPair(name: texts[$0], value: texts[$0 + 1])
    }
  }

  init(name: String, unit: String, labels: [LabelPair]) {
    (self.name, self.unit, self.labels) = (name, unit, labels)
  }
}
