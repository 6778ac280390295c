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

  /// The bucket that an instant lies in: each lies in one, and where one ends another begins. Times that
  /// do not fit are the least or the greatest.
  func bucket(of time: Int64, in zone: Zone) -> Range<Int64> {
    let (start, end) = bounds(around: Timestamp(rawValue: time).wholeSecond, zone)
    let low = min(Timestamp(wholeSecond: start).rawValue, time)
    let high = Timestamp(wholeSecond: end).rawValue
    return low..<max(high, time == .max ? time : time + 1)
  }

  private func bounds(around second: Int64, _ zone: Zone) -> (Int64, Int64) {
    switch self {
    case .seconds(let length):
      isOfDays ? days(second, length / 86_400, zone) : short(second, length, zone)
    case .months(let count): months(second, count, zone)
    }
  }

  /// Within a day clocks that are set back show an hour twice, and these are two. A bucket ends where
  /// they are set, as the next one begins by what they show then.
  private func short(_ second: Int64, _ length: Int64, _ zone: Zone) -> (Int64, Int64) {
    let offset = zone.offset_s(Timestamp(wholeSecond: second))
    let start = (second + offset).flooredDivision(by: length) * length - offset
    let end = start + length
    return (
      zone.change(before: second, after: start) ?? start,
      zone.change(after: second, before: end) ?? end
    )
  }

  private func days(_ second: Int64, _ count: Int64, _ zone: Zone) -> (Int64, Int64) {
    // 1970-01-01 was a Thursday: weeks begin on the Monday after.
    let first: Int64 = count.isMultiple(of: 7) ? 4 : 0
    let number = (day(second, zone) - first).flooredDivision(by: count)
    return around(second, number) { midnight($0 * count + first, zone) }
  }

  private func months(_ second: Int64, _ count: Int64, _ zone: Zone) -> (Int64, Int64) {
    let date = CivilDate(days: day(second, zone))
    let number = (date.year * 12 + date.month - 1).flooredDivision(by: count)
    return around(second, number) { number in
      let month = number * count
      let year = month.flooredDivision(by: 12)
      return midnight(CivilDate(year: year, month: month - year * 12 + 1, day: 1).days, zone)
    }
  }

  /// Of stretches that have numbers, the one that a second lies in; it is this one, or the one beside it
  /// where clocks that were set back over midnight show a day again.
  private func around(
    _ second: Int64, _ number: Int64, start: (Int64) -> Int64
  ) -> (Int64, Int64) {
    let (begin, end) = (start(number), start(number + 1))
    if second < begin { return (start(number - 1), begin) }
    return second < end ? (begin, end) : (end, start(number + 2))
  }

  /// The day that the clock shows, counted from 1970-01-01.
  private func day(_ second: Int64, _ zone: Zone) -> Int64 {
    zone.shown(at: Timestamp(wholeSecond: second)).wholeSecond.flooredDivision(by: 86_400)
  }

  /// The second at which a day begins: its first midnight, and where clocks are set forward over that,
  /// when they are.
  private func midnight(_ day: Int64, _ zone: Zone) -> Int64 {
    let shown = Timestamp(wholeSecond: day * 86_400)
    guard let instant = zone.instant(showing: shown) else { return shown.wholeSecond }
    let second = instant.wholeSecond
    if zone.shown(at: instant) == shown { return second }
    return zone.change(before: second, after: second - 2 * 86_400) ?? second
  }
}
