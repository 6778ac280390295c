package import Analysis
import TLM

/// The clock that days are told by, as people name it.
package enum NamedClock {
  package static let taken =
    "utc, local, an offset such as +02:00, or a place such as Europe/Berlin"

  /// The clock of a name; nil where nobody knows it.
  package static func zone(_ name: String) -> Zone? {
    switch name.lowercased() {
    case "utc", "z": return .utc
    case "local": return Zone(Clock.offset)
    default:
      if let offset = offset(name) { return Zone { _ in offset } }
      return NamedZone(name).map { zone in Zone { zone.offset_s(at: $0.wholeSecond) } }
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
}
