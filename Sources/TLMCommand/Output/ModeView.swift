import TLM

/// The mode, for people and for programs.
enum ModeView {
  static func document(of course: ModeCourse, _ mode: Mode?) -> Value {
    [
      "mode": .string(course.mode.text),
      "since": course.last?.time.map { .string($0.description) } ?? .null,
      "position": course.last.map { .integer($0.position.rawValue) } ?? .null,
      "why": .string(course.explanation),
      "constraints": mode.map { document(of: $0.constraints) } ?? .null,
      "thresholds": .object(
        (mode?.thresholds ?? []).map { Member($0.name, .double($0.value)) }),
    ]
  }

  static func lines(of course: ModeCourse, _ mode: Mode?, for terminal: Terminal) -> [String] {
    let since = course.last?.time.map { " since " + time($0, terminal) } ?? ""
    var lines = [
      terminal.styled(SafeText.of(course.mode.text), .bold) + since
        + (mode?.about.map { ": " + SafeText.of($0) } ?? "")
    ]
    guard let mode else {
      return lines + ["", "no rule file that was given knows this mode (--rules)"]
    }
    var rows: [(String, String)] = []
    for member in document(of: mode.constraints).members where member.value != .null {
      if case .array(let list) = member.value {
        let none = member.name == "allowed_tool_categories" ? "all" : "nothing"
        let words = list.compactMap(\.text).joined(separator: ", ")
        rows.append((member.name, words.isEmpty ? none : words))
      } else {
        rows.append((member.name, JSONWriter.text(of: member.value)))
      }
    }
    let width = rows.map(\.0.count).max() ?? 0
    lines += rows.isEmpty ? [] : [""]
    lines += rows.map { name, text in
      name + String(repeating: " ", count: width + 2 - name.count) + SafeText.of(text)
    }
    return lines
  }

  static func lines(of changes: some Sequence<ModeTransition>, for terminal: Terminal)
    -> [String]
  {
    var table = Table([
      ("when", .left), ("from", .left), ("to", .left), ("why", .left), ("by", .left),
    ])
    for change in changes {
      let reasons = change.reasons.map(\.sentence).joined(separator: ", and ")
      let why = reasons.isEmpty ? (change.reason ?? change.rule)?.text ?? "" : reasons
      table.add([
        change.time.map { time($0, terminal) } ?? "-", SafeText.of(change.from?.text ?? ""),
        SafeText.of(change.to.text), SafeText.of(why),
        SafeText.of((change.approvedBy ?? change.rule)?.text ?? ""),
      ])
    }
    return table.lines(for: terminal)
  }

  private static func time(_ time: Timestamp, _ terminal: Terminal) -> String {
    terminal.isTerminal ? LocalTime.text(time) : time.description
  }

  private static func document(of constraints: Mode.Constraints) -> Value {
    let number: (Int64?) -> Value = { $0.map { .integer($0) } ?? .null }
    let words: ([String]) -> Value = { .array($0.map { .string($0) }) }
    return [
      "max_concurrent_tasks": number(constraints.max_concurrent_tasks),
      "background_monitoring_enabled":
        constraints.background_monitoring_enabled.map { .bool($0) } ?? .null,
      "allowed_tool_categories": words(constraints.allowed_tool_categories),
      "require_approval_for": words(constraints.require_approval_for),
      "tool_calls_per_minute": number(constraints.tool_calls_per_minute),
      "model_calls_per_minute": number(constraints.model_calls_per_minute),
      "outbound_calls_per_hour": number(constraints.outbound_calls_per_hour),
    ]
  }
}

extension ModeView {
  /// Why the mode is what it is: "ALERT since 10:02:41 because perf_system_cpu_load stayed above
  /// 85 % for 34 s (last 91.2 %)".
  static func sentence(
    of course: ModeCourse, _ sensors: SensorDirectory, for terminal: Terminal
  ) -> String {
    guard let last = course.last else { return course.explanation }
    let since = last.time.map { time($0, terminal) } ?? "an unknown time"
    let reasons = last.reasons.compactMap(\.reason)
    guard !reasons.isEmpty, reasons.count == last.reasons.count else { return course.explanation }
    return Sentence.why(
      course.mode.text, since: since, reasons: reasons, approvedBy: last.approvedBy?.text,
      sensors: sensors)
  }

  static func explanation(of course: ModeCourse, _ sensors: SensorDirectory) -> Value {
    var members = [
      Member("mode", .string(course.mode.text)),
      Member("why", .string(sentence(of: course, sensors, for: Terminal.output))),
    ]
    if let last = course.last { members += last.report.members }
    return .object(members)
  }
}

extension ModeReason {
  /// As what decides has it; nil where the event left something out.
  fileprivate var reason: Reason? {
    guard let value, let threshold, let comparison,
      let sign = Operator(rawValue: comparison.text)
    else { return nil }
    let question = Question(sensor.text, window_s: window_s.flatMap { Int64(exactly: $0) })
    return Reason(
      question, .number(value), Comparison(sign, .number(threshold)),
      held: held_s.flatMap { seconds in
        let nanoseconds = (seconds * 1e9).rounded()
        return Int64(exactly: nanoseconds).map { Nanoseconds(rawValue: $0) }
      })
  }
}
