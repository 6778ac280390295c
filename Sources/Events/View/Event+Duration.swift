extension Event {
  /// What a line says about how long something took.
  public enum DurationReading: Hashable, Sendable {
    /// Nothing under any of the spellings.
    case absent
    /// A length of time beyond ±9 × 10⁹ s.
    case invalid
    /// Something that is no length of time in any known spelling.
    case unreadable
    /// A length of time; it may be negative.
    case valid(Nanoseconds)
  }

  /// How long something took; nil if the line does not say, or says more than ±9 × 10⁹ s.
  ///
  /// The first that the line has among `duration_s`, `duration_seconds`, `elapsed_s` (seconds),
  /// `duration_ms`, `latency_ms`, `response_time_ms` and `duration` (milliseconds); else the
  /// difference of OpenTelemetry's `startTimeUnixNano` and `endTimeUnixNano`. It is a number, or a
  /// text: of a number, with units (`1m30s`, `250ms`) or of ISO 8601 (`PT1.5S`).
  public var duration: Nanoseconds? {
    if case .valid(let duration) = durationReading { duration } else { nil }
  }

  /// As `duration`, telling what is absent from what is invalid.
  public var durationReading: DurationReading {
    guard !present.isDisjoint(with: Self.timedKeys) else { return .absent }
    // Nearly always there is one.
    if let key = present.only(in: Self.durationKeys) {
      if let reading = topDuration(key) { return reading }
    } else {
      for key in Spelling.duration.keys where present.contains(key) {
        if let reading = topDuration(key) { return reading }
      }
    }
    return nestedDuration ?? spanDuration ?? .absent
  }

  /// Whether a key is one of those that say how long something took.
  package static func saysDuration(_ key: Key) -> Bool { Spelling.duration.keys.contains(key) }

  private func topDuration(_ key: Key) -> DurationReading? {
    guard let field = field(key) else { return nil }
    return reading(of: view(of: field), under: key)
  }

  private static let durationKeys = Event.Keys(Spelling.duration.keys)
  private static let timedKeys = Event.Keys(
    Spelling.duration.keys + Key.containers + [.endTimeUnixNano])
  private static let inSeconds = Event.Keys([.durationS, .durationSeconds, .elapsedS])

  /// What a value says; nil for one that says nothing.
  private func reading(of value: borrowing JSONView, under key: Key) -> DurationReading? {
    readDuration(value, isSeconds: Self.inSeconds.contains(key))
  }

  /// What a value of this event says; what nobody can read counts as asked for.
  package func readDuration(_ value: borrowing JSONView, isSeconds: Bool) -> DurationReading? {
    let reading = DurationReading(value, isSeconds: isSeconds)
    if reading == .unreadable { noteUnreadable(value) }
    return reading
  }

  /// What the value under one key of a duration says; nil where there is none, or the key is none of
  /// these.
  package func durationReading(under key: Key) -> DurationReading? {
    guard Self.durationKeys.contains(key), let view = view(key) else { return nil }
    return reading(of: view, under: key)
  }

  private var nestedDuration: DurationReading? {
    guard !present.isDisjoint(with: Self.containers) else { return nil }
    for container in Key.containers where present.contains(container) {
      guard let field = field(container), field.kind == .object else { continue }
      let object = view(of: field)
      for key in Spelling.duration.keys {
        if let view = object.member(key.spelling),
          let reading = reading(of: view, under: key)
        {
          return reading
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

extension Event.DurationReading {
  /// What a value says; nil for null and an empty text, which say nothing.
  ///
  /// - Parameter isSeconds: whether a bare number is of seconds, and not of milliseconds.
  package init?(_ view: borrowing JSONView, isSeconds: Bool) {
    if let number = view.double {
      self.init(number, isSeconds: isSeconds)
      return
    }
    switch view.kind {
    case .null: return nil
    case .string where view.text.isEmpty: return nil
    case .string: self.init(view.string ?? "", isSeconds: isSeconds)
    default: self = .unreadable
    }
  }

  /// The same of a value that is at hand.
  package init?(_ value: Value, isSeconds: Bool) {
    if let number = value.number, number.isFinite {
      self.init(number, isSeconds: isSeconds)
      return
    }
    switch value {
    case .null, .string(""): return nil
    case .string(let text): self.init(text, isSeconds: isSeconds)
    default: self = .unreadable
    }
  }

  private init(_ number: Double, isSeconds: Bool) {
    let length = isSeconds ? Nanoseconds(seconds: number) : Nanoseconds(milliseconds: number)
    self = length.map(Self.valid) ?? .invalid
  }

  private init(_ text: String, isSeconds: Bool) {
    self = DurationText.reading(text, bare: isSeconds ? 1e9 : 1e6) ?? .unreadable
  }
}
