import Events

/// Times on the wire: RFC 3339 in UTC, with nine fraction digits where six do not tell it.
enum WireTime {
  static func text(_ time: Timestamp) -> String {
    let rest = time.rawValue % 1000
    if rest == 0 { return time.description }
    let digits = String(rest < 0 ? rest + 1000 : rest)
    let padded = String(repeating: "0", count: 3 - digits.utf8.count) + digits
    return time.description.dropLast() + padded + "Z"
  }
}
