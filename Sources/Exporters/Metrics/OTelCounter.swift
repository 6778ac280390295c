import Events

/// A series of one of OpenTelemetry's counters, as Prometheus calls it.
struct OTelCounter {
  let family: String
  /// As they stand between the braces.
  let labels: String
  let sum: Double

  /// The series of a counter of a report.
  static func all(of counter: Value) -> [OTelCounter] {
    guard let name = counter["name"]?.text, case .array(let rows)? = counter["series"] else {
      return []
    }
    let family = family(of: name, unit: counter["unit"]?.text ?? "")
    return rows.compactMap { row in
      row["sum"]?.number.map {
        OTelCounter(family: family, labels: labels(of: row["labels"]?.members ?? []), sum: $0)
      }
    }
  }

  private static let words = [
    "s": "seconds", "ms": "milliseconds", "us": "microseconds", "ns": "nanoseconds",
    "min": "minutes", "h": "hours", "d": "days", "By": "bytes", "KiBy": "kibibytes",
    "MiBy": "mebibytes", "KBy": "kilobytes", "MBy": "megabytes", "%": "percent", "1": "",
  ]

  /// With its unit in words, and an end that says that it is counted.
  static func family(of name: String, unit: String) -> String {
    var plain = word(name)
    if plain.hasSuffix("_total") { plain.removeLast("_total".count) }
    // Those of tlm's own are tlm's.
    if plain.isEmpty || plain.hasPrefix("tlm_") || plain.first?.isNumber == true {
      plain = "otel_" + plain
    }
    // What stands in braces is a remark.
    let unit = unit.contains("{") ? "" : words[unit] ?? word(unit)
    if !unit.isEmpty, !plain.hasSuffix("_" + unit), plain != unit { plain += "_" + unit }
    return plain + "_total"
  }

  /// Values of labels that have become one stand together, in the order of their names.
  private static func labels(of members: [Member]) -> String {
    var values: [String: [String]] = [:]
    for member in members.sorted(by: { $0.name < $1.name }) {
      var name = word(member.name)
      if name.isEmpty || name.first?.isNumber == true || name.hasPrefix("__") {
        name = "key_" + name.drop { $0 == "_" }
      }
      values[name, default: []].append(member.value.text ?? "")
    }
    return values.sorted { $0.key < $1.key }
      .map { MetricFamily.label($0.key, $0.value.joined(separator: ";")) }.joined(separator: ",")
  }

  /// Letters, digits and single underscores.
  private static func word(_ text: String) -> String {
    var word = ""
    for scalar in text.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || "0"..."9" ~= scalar)
      if isPlain {
        word.unicodeScalars.append(scalar)
      } else if word.last != "_" {
        word += "_"
      }
    }
    while word.last == "_" { word.removeLast() }
    return word
  }
}
