package import Events

/// A value as it is written in a question. What it means depends on what it is compared with.
package struct Literal: Sendable, Equatable {
  /// Without its quotes.
  package let text: String
  package let isQuoted: Bool

  /// What it means by itself: in quotes a text, else a number, true or false, else a text.
  package var value: Value {
    if isQuoted { return .string(text) }
    switch text {
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "null": return .null
    default: return FieldCondition.number(text) ?? .string(text)
    }
  }

  var datum: Datum { Datum(value) }

  var isNull: Bool { !isQuoted && text == "null" }

  var type: ValueType {
    switch value {
    case .bool: .flag
    case .integer, .unsigned, .double: .number
    case .null: .any
    default: .text
    }
  }

  /// The length of time that it spells, with a unit: `5s`, `1m30s`, `2h`, `7d`.
  var duration: Int64? {
    guard FieldCondition.number(text) == nil else { return nil }
    let days = text.hasSuffix("w") ? Int64(text.dropLast()) : nil
    if let days {
      let (length, overflow) = days.multipliedReportingOverflow(by: 604_800_000_000_000)
      return overflow ? nil : length
    }
    guard case .valid(let length)? = DurationText.reading(text, bare: 1e9) else { return nil }
    return length.rawValue
  }

  /// The instant that it spells; without a zone it is one of the question's.
  func time(in zone: Zone) -> Int64? {
    guard FieldCondition.number(text) == nil, let shown = Timestamp(text) ?? TimeText.instant(text)
    else { return nil }
    return hasZone ? shown.rawValue : zone.instant(showing: shown)?.rawValue
  }

  private var hasZone: Bool {
    guard let time = text.firstIndex(where: { "Tt ".contains($0) }) else { return false }
    return text[time...].contains { "Zz+-".contains($0) }
      || text.contains(":") && text.contains("GMT")
  }
}

/// The clock by which a question tells days and reads times that say no zone.
package struct Zone: Sendable {
  /// Seconds that it is ahead of UTC at an instant.
  package let offset_s: @Sendable (Timestamp) -> Int64

  package init(_ offset_s: @escaping @Sendable (Timestamp) -> Int64) { self.offset_s = offset_s }

  package static let utc = Zone { _ in 0 }

  /// What it shows at an instant, as a time of UTC; the greatest or least where that does not fit.
  package func shown(at instant: Timestamp) -> Timestamp {
    instant.advanced(bySeconds: offset_s(instant))
  }

  /// The instant at which it shows a time; nil where that does not fit. Where clocks are set back, the
  /// first of two.
  func instant(showing shown: Timestamp) -> Timestamp? {
    // The offset of a day before is the one in force until clocks change.
    let before = offset_s(shown.advanced(bySeconds: -86_400))
    let after = offset_s(shown.advanced(bySeconds: 86_400))
    for offset in [before, after] {
      let instant = shown.advanced(bySeconds: -offset)
      if offset_s(instant) == offset { return instant }
    }
    // A time that is never shown, because clocks are set forward: as if they had not been yet.
    return shown.advanced(bySeconds: -before)
  }
}
