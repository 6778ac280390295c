import Control
import Events
import Journal

/// Histories on which rules are tried.
enum Days {
  /// Up after half a minute of load, down again after a minute of calm.
  static let rules = """
    modes:
      NORMAL: {}
      ALERT: {}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    transition_rules:
      NORMAL_to_ALERT:
        conditions:
          - {metric: perf_system_cpu_load, operator: ">", value: 85, duration_seconds: 30}
        logic: any
      ALERT_to_NORMAL:
        conditions:
          - {metric: perf_system_cpu_load, operator: "<", value: 70, duration_seconds: 60}
          - {metric: safety_tool_high_risk_calls, operator: "==", value: 0, window_seconds: 60}
        logic: all
    """

  /// So many seconds after a full minute.
  static func time(_ seconds: Double) -> Timestamp { Rig.time(seconds) }

  /// Ten minutes with two of load in them, sampled every five seconds.
  static func load() -> [NewEvent] {
    stride(from: 0.0, through: 600, by: 5).map { second in
      let load = (100...220).contains(second) ? 93.5 : 21.0
      return NewEvent(
        "system_metrics_snapshot", at: time(second),
        fields: [Member("cpu_load_percent", .double(load))])
    }
  }
}

/// Events as a source of lines.
enum Lines {
  static func of(_ events: [NewEvent]) -> MemoryLines { MemoryLines(events.flatMap { $0.line() }) }
}

/// Bytes that are read once, in one piece.
struct MemoryLines: LineSource, ~Copyable {
  private var bytes: [UInt8]?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func next() throws(JournalError) -> LineChunk? {
    guard let rest = bytes, !rest.isEmpty else { return nil }
    bytes = nil
    return LineChunk(rest)
  }
}
