import Events

extension PriceTable {
  /// A price a line, its cells with a space between them; `-` for none.
  init(compact text: String) {
    self.init(
      text.split(separator: "\n").compactMap { Self.price(Array($0.split(separator: " "))) })
  }

  private static func price(_ cells: [Substring]) -> Price? {
    guard cells.count == 10 else { return nil }
    let rates = cells[3...7].map { Int64($0) }
    return Price(
      String(cells[0]), from: Timestamp(startOf: cells[1]), above: Int64(cells[2]),
      Price.Rates(
        input: rates[0], output: rates[1], cacheRead: rates[2], cacheWrite: rates[3],
        cacheWrite1h: rates[4]),
      source: cells[8...].joined(separator: ", "))
  }
}

extension Timestamp {
  /// The beginning of a day in UTC, as `2026-10-07`; nil for another text.
  package init?(startOf date: some StringProtocol) {
    guard let date = CivilDate(text: String(date)) else { return nil }
    self.init(wholeSecond: date.days * 86_400)
  }
}
