import TLM

/// How a number differs from what it was.
enum Change {
  /// As a part of what it was: 0.2 for a fifth more. Nil where one of them is not known, and where it was
  /// nothing.
  static func relative(_ now: Double?, _ before: Double?) -> Double? {
    guard let now, let before, before != 0 else { return nil }
    return (now - before) / before
  }

  static func relative(_ now: Int, _ before: Int) -> Double? {
    relative(Double(now), Double(before))
  }
}

extension Value {
  /// A number; null where there is none.
  static func number(_ number: Double?) -> Value { number.map(Value.double) ?? .null }

  /// A name; null where there is none.
  static func name(_ name: Label?) -> Value { name.map { .string($0.text) } ?? .null }

  /// A count.
  static func count(_ count: Int) -> Value { .integer(Int64(count)) }

  /// An instant; null where there is none.
  static func time(_ time: Timestamp?) -> Value { time.map { .string($0.description) } ?? .null }
}
