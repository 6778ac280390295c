import Events

/// What one line says of a response.
struct ResponseTelling: Sendable {
  var origin: Origin
  var teller: Teller
  var isMain = false
  /// Never empty.
  var model: Label? { didSet { if model?.text.isEmpty ?? false { model = nil } } }
  /// How far the name of the model can be trusted; the less, the better.
  var modelRank: UInt8 = 0
  var request: Fingerprint?
  var tokens = TokenCounts()
  var cost: Dollars?
  /// Whether it has a count that nobody can read, and whether it has such a cost.
  var isUnreadable = false
  var hasUnreadableCost = false

  /// Takes in what the source says that it cost.
  mutating func read(cost view: borrowing JSONView) {
    if view.isNull { return }
    cost = Dollars(view)
    hasUnreadableCost = cost == nil
  }
}
