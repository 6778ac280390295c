import Analysis
import ArgumentParser
import Questions
import TLM

/// The clock that days are told by: `utc`, `local`, an offset such as `+02:00`, or a place such as
/// `Europe/Berlin`.
struct ZoneArgument: ExpressibleByArgument {
  let offset_s: @Sendable (Timestamp) -> Int64

  init?(argument: String) {
    guard let zone = NamedClock.zone(argument) else { return nil }
    offset_s = zone.offset_s
  }

  static let taken = NamedClock.taken
  static let help = "The clock that days are told by: \(taken)."
}
