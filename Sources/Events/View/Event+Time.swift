extension Event {
  /// The event's own time, else the time of the nearest earlier line that has one. Nil, too, where the
  /// line gives a time that nobody can read: that one counts as asked for.
  @inlinable
  public var time: Timestamp? {
    if knownTime == nil && isTimeUnreadable { noteTime() }
    return knownTime
  }

  /// Whether `time` was read off this very line.
  @inlinable
  public var isTimed: Bool {
    if isTimeUnreadable { noteTime() }
    return hasOwnTime
  }

  /// What a line says of its time.
  package enum TimeReading: Sendable, Equatable {
    /// Nothing.
    case absent
    /// Something that nobody can read.
    case unreadable
    case time(Timestamp)
  }

  /// The time that the line itself gives, by the first of its time keys that says anything; null and
  /// an empty text say nothing.
  ///
  /// `hint` is the place of the first time key by rank, if a parser noted it: nearly always that
  /// is the time. If it says nothing, the other time keys do, then those in nested objects.
  package func readTime(at hint: Int?) -> TimeReading {
    if let hint {
      let field = fields[hint]
      if let reading = timeReading(of: view(of: field), under: field.key) { return reading }
    }
    return readTime()
  }

  private func readTime() -> TimeReading {
    for key in Key.timeKeys where present.contains(key) {
      if let field = field(key), let reading = timeReading(of: view(of: field), under: key) {
        return reading
      }
    }
    return first(.nestedTime) { view in
      timeReading(of: view, under: .ts)
    } ?? .absent
  }

  private func timeReading(of view: borrowing JSONView, under key: Key) -> TimeReading? {
    if view.saysNothing { return nil }
    guard let time = view.timestamp else {
      noteUnreadable(view)
      return .unreadable
    }
    let isCount = (key == .time || key == .t) && time.isSmall && view.isNumber
    return isCount ? nil : .time(time)
  }

  @inline(never) @usableFromInline
  func noteTime() { _ = readTime() }
}

extension Timestamp {
  /// Whether it is nearer to 1970 than 10⁸ s: as a number under a key that means other things, too, it
  /// is a length or a count of the program's own.
  fileprivate var isSmall: Bool { rawValue.magnitude < 100_000_000 * 1_000_000_000 }
}

extension JSONView {
  /// Whether it is a number, or the text of one.
  fileprivate var isNumber: Bool {
    kind == .integer || kind == .decimal || string.map(TimeText.isNumber) ?? false
  }

  /// The instant that a string spells or a number means; nil for every other value.
  public var timestamp: Timestamp? {
    switch kind {
    case .string:
      if !hasEscapes, let time = Timestamp(parsing: text) { return time }
      return string.flatMap { Timestamp($0) ?? TimeText.instant($0) }
    case .integer, .decimal: return Timestamp(number: text)
    default: return nil
    }
  }
}

extension Value {
  /// The instant that a text spells or a number means, as `JSONView.timestamp`.
  package var instant: Timestamp? {
    switch self {
    case .string(let text): Timestamp(text) ?? TimeText.instant(text)
    case .integer(let number): Timestamp(number: Array(String(number).utf8).span)
    case .unsigned(let number): Timestamp(number: Array(String(number).utf8).span)
    case .double: Timestamp(number: Array(JSONWriter.text(of: self).utf8).span)
    default: nil
    }
  }
}
