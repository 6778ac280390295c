import Emitting
package import Events
import SystemCalls
import Telemetry

/// What lines go through on their way in, as everywhere: times, level, sampling and secrets.
package final class Intake: Sendable {
  private let settings: SettingsInForce
  private let limit: Int
  private let made = Guarded<(preparation: Preparation, number: Int)?>(nil)

  package init(_ settings: SettingsInForce, lineLimit: Int) {
    self.settings = settings
    limit = lineLimit
  }

  /// What the settings ask for.
  ///
  /// - Throws: `ConfigurationError` where they are wrong.
  private func preparation() throws -> Preparation {
    let reading = try settings.now()
    let known = made.withLock { $0 }
    if let known, known.number == reading.number { return known.preparation }
    do {
      let preparation = Preparation(try Emitter.Options(reading.settings, key: reading.key))
      made.withLock { $0 = (preparation, reading.number) }
      return preparation
    } catch {
      settings.note(error)
      guard let known else { throw error }
      return known.preparation
    }
  }

  /// Whole lines as the log takes them; none of what is left out. Whoever hears what became of its
  /// events is told where one is too long: nothing of it is cut.
  ///
  /// - Throws: `lineTooLong`; as `SettingsInForce.now`.
  package func prepared(_ lines: [UInt8], at time: Timestamp) throws -> [UInt8] {
    let preparation = try preparation()
    guard preparation.options.isEnabled else { return [] }
    var report = RedactionReport()
    var (input, sampled) = (preparation.linesOfInput, SampledLines(preparation))
    let stamped = EmittedLines.stamped(lines, at: time, limit: .max)
    try LineLength.check(stamped, limit: limit)
    return sampled.kept(input.redacted(stamped, &report), at: time)
  }
}
