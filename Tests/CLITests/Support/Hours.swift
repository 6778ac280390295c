import TLM
import TestSupport

/// Events of control's sensors as tests write them.
enum Hours {
  /// A day of a busy machine: load, errors, calls of high risk, blocked calls and an anomaly, with
  /// quiet hours between them.
  static func day() -> String {
    var random = Seeded(4)
    var lines = ""
    let start = Timestamp("2026-02-13T00:00:00Z")!
    func add(_ second: Int, _ name: String, _ fields: [Member]) {
      let time = Timestamp(rawValue: start.rawValue + Int64(second) * 1_000_000_000)
      lines += String(decoding: NewEvent(name, at: time, fields: fields).line(), as: UTF8.self)
    }
    for second in stride(from: 0, to: 86_400, by: 5) {
      let hour = second / 3600
      // Ten minutes of each hour are sampled closely, the rest once a minute.
      guard second % 3600 < 900 || second % 60 == 0 else { continue }
      let noise = Double(random.next() % 10)
      let isBusy = hour % 3 == 0 && (120..<300).contains(second % 3600)
      let load = isBusy ? 88 + noise : 20 + noise
      add(
        second, "system_metrics_snapshot",
        [
          Member("cpu_load_percent", .double(load)),
          Member("mem_used_percent", .double(40 + noise)),
        ])
      if hour == 7 && (60..<90).contains(second % 3600) {
        add(second, "tool_call_completed", [Member("risk_level", "high"), Member("success", true)])
        add(second, "tool_call_completed", [Member("risk_level", "high"), Member("success", true)])
      }
      if hour == 7 && (100..<150).contains(second % 3600) {
        add(second, "tool_call_blocked", [Member("tool", "shell")])
        if second % 3600 == 130 { add(second, "anomaly_detected", []) }
      }
    }
    return lines
  }

  /// Snapshots of high or low load over the last `length` seconds until now, five seconds apart.
  static func load(_ percent: Double, over length: Int64 = 45) -> String {
    let now = Timestamp.current.rawValue
    return stride(from: length, through: 0, by: -5).map { ago in
      let event = NewEvent(
        "system_metrics_snapshot", at: Timestamp(rawValue: now - ago * 1_000_000_000),
        fields: [Member("cpu_load_percent", .double(percent))])
      return String(decoding: event.line(), as: UTF8.self)
    }.joined()
  }
}
