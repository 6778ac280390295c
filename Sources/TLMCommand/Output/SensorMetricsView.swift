import TLM

/// sensor-metrics for people: what each sensor says, those that say nothing named at the end.
enum SensorMetricsView {
  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    let sensors = report["sensors"]?.members ?? []
    let speaking = sensors.filter { $0.value["value"]?.isSaid ?? false }
    var lines = ["at \(EventCountsView.time(report["at"], terminal))", ""]
    var table = Table([
      ("sensor", .left), ("value", .right), ("unit", .left), ("p95", .right), ("p99", .right),
      ("since", .left), ("", .left),
    ])
    for sensor in speaking {
      let value = sensor.value
      table.add([
        SafeText.of(sensor.name), text(value["value"]), SafeText.of(value["unit"]?.text ?? ""),
        quantile(value["p95"]), quantile(value["p99"]),
        EventCountsView.time(value["time"], terminal), value["stale"] == true ? "stale" : "",
      ])
    }
    lines +=
      table.isEmpty
      ? ["no sensor says anything"]
      : table.lines(for: terminal) {
        $0 == 6 && $1 == "stale" ? .yellow : nil
      }
    let silent = sensors.count - speaking.count
    if silent > 0 && !table.isEmpty {
      lines += ["", "\(silent) sensors say nothing (--json names them)"]
    }
    let invalid = sensors.reduce(0) { $0 + ($1.value["invalid"]?.count ?? 0) }
    if invalid > 0 { lines += ["", "\(Numbers.grouped(invalid)) values were invalid"] }
    return lines
  }

  /// A number with at most three decimals, or a word.
  private static func text(_ value: Value?) -> String {
    guard let number = value?.number else { return SafeText.of(value?.text ?? "-") }
    if let whole = Int(exactly: number) { return Numbers.grouped(whole) }
    return Numbers.fixed(number, decimals: 3)
  }

  private static func quantile(_ value: Value?) -> String {
    value?.number == nil ? "" : text(value)
  }
}

extension Value {
  /// Whether it is anything: a counter that counted nothing, too, says something.
  fileprivate var isSaid: Bool { self != .null }
}
