extension Event {
  /// The time that the line itself gives; nil if it gives none that can be read.
  ///
  /// `hint` is the place of the first time key by rank, if a parser noted it: nearly always that
  /// is the time. If it is none, every other time key is tried, then those in nested objects.
  package func readTime(at hint: Int?) -> Timestamp? {
    if let hint, let time = view(of: fields[hint]).timestamp { return time }
    return first(.time) { $0.timestamp }
  }
}

extension JSONView {
  /// The instant that a string spells or a number means; nil for every other value.
  public var timestamp: Timestamp? {
    switch kind {
    case .string:
      if hasEscapes { return string.flatMap { Timestamp($0) } }
      // Integers beyond 2^53 are written as strings; OpenTelemetry writes all 64-bit ones so.
      return Timestamp(parsing: text) ?? (integer == nil ? nil : Timestamp(number: text))
    case .integer, .decimal: return Timestamp(number: text)
    default: return nil
    }
  }
}
