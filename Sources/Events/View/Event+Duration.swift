extension Event {
  /// What a line says about how long something took.
  public enum DurationReading: Hashable, Sendable {
    /// No number under any of the spellings.
    case absent
    /// A number beyond ±9 × 10⁹ s.
    case invalid
    /// A length of time; it may be negative.
    case valid(Nanoseconds)
  }

  /// How long something took; nil if the line does not say, or says more than ±9 × 10⁹ s.
  ///
  /// The first number among `duration_s`, `duration_seconds`, `elapsed_s` (seconds),
  /// `duration_ms`, `latency_ms`, `response_time_ms` and `duration` (milliseconds); else the
  /// difference of OpenTelemetry's `startTimeUnixNano` and `endTimeUnixNano`.
  public var duration: Nanoseconds? {
    if case .valid(let duration) = durationReading { duration } else { nil }
  }

  /// As `duration`, telling what is absent from what is invalid.
  public var durationReading: DurationReading {
    guard !present.isDisjoint(with: Self.timedKeys) else { return .absent }
    for key in Spelling.duration.keys where present.contains(key) {
      if let field = field(key), let value = view(of: field).double {
        return Self.reading(of: value, under: key)
      }
    }
    return nestedDuration ?? spanDuration ?? .absent
  }

  private static let timedKeys = Event.Keys(
    Spelling.duration.keys + Key.containers + [.endTimeUnixNano])
  private static let inSeconds = Event.Keys([.durationS, .durationSeconds, .elapsedS])

  private static func reading(of value: Double, under key: Key) -> DurationReading {
    let length =
      inSeconds.contains(key) ? Nanoseconds(seconds: value) : Nanoseconds(milliseconds: value)
    return length.map(DurationReading.valid) ?? .invalid
  }

  private var nestedDuration: DurationReading? {
    for container in Key.containers where present.contains(container) {
      guard let field = field(container), field.kind == .object else { continue }
      let object = view(of: field)
      for key in Spelling.duration.keys {
        if let value = object.member(key.spelling)?.double {
          return Self.reading(of: value, under: key)
        }
      }
    }
    return nil
  }

  private var spanDuration: DurationReading? {
    guard let start = integer(under: .startNanoseconds), let end = integer(under: .endNanoseconds)
    else {
      return nil
    }
    let (difference, overflow) = end.subtractingReportingOverflow(start)
    return overflow ? .invalid : .valid(Nanoseconds(rawValue: difference))
  }
}
