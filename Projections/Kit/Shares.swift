import Events

extension [Label: Distribution] {
  /// All the time of a map, in nanoseconds.
  var whole: Int128 { values.reduce(0) { $0 + $1.sum } }

  /// The name that took the most time, of equals the one that sorts first; nil without any time.
  var bottleneck: Label? {
    var longest: (name: Label, sum: Int128)?
    for (name, durations) in sorted(by: { $0.key < $1.key })
    where durations.sum > longest?.sum ?? 0 {
      longest = (name, durations.sum)
    }
    return longest?.name
  }
}

extension Value {
  /// A number; null where there is none.
  init(_ number: Double?) { self = number.map(Value.double) ?? .null }

  /// A name; null where there is none.
  init(_ name: Label?) { self = name.map { .string($0.text) } ?? .null }

  /// A count.
  init(_ count: Int) { self = .integer(Int64(count)) }

  /// A part of a whole; null where the whole is nothing.
  static func ratio(_ part: Int, of whole: Int) -> Value { Value(part.ratio(of: whole)) }
}

extension Int {
  /// This part of a whole; nil where the whole is nothing.
  func ratio(of whole: Int) -> Double? { whole == 0 ? nil : Double(self) / Double(whole) }
}
