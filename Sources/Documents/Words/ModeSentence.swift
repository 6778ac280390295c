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
    let reasons = last.reasons.compactMap { ModeReason($0) }
    guard !reasons.isEmpty, reasons.count == last.reasons.count else {
      // It tells the instant as documents have it.
      let instant = last.time?.description ?? since
      return course.explanation.replacing(instant, with: since, maxReplacements: 1)
    }
    return Policy.Sentence.why(
      course.mode.text, since: since, reasons: reasons, approvedBy: last.approvedBy?.text,
      sensors: sensors)
  }
}
