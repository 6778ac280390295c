import Events

/// A point of a counter, as it came in by OpenTelemetry.
struct CounterPoint {
  let series: CounterSeries
  let value: Double
  /// Whether it counts from the one before; otherwise from the start.
  let isDelta: Bool
  /// Tells its stream from others of its program.
  let stream: Fingerprint
  /// When its stream began to count.
  let start: String

  /// Nil for what is no counter, or has no value that can be counted.
  init?(_ event: borrowing Event) {
    guard let name = event.name, event.value(named: "monotonic") == true,
      let value = Self.number(event.value(named: "value")), value >= 0, value.isFinite
    else { return nil }
    switch event.value(named: "temporality") {
    case "delta"?: isDelta = true
    case "cumulative"?: isDelta = false
    default: return nil
    }
    self.value = value
    start = Self.text(event.value(named: "start_time")) ?? ""
    var labels: [CounterSeries.LabelPair] = []
    // What tells streams apart, in the order of the line, which is that of the sender.
    var all = ""
    let fields = event.fields
    for index in fields.indices {
      let field = fields[index]
      let name = event.name(of: field)
      if Self.ofPoints.contains(name) { continue }
      guard event.isLastMember(index) else { continue }
      let value = event.view(member: index).value
      if name == "resource" {
        all += JSONWriter.text(of: value) + "\n"
        continue
      }
      guard let text = Self.text(value) else { continue }
      all += "\(name)\n\(text)\n"
      // An attribute that is called like something of the line has this before its name there.
      let prefix = "attribute."
      let label = name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
      if CounterSeries.isLabel(label, text) {
        labels.append(CounterSeries.LabelPair(name: label, value: text))
      }
    }
    let unit = Self.text(event.value(named: "unit")) ?? ""
    stream = isDelta ? Fingerprint(name) : Fingerprint(name, unit, all)
    series = CounterSeries(name: name, unit: unit, labels: labels.sorted { $0.name < $1.name })
  }

  /// What a point says of itself; all else are attributes.
  private static let ofPoints: Set<String> = [
    "ts", "event", "event_id", "otlp_id", "kind", "metric_type", "unit", "description",
    "temporality", "monotonic", "start_time", "value", "no_value", "exemplars", "scope",
    "scope_version", "scope_attributes", "sample_rate", "timeUnixNano", "redacted", "truncated",
  ]

  private static func number(_ value: Value?) -> Double? {
    switch value {
    case .integer(let number)?: Double(number)
    case .unsigned(let number)?: Double(number)
    case .double(let number)?: number
    default: nil
    }
  }

  private static func text(_ value: Value?) -> String? {
    switch value {
    case .string(let text)?: text
    case .bool(let flag)?: flag ? "true" : "false"
    case .integer(let number)?: String(number)
    default: nil
    }
  }
}
