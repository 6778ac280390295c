import TLM

/// How long a run took, by what its records say last: `duration_s`, else `duration_ms`, else from its
/// begin to its end.
struct RunLength: Sendable {
  private var seconds = Told()
  private var milliseconds = Told()
  private var end = Int64.min

  /// The fields that say it, the first that does counts.
  static let fields = [("duration_s", isSeconds: true), ("duration_ms", isSeconds: false)]

  /// What a field says, in the room of one number.
  struct Told: Sendable {
    private let value: Int64

    /// Nothing.
    init() { value = .min }

    init(_ told: Value, isSeconds: Bool) {
      switch Event.DurationReading(told, isSeconds: isSeconds) {
      // No null is kept of a run, but for a number that nobody can read.
      case nil where told == .null: value = -1
      case nil, .absent: value = .min
      case .valid(let length) where length >= .zero: value = length.rawValue
      case .valid, .invalid, .unreadable: value = -1
      }
    }

    var isNothing: Bool { value == .min }

    /// Nil where nobody can read it, and for less than nothing.
    var length: Nanoseconds? { value < 0 ? nil : Nanoseconds(rawValue: value) }
  }

  /// Takes over what a record tells; of what it does not tell the last holds.
  mutating func tell(_ told: (String) -> Value?) {
    if let value = told(Self.fields[0].0) { seconds = Told(value, isSeconds: true) }
    if let value = told(Self.fields[1].0) { milliseconds = Told(value, isSeconds: false) }
    if let value = told("end_time") { end = value.instant?.rawValue ?? .min }
  }

  /// - Parameter start: when it began, in nanoseconds since 1970.
  func length(from start: Int64) -> Nanoseconds? {
    for told in [seconds, milliseconds] where !told.isNothing { return told.length }
    guard start != .min, end != .min else { return nil }
    return Self.between(Timestamp(rawValue: start), Timestamp(rawValue: end))
  }

  /// From a begin to an end; nil where that is the earlier one.
  static func between(_ start: Timestamp, _ end: Timestamp) -> Nanoseconds? {
    end.since(start).flatMap { $0 < .zero ? nil : $0 }
  }
}
