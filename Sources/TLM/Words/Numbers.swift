/// Numbers as people read them.
package enum Numbers {
  /// `1234567` as `1 234 567`, with thin groups of three.
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0 && (digits.count - index) % 3 == 0 { text += " " }
      text.append(digit)
    }
    return text
  }

  /// `1 event`, `2 events`, `1 234 events`.
  package static func count(_ number: Int, _ noun: String) -> String {
    "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  /// `12.3 %`.
  package static func percent(_ share: Double) -> String { fixed(share * 100, decimals: 1) + " %" }

  /// `1.5 MiB`.
  package static func bytes(_ count: Int64) -> String {
    var value = Double(count)
    for unit in ["B", "KiB", "MiB", "GiB"] {
      if value < 1024 { return fixed(value, decimals: unit == "B" ? 0 : 1) + " " + unit }
      value /= 1024
    }
    return fixed(value, decimals: 1) + " TiB"
  }

  /// A decimal with exactly this many digits after the point, half away from zero.
  package static func fixed(_ value: Double, decimals: Int) -> String {
    guard value.isFinite, value.magnitude < 1e15 else { return value.description }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let whole = Int64((value.magnitude * scale).rounded(.toNearestOrAwayFromZero))
    let unit = Int64(scale)
    let sign = value < 0 && whole != 0 ? "-" : ""
    guard decimals > 0 else { return sign + String(whole) }
    let rest = String(whole % unit)
    return sign + String(whole / unit) + "."
      + String(repeating: "0", count: decimals - rest.count) + rest
  }
}
