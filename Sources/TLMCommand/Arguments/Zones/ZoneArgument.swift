import ArgumentParser
import TLM

/// The clock that days are told by: `utc`, `local`, an offset such as `+02:00`, or a place such as
/// `Europe/Berlin`.
struct ZoneArgument: ExpressibleByArgument {
  let offset_s: @Sendable (Timestamp) -> Int64

  init?(argument: String) {
    switch argument.lowercased() {
    case "utc", "z": offset_s = { _ in 0 }
    case "local": offset_s = { TimeZone.localOffset(at: $0) }
    default:
      if let offset = Self.offset(argument) {
        offset_s = { _ in offset }
      } else if let zone = NamedZone(argument) {
        offset_s = { zone.offset_s(at: $0.wholeSecond) }
      } else {
        return nil
      }
    }
  }

  /// Seconds of `+02:00`, `-0330` or `+2`.
  private static func offset(_ text: String) -> Int64? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard (1...4).contains(digits.count), let number = Int64(digits), number >= 0 else {
      return nil
    }
    let (hours, minutes) = digits.count < 3 ? (number, 0) : (number / 100, number % 100)
    guard hours <= 14, minutes < 60 else { return nil }
    return (sign == "-" ? -1 : 1) * (hours * 3600 + minutes * 60)
  }

  static let taken = "utc, local, an offset such as +02:00, or a place such as Europe/Berlin"
  static let help = "The clock that days are told by: \(taken)."
}
