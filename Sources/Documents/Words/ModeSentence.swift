package import TLM

/// Why the mode is what it is: "ALERT since 10:02:41 because perf_system_cpu_load stayed above
/// 85 % for 34 s (last 91.2 %)".
package struct ModeSentence {
  private let course: ModeRecord
  private let sensors: SensorDirectory

  /// - Parameter sensors: those that know the units.
  package init(_ course: ModeRecord, sensors: SensorDirectory) {
    self.course = course
    self.sensors = sensors
  }

  /// - Parameter clock: how the reader is told an instant.
  package func text(_ clock: (Timestamp) -> String = { $0.description }) -> String {
    guard let last = course.last else { return course.explanation }
    let since = last.time.map(clock) ?? "an unknown time"
    let reasons = last.reasons.compactMap(\.reason)
    guard !reasons.isEmpty, reasons.count == last.reasons.count else { return course.explanation }
    return Sentence.why(
      course.mode.text, since: since, reasons: reasons, approvedBy: last.approvedBy?.text,
      sensors: sensors)
  }
}

extension ModeReason {
  /// As what decides has it; nil where the event left something out.
  fileprivate var reason: Reason? {
    guard let value, let threshold, let comparison,
      let sign = Comparison.Operator(rawValue: comparison.text)
    else { return nil }
    let question = SensorQuestion(sensor.text, window_s: window_s.flatMap { Int64(exactly: $0) })
    return Reason(
      question, .number(value), Comparison(sign, .number(threshold)),
      held: held_s.flatMap { seconds in
        let nanoseconds = (seconds * 1e9).rounded()
        return Int64(exactly: nanoseconds).map { Nanoseconds(rawValue: $0) }
      })
  }
}
