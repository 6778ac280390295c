/// Lengths of time as people say them.
extension Numbers {
  private static let units: [(name: String, seconds: Int64)] = [
    ("d", 86_400), ("h", 3600), ("min", 60), ("s", 1),
  ]
  /// Days after which nobody asks for the hours.
  private static let manyDays: Int64 = 100

  /// `350 µs`, `55 ms`, `67.2 s`, `12 min 5 s`, `27 d 5 h`: two units at most, or three digits.
  package static func duration(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds.magnitude < 1e15 else { return "\(seconds) s" }
    let sign = seconds < 0 ? "-" : ""
    let length = seconds.magnitude
    if length == 0 { return "0 s" }
    // What would be shown as 60 s is a minute.
    if length >= 59.95 { return sign + long(Int64(length.rounded(.toNearestOrAwayFromZero))) }
    for (name, scale) in [("s", 1.0), ("ms", 1e3), ("µs", 1e6)] where length * scale >= 0.9995 {
      return sign + digits(length * scale) + " " + name
    }
    return sign + digits(length * 1e9) + " ns"
  }

  /// Three digits, and no zeros behind the point.
  private static func digits(_ number: Double) -> String {
    let decimals = number >= 99.95 ? 0 : number >= 9.995 ? 1 : 2
    var text = fixed(number, decimals: decimals)
    guard text.contains(".") else { return text }
    while text.last == "0" { text.removeLast() }
    if text.last == "." { text.removeLast() }
    return text
  }

  /// The two greatest units that it has.
  private static func long(_ seconds: Int64) -> String {
    let first = units.firstIndex { seconds >= $0.seconds } ?? units.count - 1
    let whole = seconds / units[first].seconds
    let text = "\(grouped(Int(whole))) \(units[first].name)"
    guard first + 1 < units.count, first > 0 || whole < manyDays else { return text }
    let rest = seconds % units[first].seconds / units[first + 1].seconds
    return rest == 0 ? text : text + " \(rest) \(units[first + 1].name)"
  }

  /// How long ago something was, in one unit: `4 s`, `12 min`, `3 h`, `9 d`.
  package static func age(_ seconds: Int64) -> String {
    switch max(0, seconds) {
    case ..<120: "\(max(0, seconds)) s"
    case ..<7200: "\(seconds / 60) min"
    case ..<172_800: "\(seconds / 3600) h"
    default: "\(seconds / 86_400) d"
    }
  }
}
