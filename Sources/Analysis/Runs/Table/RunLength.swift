import TLM

/// How long a run took, by that of its records which counts: `duration_s`, else `duration_ms`, else from
/// its begin to its end.
struct RunLength: Sendable {
  private var value = Int64.min
  private var source = Source.nothing

  /// What `value` is: an instant or a length in nanoseconds, the least number where nobody can read it.
  private enum Source: UInt8 {
    case nothing
    case end
    case milliseconds
    case seconds
  }

  /// Takes over what a record tells.
  mutating func tell(seconds: Value?, milliseconds: Value?, end: Int64?) {
    if let number = seconds?.number {
      (source, value) = (.seconds, Self.valid(Nanoseconds(seconds: number)))
    } else if source != .seconds, let number = milliseconds?.number {
      (source, value) = (.milliseconds, Self.valid(Nanoseconds(milliseconds: number)))
    }
    if let end, source == .nothing || source == .end { (source, value) = (.end, end) }
  }

  /// - Parameter start: when it began, in nanoseconds since 1970.
  func length(from start: Int64) -> Nanoseconds? {
    guard value != .min else { return nil }
    guard source == .end else { return Nanoseconds(rawValue: value) }
    guard start != .min else { return nil }
    let length = Timestamp(rawValue: value).since(Timestamp(rawValue: start))
    return length.flatMap { $0 < .zero ? nil : $0 }
  }

  private static func valid(_ length: Nanoseconds?) -> Int64 {
    length.flatMap { $0 < .zero ? nil : $0.rawValue } ?? .min
  }
}
