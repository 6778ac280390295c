extension Event {
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
    if let hint, let reading = Self.timeReading(of: view(of: fields[hint])) { return reading }
    return first(.time) { Self.timeReading(of: $0) } ?? .absent
  }

  private static func timeReading(of view: borrowing JSONView) -> TimeReading? {
    if view.isNull || view.kind == .string && view.text.isEmpty { return nil }
    return view.timestamp.map(TimeReading.time) ?? .unreadable
  }
}

extension JSONView {
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
