package import Events

/// Ids of runs.
package enum RunID {
  /// A UUID of version 7 (RFC 9562): ids sort as the runs began.
  package static func new(at time: Timestamp) -> String {
    var random = SystemRandomNumberGenerator()
    let milliseconds = UInt64(clamping: time.rawValue / 1_000_000) & 0xffff_ffff_ffff
    let first = milliseconds << 16 | 0x7000 | random.next() & 0x0fff
    let second = random.next() & 0x3fff_ffff_ffff_ffff | 0x8000_0000_0000_0000
    let digits = hex(first) + hex(second)
    var text = ""
    for (place, digit) in digits.enumerated() {
      if [8, 12, 16, 20].contains(place) { text += "-" }
      text.append(digit)
    }
    return text
  }

  private static func hex(_ number: UInt64) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 16 - digits.utf8.count) + digits
  }
}
