import TLM

/// When clocks are set forward and back in every year: `CET-1CEST,M3.5.0,M10.5.0/3` (POSIX).
struct ZoneRule: Sendable {
  private let standard_s: Int64
  private var summer: Summer?

  private struct Summer: Sendable {
    let offset_s: Int64
    let start: Day
    let end: Day
  }

  /// nil for what is no such text.
  init?(_ text: String) {
    var reader = Reader(rest: text[...])
    guard reader.name(), let offset = reader.offset() else { return nil }
    standard_s = -offset
    if reader.rest.isEmpty { return }
    guard reader.name() else { return nil }
    // An hour ahead, where it is not said.
    let ahead = reader.rest.first == "," ? standard_s + 3600 : reader.offset().map { -$0 }
    guard let ahead, reader.take(","), let start = reader.day(), reader.take(","),
      let end = reader.day(), reader.rest.isEmpty
    else { return nil }
    summer = Summer(offset_s: ahead, start: start, end: end)
  }

  /// Seconds that the clock is ahead of UTC at an instant.
  func offset_s(at second: Int64) -> Int64 {
    guard let summer else { return standard_s }
    let days = (second + standard_s).flooredDivision(by: 86_400)
    let year = CivilDate(days: days).year
    let start = summer.start.second(of: year) - standard_s
    let end = summer.end.second(of: year) - summer.offset_s
    let isSummer = start < end ? start <= second && second < end : second < end || start <= second
    return isSummer ? summer.offset_s : standard_s
  }

  /// A day of every year, and a time of it.
  private struct Day: Sendable {
    enum Kind: Sendable {
      /// From 1, without a leap day.
      case numbered(Int64)
      /// From 0, with it.
      case counted(Int64)
      /// In a month, the so-maniest (the last: 5) of a day of the week from Sunday on.
      case weekday(month: Int64, week: Int64, day: Int64)
    }

    let kind: Kind
    let time_s: Int64

    /// Seconds since 1970, as its own clock has them.
    func second(of year: Int64) -> Int64 { date(of: year) * 86_400 + time_s }

    private func date(of year: Int64) -> Int64 {
      let new = CivilDate(year: year, month: 1, day: 1).days
      switch kind {
      case .counted(let day): return new + day
      case .numbered(let day):
        let isLeap = CivilDate(year: year + 1, month: 1, day: 1).days - new == 366
        return new + day - 1 + (isLeap && day >= 60 ? 1 : 0)
      case .weekday(let month, let week, let day):
        let first = CivilDate(year: year, month: month, day: 1).days
        let next = CivilDate(
          year: month == 12 ? year + 1 : year, month: month == 12 ? 1 : month + 1, day: 1
        ).days
        // 1970-01-01 was a Thursday.
        let ahead = ((day - (first + 4)) % 7 + 7) % 7
        var date = first + ahead + (week - 1) * 7
        while date >= next { date -= 7 }
        return date
      }
    }
  }

  /// Reads such a text from its beginning on.
  private struct Reader {
    var rest: Substring

    mutating func take(_ character: Character) -> Bool {
      guard rest.first == character else { return false }
      rest.removeFirst()
      return true
    }

    /// `CET`, or anything between `<` and `>`.
    mutating func name() -> Bool {
      if take("<") {
        guard let end = rest.firstIndex(of: ">") else { return false }
        rest = rest[rest.index(after: end)...]
        return true
      }
      let end = rest.firstIndex { !$0.isLetter } ?? rest.endIndex
      defer { rest = rest[end...] }
      return end > rest.startIndex
    }

    private mutating func number() -> Int64? {
      let end = rest.firstIndex { !("0"..."9" ~= $0) } ?? rest.endIndex
      defer { rest = rest[end...] }
      return rest[..<end].count > 5 ? nil : Int64(rest[..<end])
    }

    /// Seconds of `-1`, `3:30` or `24:00:00`.
    mutating func offset() -> Int64? {
      let sign: Int64 = take("-") ? -1 : 1
      if sign > 0 { _ = take("+") }
      guard var seconds = number().map({ $0 * 3600 }) else { return nil }
      for unit: Int64 in [60, 1] where take(":") {
        guard let part = number() else { return nil }
        seconds += part * unit
      }
      return sign * seconds
    }

    mutating func day() -> Day? {
      guard let kind = kind() else { return nil }
      guard take("/") else { return Day(kind: kind, time_s: 2 * 3600) }
      return offset().map { Day(kind: kind, time_s: $0) }
    }

    private mutating func kind() -> Day.Kind? {
      if take("J") { return number().map(Day.Kind.numbered) }
      guard take("M") else { return number().map(Day.Kind.counted) }
      guard let month = number(), take("."), let week = number(), take("."), let day = number(),
        (1...12).contains(month), (1...5).contains(week), (0...6).contains(day)
      else { return nil }
      return .weekday(month: month, week: week, day: day)
    }
  }
}
