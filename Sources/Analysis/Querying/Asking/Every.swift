import TLM

/// How long the buckets of time are that events are counted by.
package enum Every: Sendable, Equatable {
  /// So many seconds, counted from midnight of 1970-01-01, weeks from the Monday after.
  case seconds(Int64)
  case months(Int64)

  /// `10m`, `1h`, `1d`, `1w`, `1M` for a month, `1q` for a quarter; nil for anything else.
  package init?(_ text: String) {
    guard let unit = text.last, let count = Int64(text.dropLast()), count > 0,
      text.first?.isNumber == true
    else { return nil }
    if unit == "M" || unit == "q" {
      let months = count.multipliedReportingOverflow(by: unit == "q" ? 3 : 1)
      guard !months.overflow, months.partialValue <= 1200 else { return nil }
      self = .months(months.partialValue)
      return
    }
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800]
    guard let length = units[unit] else { return nil }
    let seconds = count.multipliedReportingOverflow(by: length)
    guard !seconds.overflow, seconds.partialValue <= 3_660 * 86_400 else { return nil }
    self = .seconds(seconds.partialValue)
  }

  /// Whether its buckets begin at midnight.
  package var isOfDays: Bool {
    switch self {
    case .seconds(let length): length.isMultiple(of: 86_400)
    case .months: true
    }
  }

  /// The bucket that an instant lies in.
  func bucket(of time: Int64, in zone: Zone) -> Range<Int64> {
    switch self {
    case .seconds(let length):
      isOfDays ? days(time, length / 86_400, zone) : short(time, length, zone)
    case .months(let count): months(time, count, zone)
    }
  }

  /// Within a day clocks that are set back show an hour twice, and these are two.
  private func short(_ time: Int64, _ length: Int64, _ zone: Zone) -> Range<Int64> {
    let second = Timestamp(rawValue: time).wholeSecond
    let offset = zone.offset_s(Timestamp(rawValue: time))
    let start = (second + offset).flooredDivision(by: length) * length - offset
    return Self.range(start, start + length, of: time)
  }

  private func days(_ time: Int64, _ count: Int64, _ zone: Zone) -> Range<Int64> {
    let shown = zone.shown(at: Timestamp(rawValue: time)).wholeSecond
    // 1970-01-01 was a Thursday: weeks begin on the Monday after.
    let first: Int64 = count.isMultiple(of: 7) ? 4 : 0
    let day = shown.flooredDivision(by: 86_400) - first
    let start = day.flooredDivision(by: count) * count + first
    return Self.range(
      midnight(start, zone), midnight(start + count, zone), of: time)
  }

  private func months(_ time: Int64, _ count: Int64, _ zone: Zone) -> Range<Int64> {
    let shown = zone.shown(at: Timestamp(rawValue: time)).wholeSecond
    let date = CivilDate(days: shown.flooredDivision(by: 86_400))
    let month = (date.year * 12 + date.month - 1).flooredDivision(by: count) * count
    func midnight(_ month: Int64) -> Int64 {
      let first = CivilDate(
        year: month.flooredDivision(by: 12), month: month - month.flooredDivision(by: 12) * 12 + 1,
        day: 1)
      return self.midnight(first.days, zone)
    }
    return Self.range(midnight(month), midnight(month + count), of: time)
  }

  /// The second at which a day begins.
  private func midnight(_ day: Int64, _ zone: Zone) -> Int64 {
    let shown = Timestamp(wholeSecond: day * 86_400)
    return (zone.instant(showing: shown) ?? shown).wholeSecond
  }

  /// From one second to another, in nanoseconds; times that do not fit are the least or the greatest.
  private static func range(_ start: Int64, _ end: Int64, of time: Int64) -> Range<Int64> {
    let low = min(Timestamp(wholeSecond: start).rawValue, time)
    let high = Timestamp(wholeSecond: end).rawValue
    return low..<max(high, time == .max ? time : time + 1)
  }
}
