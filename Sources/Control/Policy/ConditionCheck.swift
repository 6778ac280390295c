import Events

/// A condition as it is evaluated again and again: what it claims, without words, so that it is copied
/// without counting references.
struct ConditionCheck: Sendable {
  let claim: Claim
  /// Once true it stays true until this holds.
  let clear: Claim?
  let sustained: Nanoseconds?
  let staleAfter: Nanoseconds?
  /// Whether it asks for a window, which is summed up at the instant.
  let hasWindow: Bool

  /// - Parameter words: the words that conditions compare with; gets those of this one.
  init(_ condition: Policy.Condition, _ words: inout [String]) {
    claim = Claim(condition.comparison, &words)
    clear = condition.clear.map { Claim($0, &words) }
    sustained = condition.sustained
    staleAfter = condition.staleAfter
    hasWindow = condition.question.window_s != nil
  }

  /// Whether a reading of `time` still says something at `now`.
  func isFresh(_ time: Timestamp, at now: Timestamp) -> Bool {
    staleAfter.map { now.elapsed(since: time) <= $0 } ?? true
  }

  /// A comparison with a number, or with a word, which is kept elsewhere.
  struct Claim: Sendable {
    private let sign: Comparison.Operator
    private let threshold: Double
    /// The place of the word; -1 for a number.
    private let word: Int

    init(_ comparison: Comparison, _ words: inout [String]) {
      sign = comparison.operator
      switch comparison.threshold {
      case .number(let number): (threshold, word) = (number, -1)
      case .word(let text):
        (threshold, word) = (.nan, words.count)
        words.append(text)
      }
    }

    /// Whether it is true; a word and a number cannot be compared, so nothing is true of them.
    func holds(_ value: SensorValue, _ words: [String]) -> Bool {
      switch value {
      case .number(let number): word < 0 && sign.holds(number, threshold)
      case .word: word >= 0 && Comparison(sign, .word(words[word])).holds(value)
      }
    }
  }
}
