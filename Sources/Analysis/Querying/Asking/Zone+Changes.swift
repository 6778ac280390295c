import TLM

/// When a clock is set forward or back.
extension Zone {
  /// No place on earth ever set its clocks otherwise twice within so short a time.
  private static let step_s: Int64 = 2 * 86_400

  /// The second from which on it has shown what it shows at `second`; nil where that is not behind
  /// `start`.
  func change(before second: Int64, after start: Int64) -> Int64? {
    let offset = offset_s(at: second)
    var known = second
    while known > start {
      let other = max(start, known - Self.step_s)
      if offset_s(at: other) != offset { return border(known, other, offset) }
      known = other
    }
    return nil
  }

  /// The first second at which it no longer shows what it shows at `second`; nil where that is not
  /// before `end`.
  func change(after second: Int64, before end: Int64) -> Int64? {
    let offset = offset_s(at: second)
    var known = second
    while known < end - 1 {
      let other = min(end - 1, known + Self.step_s)
      if offset_s(at: other) != offset { return border(known, other, offset) + 1 }
      known = other
    }
    return nil
  }

  private func offset_s(at second: Int64) -> Int64 { offset_s(Timestamp(wholeSecond: second)) }

  /// The second nearest to `other`, where the offset is another one, that still has this one.
  private func border(_ known: Int64, _ other: Int64, _ offset: Int64) -> Int64 {
    var (known, other) = (known, other)
    while abs(known - other) > 1 {
      let middle = (known + other).flooredDivision(by: 2)
      if offset_s(at: middle) == offset { known = middle } else { other = middle }
    }
    return known
  }
}
