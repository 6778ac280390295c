import Configuration
package import Journal
import SystemCalls

/// What is set for a store, looked at again each second. Where it has become wrong, what was read before
/// stays in force; where it was so from the start, nothing is taken: what should not be written must not
/// be.
package final class SettingsInForce: Sendable {
  /// What was read, and how many times it was another one before.
  struct Reading: Sendable {
    let settings: Settings
    /// What hidden values are told apart by.
    let key: [UInt8]
    let number: Int
  }

  private struct State {
    var reading: Reading?
    var until: Int64 = 0
    var mistake: String?
  }

  private let location: StoreLocation
  private let state = Guarded(State())

  package init(_ location: StoreLocation) { self.location = location }

  /// How long what settings say is taken for what they still say.
  private static let pause_ns: Int64 = 1_000_000_000

  /// What is wrong with them now; nil: nothing.
  package var mistake: String? { state.withLock { $0.mistake } }

  /// Notes that what they say can be read and not used.
  func note(_ error: any Error) { state.withLock { $0.mistake = "\(error)" } }

  /// - Throws: `ConfigurationError` where they were wrong from the start.
  func now() throws -> Reading {
    let time = monotonicNow()
    let known = state.withLock { $0.reading }
    if let known, state.withLock({ time < $0.until }) { return known }
    do {
      let settings = try Settings.load(at: location)
      let key = Settings.storeID(at: location).map { Array($0.utf8) } ?? []
      let isSame = known?.settings.entries == settings.entries && known?.key == key
      let reading = Reading(
        settings: settings, key: key, number: (known?.number ?? 0) + (isSame ? 0 : 1))
      state.withLock { $0 = State(reading: reading, until: time + Self.pause_ns) }
      return reading
    } catch {
      state.withLock { ($0.until, $0.mistake) = (time + Self.pause_ns, "\(error)") }
      guard let known else { throw error }
      return known
    }
  }
}
