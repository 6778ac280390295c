package import Events

/// What the tokens of one model cost, from a day on, in requests of a size.
package struct Price: Sendable, Equatable {
  /// The model: its id without a date at the end; `*` stands for any characters.
  package var model: String
  /// The first day of it, in UTC; nil: it always held.
  package var from: Timestamp?
  /// It holds for requests with more input than so many tokens, from a cache or not; nil: for all.
  package var above: Int64?
  /// Of a token of each kind; nil where the source gives none.
  package var rates: Rates
  /// Where the figures were found.
  package var source: String

  /// Of one token each, in 1e-12 US dollars; nil where there is none.
  package struct Rates: Sendable, Equatable {
    /// Input that came out of no cache and went into none.
    package var input: Int64?
    /// Output, thoughts included.
    package var output: Int64?
    /// Input that came out of a cache.
    package var cacheRead: Int64?
    /// Input that went into a cache, for some minutes.
    package var cacheWrite: Int64?
    /// Input that went into a cache for an hour.
    package var cacheWrite1h: Int64?

    /// The rates of a token of each kind.
    package init(
      input: Int64?, output: Int64?, cacheRead: Int64? = nil, cacheWrite: Int64? = nil,
      cacheWrite1h: Int64? = nil
    ) {
      self.input = input
      self.output = output
      self.cacheRead = cacheRead
      self.cacheWrite = cacheWrite
      self.cacheWrite1h = cacheWrite1h
    }
  }

  /// A price of a model.
  package init(
    _ model: String, from: Timestamp? = nil, above: Int64? = nil, _ rates: Rates, source: String
  ) {
    self.model = model
    self.from = from
    self.above = above
    self.rates = rates
    self.source = source
  }
}

extension Price.Rates {
  /// What tokens cost; nil where there are some of a kind that has no price.
  func cost(of tokens: TokenCounts) -> Dollars? {
    let hour = min(tokens.cacheCreation1h, tokens.cacheCreation)
    let parts = [
      (tokens.input, input), (tokens.output, output), (tokens.cacheRead, cacheRead),
      (tokens.cacheCreation - hour, cacheWrite), (hour, cacheWrite1h ?? cacheWrite),
    ]
    var sum: Int128 = 0
    for (count, rate) in parts where count > 0 {
      guard let rate else { return nil }
      sum += Int128(count) * Int128(rate)
    }
    return Dollars(picodollars: sum)
  }
}
