import Configuration
import Emitting
package import Events
package import Journal
import SystemCalls
package import Telemetry

/// What lines go through on their way in, as everywhere: times, level, sampling and secrets.
package final class Intake: Sendable {
  private struct State {
    var preparation: Preparation?
    var until: Int64 = 0
  }

  private let location: StoreLocation
  private let limit: Int
  private let state = Guarded(State())

  package init(_ location: StoreLocation, lineLimit: Int) {
    self.location = location
    limit = lineLimit
  }

  /// How long what settings say is taken for what they still say.
  private static let pause_ns: Int64 = 1_000_000_000

  /// What the settings ask for.
  ///
  /// - Throws: `ConfigurationError` where they are wrong: what should not be written must not be.
  package func preparation() throws -> Preparation {
    let now = monotonicNow()
    if let known = state.withLock({ now < $0.until ? $0.preparation : nil }) { return known }
    let settings = try Settings.load(at: location)
    let key = Settings.storeID(at: location).map { Array($0.utf8) } ?? []
    let preparation = Preparation(try Emitter.Options(settings, key: key))
    state.withLock { $0 = State(preparation: preparation, until: now + Self.pause_ns) }
    return preparation
  }

  /// Whole lines as the log takes them; none of what is left out.
  package func prepared(_ lines: [UInt8], at time: Timestamp) throws -> [UInt8] {
    let preparation = try preparation()
    guard preparation.options.isEnabled else { return [] }
    var report = RedactionReport()
    var (input, sampled) = (preparation.linesOfInput, SampledLines(preparation))
    let stamped = EmittedLines.stamped(lines, at: time, limit: limit)
    return sampled.kept(input.redacted(stamped, &report), at: time)
  }
}
