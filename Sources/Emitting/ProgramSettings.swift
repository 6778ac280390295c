import Configuration
import Events
package import Journal
package import Telemetry

/// What is set for a program that tells of itself. It must not fail for a mistake in a file of settings:
/// that is told to who listens, and what is built in holds, with what the environment says.
package struct ProgramSettings: Sendable {
  /// How its emitter behaves.
  package let options: Emitter.Options
  /// How often its metrics are written.
  package let metricsInterval: Duration
  /// The least serious events that are asked for; nil where nobody asked.
  package let level: EventLevel?

  /// What holds for the store at a location.
  package init(at location: StoreLocation) {
    do {
      let settings = try Settings.load(at: location)
      let key = Settings.storeID(at: location).map { Array($0.utf8) } ?? []
      options = try Emitter.Options(settings, key: key)
      metricsInterval = Self.interval(settings)
      level = settings.isSet("level") ? options.level : nil
    } catch {
      Hearing.complain(error)
      options = .environment
      metricsInterval = Self.standardInterval
      level = options.level == .trace ? nil : options.level
    }
  }

  private static let standardInterval = Duration.seconds(30)

  private static func interval(_ settings: Settings) -> Duration {
    guard case .integer(let seconds)? = settings["metrics_interval"] else {
      return standardInterval
    }
    return .seconds(seconds)
  }
}
