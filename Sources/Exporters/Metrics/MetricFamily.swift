import Events

/// Samples of one metric in Prometheus's text form: all together, under one HELP and one TYPE.
struct MetricFamily {
  enum Kind: String {
    case counter, gauge, summary
  }

  private let name: String
  private let help: String
  private let kind: Kind
  private var samples: [(labels: String, lines: [String])] = []

  init(_ name: String, _ kind: Kind, _ help: String) {
    self.name = name
    self.kind = kind
    self.help = help
  }

  /// The name of a sample with its labels, as it stands before its value.
  static func sample(_ name: String, _ labels: KeyValuePairs<String, String>) -> String {
    name + braces(text(labels))
  }

  /// Adds a sample, where there is a number.
  mutating func add(_ labels: KeyValuePairs<String, String>, _ value: Value?) {
    guard let number = Self.text(value) else { return }
    let labels = Self.text(labels)
    samples.append((labels, [name + Self.braces(labels) + " " + number]))
  }

  /// The same with labels as they stand between the braces.
  mutating func add(labels: String, _ value: Value?) {
    guard let number = Self.text(value) else { return }
    samples.append((labels, [name + Self.braces(labels) + " " + number]))
  }

  /// A label as it stands between the braces.
  static func label(_ name: String, _ value: String) -> String {
    "\(name)=\"\(escaped(value, quotes: true))\""
  }

  /// Adds the quantiles, the sum and the count of a distribution as a report tells it in seconds.
  mutating func add(_ labels: KeyValuePairs<String, String>, distribution: Value) {
    guard kind == .summary, distribution["count"]?.count ?? 0 > 0,
      let sum = Self.text(distribution["sum_s"]), let count = Self.text(distribution["count"])
    else { return }
    let labels = Self.text(labels)
    var lines: [String] = []
    for (quantile, key) in [
      ("0.5", "p50_s"), ("0.9", "p90_s"), ("0.95", "p95_s"), ("0.99", "p99_s"),
    ] {
      guard let value = Self.text(distribution[key]) else { continue }
      let all = labels + (labels.isEmpty ? "" : ",") + "quantile=\"\(quantile)\""
      lines.append(name + Self.braces(all) + " " + value)
    }
    lines.append("\(name)_sum\(Self.braces(labels)) \(sum)")
    lines.append("\(name)_count\(Self.braces(labels)) \(count)")
    samples.append((labels, lines))
  }

  /// The family; nothing of one without samples.
  var text: String {
    if samples.isEmpty { return "" }
    var text =
      "# HELP \(name) \(Self.escaped(help, quotes: false))\n# TYPE \(name) \(kind.rawValue)\n"
    // By their bytes, so that the order is nobody's locale's; of equal labels the first counts.
    let sorted = samples.enumerated().sorted { left, right in
      left.element.labels == right.element.labels
        ? left.offset < right.offset
        : left.element.labels.utf8.lexicographicallyPrecedes(right.element.labels.utf8)
    }
    var last: String?
    for (_, sample) in sorted where sample.labels != last {
      last = sample.labels
      for line in sample.lines { text += line + "\n" }
    }
    return text
  }

  private static func braces(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

  private static func text(_ labels: KeyValuePairs<String, String>) -> String {
    labels.map { "\($0.key)=\"\(escaped($0.value, quotes: true))\"" }.joined(separator: ",")
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      // A NUL or CR means nothing here, and some readers stop at it.
      case "\0", "\r": escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  /// A number as Go reads it; nil where there is none.
  private static func text(_ value: Value?) -> String? {
    switch value {
    case .integer(let number)?: String(number)
    case .unsigned(let number)?: String(number)
    case .double(let number)?: number.isFinite ? number.description : nil
    case .bool(let flag)?: flag ? "1" : "0"
    default: nil
    }
  }
}
