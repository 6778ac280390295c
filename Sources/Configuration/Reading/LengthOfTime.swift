/// A whole number and a unit: `15s`, `10m`, `1h`, `7d`, `2w`.
package enum LengthOfTime {
  /// Its seconds; nil where it is written otherwise, or does not fit.
  package static func seconds(_ text: String) -> Int64? {
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let last = text.last, let unit = units[last] else { return nil }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let number = Int64(digits)
    else { return nil }
    let (seconds, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? nil : seconds
  }

  /// The shortest text of as many seconds.
  package static func text(_ seconds: Int64) -> String {
    for (name, unit) in [("d", 86_400 as Int64), ("h", 3600), ("m", 60)]
    where seconds > 0 && seconds % unit == 0 { return "\(seconds / unit)\(name)" }
    return "\(seconds)s"
  }
}
