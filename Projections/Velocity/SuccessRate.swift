/// The share of successes among successes and failures, with its Wilson interval at 95 %.
package struct SuccessRate: Sendable, Equatable {
  package let success: Int
  package let failure: Int

  package init(success: Int, failure: Int) {
    self.success = success
    self.failure = failure
  }

  /// Nil where nothing succeeded or failed; so are the bounds.
  package var value: Double? { total == 0 ? nil : Double(success) / total }

  /// The lower bound of the interval.
  ///
  /// The bounds are the roots of (n + z²)·x² − (2·s + z²)·x + s²/n: the greater one is a sum of
  /// positive terms, and the lesser one follows from their product, so nothing cancels out.
  package var low: Double? {
    total == 0 ? nil : success == 0 ? 0 : Double(success) * Double(success) / total / greaterTerm
  }

  /// The upper bound of the interval.
  package var high: Double? {
    total == 0 ? nil : failure == 0 ? 1 : greaterTerm / (total + Self.zSquared)
  }

  private static let z = 1.96
  private static let zSquared = 3.8416

  private var total: Double { Double(success) + Double(failure) }

  private var greaterTerm: Double {
    let spread = Double(success) * Double(failure) / total + Self.zSquared / 4
    return Double(success) + Self.zSquared / 2 + Self.z * spread.squareRoot()
  }
}
