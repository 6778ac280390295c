import TLM

/// The script: what happens in the two hours after nine o'clock, to the second.
enum Day {
  /// Monday, 2 March 2026, 9 o'clock.
  static let begin = Timestamp(rawValue: 1_772_442_000_000_000_000)
  static let length_s = 7200
  /// Seconds between two samples of the machine.
  static let step_s = 5
  /// When Ada ends the lockdown: no rule may.
  static let recovery_s = 4080
  /// Seconds until Ada answers a proposal.
  static let timeout_s = 60
  static let person = "ada"

  static func time(_ second: Int) -> Timestamp {
    Timestamp(rawValue: begin.rawValue + Int64(second) * 1_000_000_000)
  }

  /// What happens after the sample before this one, up to this one.
  static func events(until second: Int) -> [NewEvent] {
    let passed = (second - step_s + 1)...second
    return passed.flatMap { notes(at: $0) + calls(at: $0) } + [sample(at: second)]
  }

  private static func notes(at second: Int) -> [NewEvent] {
    let text: String
    switch second {
    case 0: text = "the day begins"
    case 480: text = "a build begins, and the load rises"
    case 1080: text = "the build is done"
    case 3720: text = "an agent begins to call tools that can do harm"
    case 3760: text = "the gate blocks its calls"
    case 4140: text = "self-checks begin, one a minute"
    case length_s: text = "the day ends"
    default: return []
    }
    return [NewEvent("note", at: time(second), fields: [Member("text", .string(text))])]
  }

  private static func calls(at second: Int) -> [NewEvent] {
    var events: [NewEvent] = []
    func happen(_ name: String, _ fields: Member...) {
      events.append(NewEvent(name, at: time(second), fields: fields))
    }
    // Ordinary work all day long.
    if second % 45 == 30 {
      happen(
        "tool_call_completed", Member("tool_name", "read_file"), Member("latency_ms", 18),
        Member("success", true), Member("risk_level", "low"))
    }
    if (3720..<3760).contains(second), second % 4 == 1 {
      happen(
        "tool_call_completed", Member("tool_name", "run_shell"), Member("latency_ms", 240),
        Member("success", true), Member("risk_level", "high"))
    }
    if (3760..<3790).contains(second), second % 3 == 0 {
      happen("tool_call_blocked", Member("tool_name", "run_shell"), Member("risk_level", "high"))
    }
    if second == 3770 { happen("anomaly_detected", Member("detector", "call_pattern")) }
    if (4140...4740).contains(second), second % 60 == 0 {
      happen("self_check_completed", Member("result", "pass"))
    }
    return events
  }

  private static func sample(at second: Int) -> NewEvent {
    let ripple = Double(second / step_s % 7) / 2
    let load =
      switch second {
      case 480..<600: 34 + Double(second - 480) / 2
      case 600..<1080: 92 + ripple
      case 1080..<1110: 92 - 2 * Double(second - 1080)
      default: 31 + ripple
      }
    return NewEvent(
      "system_metrics_snapshot", at: time(second),
      fields: [
        Member("cpu_load_percent", .double(load)), Member("mem_used_percent", .double(58 + ripple)),
        Member("disk_used_percent", .double(61.5)),
      ])
  }
}
