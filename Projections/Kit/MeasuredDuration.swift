package import Events

/// What an event, or two of them, say about how long something took.
package enum MeasuredDuration {
  /// Nothing.
  case absent
  /// A negative time, one out of range, or what nobody can read.
  case invalid
  case valid(Nanoseconds)

  /// What the event itself says.
  package init(_ event: borrowing Event) {
    switch event.durationReading {
    case .absent: self = .absent
    case .invalid, .unreadable: self = .invalid
    case .valid(let duration): self = duration < .zero ? .invalid : .valid(duration)
    }
  }

  /// From one instant to another; absent where either is not known.
  package init(from start: Timestamp?, to end: Timestamp?) {
    guard let start, let end else {
      self = .absent
      return
    }
    guard let duration = end.since(start), duration >= .zero, duration <= Self.longest else {
      self = .invalid
      return
    }
    self = .valid(duration)
  }

  private static let longest = Nanoseconds(rawValue: Int64(Nanoseconds.limit_s) * 1_000_000_000)
}
