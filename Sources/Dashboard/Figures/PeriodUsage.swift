import Analysis
import TLM

/// What agents used in a period, with the course of their sessions.
struct PeriodUsage {
  let answer: UsageAnswer

  /// - Parameter start: where the period begins; nil: with the log.
  init(since start: Timestamp?, at prices: PriceTable, of store: Store) throws {
    var question = UsageQuestion(prices: prices, hasDetails: true)
    (question.offset_s, question.since) = (Words.offset, start)
    question.tellsModels = false
    answer = try store.usage(question)
  }

  private func days(atMost count: Int) -> [(day: Label, group: UsageGroup)] {
    answer.days.sorted { $0.key < $1.key }.suffix(count).map { (day: $0.key, group: $0.value) }
  }

  /// What each day cost.
  func costs(atMost count: Int) -> Figure {
    let columns = days(atMost: count).map { day, group in
      Columns.Column(name: String(day.text.suffix(5)), parts: [group.knownCost?.rounded ?? 0])
    }
    return Columns(styles: ["ink"], words: ["dollars"], columns: columns)
      .figure("Cost by day, in dollars", of: "day")
  }

  /// Tokens of each day, by kind.
  func tokens(atMost count: Int) -> Figure {
    let columns = days(atMost: count).map { day, group in
      Columns.Column(
        name: String(day.text.suffix(5)),
        parts: [
          Double(group.outputTokens), Double(group.inputTokens), Double(group.cacheCreationTokens),
          Double(group.cacheReadTokens),
        ].map { $0 / 1000 })
    }
    return Columns(
      styles: ["k0", "k1", "k2", "k4"], words: ["output", "input", "cache write", "cache read"],
      columns: columns
    ).figure("Tokens by day, in thousands", of: "day")
  }
}
