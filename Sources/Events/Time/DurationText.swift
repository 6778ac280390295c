/// Lengths of time as people and programs write them into a text: a bare number, one or more numbers
/// with a unit (`250ms`, `1m30s`, `2h`), ISO 8601 (`PT1.5S`, `P1DT2H`).
package enum DurationText {
  /// What a text says; nil where it is no length of time.
  ///
  /// - Parameter bare: nanoseconds of one, where a number has no unit.
  package static func reading(_ text: String, bare: Double) -> Event.DurationReading? {
    var scanner = Scanner(WordText.plain(text))
    let isNegative = scanner.sign()
    let parts = scanner.take("p") ? scanner.calendarParts() : scanner.parts(bare: bare)
    guard let parts, scanner.isAtEnd else { return nil }
    var sum = Nanoseconds.zero
    for (number, unit) in parts {
      guard let part = Nanoseconds(number, times: unit), let more = sum.adding(part) else {
        return .invalid
      }
      sum = more
    }
    return .valid(isNegative ? Nanoseconds(rawValue: 0 - sum.rawValue) : sum)
  }

  private static let units: [String: Double] = [
    "ns": 1, "us": 1e3, "µs": 1e3, "μs": 1e3, "ms": 1e6, "s": 1e9, "sec": 1e9, "m": 6e10,
    "min": 6e10, "h": 3.6e12, "d": 8.64e13,
  ]
  /// Of ISO 8601, before and behind its T, each with its rank; a month and a year have no length.
  private static let days: [UInt8: (rank: Int, unit: Double)] = [
    UInt8(ascii: "w"): (0, 6.048e14), UInt8(ascii: "d"): (1, 8.64e13),
  ]
  private static let times: [UInt8: (rank: Int, unit: Double)] = [
    UInt8(ascii: "h"): (2, 3.6e12), UInt8(ascii: "m"): (3, 6e10), UInt8(ascii: "s"): (4, 1e9),
  ]

  private struct Scanner {
    private let bytes: [UInt8]
    private var place = 0

    init(_ text: String) { bytes = Array(text.utf8) }

    var isAtEnd: Bool { place == bytes.count }
    private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
      guard next == UInt8(ascii: character) else { return false }
      place += 1
      return true
    }

    /// Whether there is a minus; a plus says nothing.
    mutating func sign() -> Bool {
      if take("-") { return true }
      _ = take("+")
      return false
    }

    /// Digits, with a point or a comma among them.
    private mutating func number(allowsExponent: Bool) -> Double? {
      let start = place
      var digits: [UInt8] = []
      var hasPoint = false
      while let byte = next {
        if (0x30...0x39).contains(byte) {
          digits.append(byte)
        } else if (byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",")) && !hasPoint {
          hasPoint = true
          digits.append(UInt8(ascii: "."))
        } else {
          break
        }
        place += 1
      }
      guard digits.contains(where: { $0 != UInt8(ascii: ".") }) else {
        place = start
        return nil
      }
      if allowsExponent, take("e") {
        digits.append(UInt8(ascii: "e"))
        if let byte = next, byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") {
          digits.append(byte)
          place += 1
        }
        while let byte = next, (0x30...0x39).contains(byte) {
          digits.append(byte)
          place += 1
        }
      }
      // One point alone at either end is no number in Swift.
      if digits.last == UInt8(ascii: ".") { digits.append(UInt8(ascii: "0")) }
      if digits.first == UInt8(ascii: ".") { digits.insert(UInt8(ascii: "0"), at: 0) }
      return Double(String(decoding: digits, as: UTF8.self))
    }

    private mutating func skipSpaces() { while take(" ") {} }

    /// A bare number, or numbers with units.
    mutating func parts(bare: Double) -> [(Double, Double)]? {
      let start = place
      if let number = number(allowsExponent: true), isAtEnd { return [(number, bare)] }
      place = start
      var parts: [(Double, Double)] = []
      while !isAtEnd {
        guard let number = number(allowsExponent: false) else { return nil }
        skipSpaces()
        var word: [UInt8] = []
        while let byte = next, byte >= 0x61, byte != 0x7b {
          word.append(byte)
          place += 1
        }
        guard let unit = DurationText.units[String(decoding: word, as: UTF8.self)] else {
          return nil
        }
        parts.append((number, unit))
        skipSpaces()
      }
      return parts.isEmpty ? nil : parts
    }

    /// What stands behind the P of ISO 8601.
    mutating func calendarParts() -> [(Double, Double)]? {
      var parts: [(Double, Double)] = []
      var rank = -1
      var isTime = false
      while !isAtEnd {
        if !isTime && take("t") {
          isTime = true
          if isAtEnd { return nil }
          continue
        }
        guard let number = number(allowsExponent: false), let byte = next,
          let unit = (isTime ? DurationText.times : DurationText.days)[byte], unit.rank > rank
        else { return nil }
        place += 1
        rank = unit.rank
        parts.append((number, unit.unit))
      }
      return parts.isEmpty ? nil : parts
    }
  }
}
