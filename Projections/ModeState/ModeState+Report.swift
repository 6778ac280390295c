public import Events

extension ModeState {
  public func report(of state: State) -> Value {
    let course = state.course
    return [
      "mode": .string(course.mode.text),
      "since": ModeRecord.Transition.text(of: course.last?.time),
      "why": .string(course.explanation),
      "history": .array(course.history.map(\.report)),
      "time_in_mode_s": .object(
        course.time.sorted { $0.key < $1.key }.map { mode, time in
          Member(mode.text, .double(Double(time) / 1e9))
        }),
      "edges": .array(
        course.edges.sorted { ($0.key.from, $0.key.to) < ($1.key.from, $1.key.to) }
          .map { edge, count in
            [
              "from": .string(edge.from.text), "to": .string(edge.to.text),
              "count": .integer(Int64(count)),
            ]
          }),
      "flapping": .object(
        course.returns.sorted { $0.key < $1.key }.map { day, count in
          Member(Self.date(of: day), .integer(Int64(count)))
        }),
      "not_followed": [
        "from_another_mode": .integer(Int64(course.elsewhere)),
        "older": .integer(Int64(course.late)), "to_the_same_mode": .integer(Int64(course.idle)),
        "other_scope": .integer(Int64(state.foreign)),
      ],
    ]
  }
}

extension ModeState {
  /// A day since 1970 as people write it.
  static func date(of day: Int64) -> String {
    String(Timestamp(wholeSecond: day * 86_400).description.prefix(10))
  }
}

extension ModeRecord {
  /// Why the mode is what it is, in a sentence.
  public var explanation: String {
    guard let last else { return "\(mode) is the first mode; nothing has changed it" }
    var text = "\(mode)"
    if let time = last.time { text += " since \(time)" }
    let causes = last.reasons.map(\.sentence)
    if !causes.isEmpty {
      text += " because " + causes.joined(separator: ", and ")
    } else if let reason = last.reason {
      text += " because: \(reason)"
    }
    if let rule = last.rule { text += " (rule \(rule))" }
    if let person = last.approvedBy { text += ", by \(person)" }
    return text
  }
}

extension ModeRecord.Transition {
  /// The transition as it is shown.
  public var report: Value {
    var members = [
      Member("at", Self.text(of: time)), Member("position", .integer(position.rawValue)),
      Member("from", .string(from?.text ?? "")), Member("to", .string(to.text)),
    ]
    for (name, text) in [("rule", rule), ("reason", reason), ("approved_by", approvedBy)] {
      if let text { members.append(Member(name, .string(text.text))) }
    }
    if !reasons.isEmpty { members.append(Member("reasons", .array(reasons.map(\.report)))) }
    return .object(members)
  }
}

extension ModeRecord.Reason {
  /// The reading in words: `perf_system_cpu_load > 85 for 30 s (91.2)`.
  public var sentence: String {
    var text = sensor.text
    if let comparison, let threshold { text += " \(comparison) \(Self.short(threshold))" }
    if let held_s { text += " for \(Self.short(held_s)) s" }
    if let window_s { text += " over \(Self.short(window_s)) s" }
    if let value { text += " (\(Self.short(value)))" }
    return text
  }

  var report: Value {
    var members = [Member("sensor", .string(sensor.text))]
    if let value { members.append(Member("value", .double(value))) }
    if let comparison { members.append(Member("operator", .string(comparison.text))) }
    if let threshold { members.append(Member("threshold", .double(threshold))) }
    if let held_s { members.append(Member("held_s", .double(held_s))) }
    if let window_s { members.append(Member("window_s", .double(window_s))) }
    return .object(members)
  }

  /// A whole number without its `.0`.
  private static func short(_ number: Double) -> String {
    Int64(exactly: number).map(String.init) ?? number.description
  }
}

extension ModeRecord.Transition {
  static func text(of time: Timestamp?) -> Value {
    time.map { .string($0.description) } ?? .null
  }
}
