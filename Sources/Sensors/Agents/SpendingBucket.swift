import Events

/// What was spent in a stretch of time.
struct SpendingBucket: RingBucket {
  /// In 1e-12 US dollars.
  private(set) var cost: Int128 = 0
  private(set) var tokens = SpentTokens()

  init() {}

  var isEmpty: Bool { cost == 0 && tokens.isEmpty }

  mutating func add(_ cost: Int128, _ tokens: SpentTokens) {
    self.cost = self.cost.adding(cost)
    self.tokens.add(tokens)
  }

  mutating func merge(_ other: SpendingBucket) { add(other.cost, other.tokens) }

  /// Sums at their limit cannot be taken apart.
  mutating func remove(_ other: SpendingBucket) -> Remainder { .unknown }
}

extension Int128 {
  /// The sum, at most the greatest number there is.
  func adding(_ other: Int128) -> Int128 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }

  /// The product with one and the quotient by another, both above 0, at most the greatest number.
  func scaled(by factor: Int128, over divisor: Int128) -> Int128 {
    let (product, overflow) = multipliedReportingOverflow(by: factor)
    return overflow ? .max : product / divisor
  }
}
