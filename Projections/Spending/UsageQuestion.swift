package import Events

/// What is asked of an agent's work: which part of it, by which clock, at which prices.
package struct UsageQuestion: Sendable {
  /// Only work at or after this time, by its own; nil: from the first.
  package var since: Timestamp?
  /// Only work before this time; nil: to the last.
  package var until: Timestamp?
  /// How many seconds the clock that days are told by is ahead of UTC at an instant.
  package var offset_s: @Sendable (Timestamp) -> Int64
  /// What tokens cost.
  package var prices: PriceTable
  /// Whether the table's prices count also where the source says itself what something cost.
  package var reprices: Bool
  /// Whether hours are told, too.
  package var hasHours = false
  /// Whether the course of sessions is looked at, which takes more room.
  package var hasDetails: Bool
  /// Whether days and sessions are told apart by model, too, which takes most of the room.
  package var tellsModels = true
  /// The session of which each piece of work is wanted, beside the sums; nil: none.
  package var session: (@Sendable (Label) -> Bool)?

  /// All work, by UTC, at the prices that come with tlm.
  package init(
    since: Timestamp? = nil, until: Timestamp? = nil,
    offset_s: @escaping @Sendable (Timestamp) -> Int64 = { _ in 0 },
    prices: PriceTable = .shipped, reprices: Bool = false, hasDetails: Bool = false
  ) {
    self.since = since
    self.until = until
    self.offset_s = offset_s
    self.prices = prices
    self.reprices = reprices
    self.hasDetails = hasDetails
  }

  /// Whether only the work of a time is asked for.
  package var hasTimes: Bool { since != nil || until != nil }

  /// Whether work of that time is asked for; of work without a time, where no time is asked for.
  func includes(_ time: Timestamp?) -> Bool {
    guard let time else { return since == nil && until == nil }
    return since.map { $0 <= time } ?? true && until.map { time < $0 } ?? true
  }

  /// The date of an instant by the clock that is asked for.
  package func date(of time: Timestamp) -> Label {
    let days = (time.wholeSecond + offset_s(time)).flooredDivision(by: 86_400)
    return Label(CivilDate(days: days).text)
  }
}

extension CivilDate {
  /// `2026-09-01`.
  package var text: String {
    func padded(_ number: Int64, to count: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, count - digits.count)) + digits
    }
    return padded(year, to: 4) + "-" + padded(month, to: 2) + "-" + padded(day, to: 2)
  }

  /// The date of a text such as `2026-09-01`; nil for another.
  package init?(text: String) {
    let parts = text.split(separator: "-").compactMap { Int64($0) }
    guard parts.count == 3, text.utf8.count == 10 else { return nil }
    self.init(year: parts[0], month: parts[1], day: parts[2])
  }
}
