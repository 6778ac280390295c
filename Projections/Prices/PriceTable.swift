import Events

/// Prices of models. Of those that fit a model, those of the first name that fits count; of these the
/// latest that held at the time, for the largest size that the request had.
///
/// Prices are no part of a fold: they are put on what was counted when somebody asks, so that a new
/// price changes what is shown and no digest.
package struct PriceTable: Sendable, Equatable {
  /// In the order in which they are looked through.
  package let prices: [Price]

  /// A table of these prices.
  package init(_ prices: [Price]) { self.prices = prices }

  /// The same with others that come before.
  package func preceded(by prices: [Price]) -> PriceTable { PriceTable(prices + self.prices) }

  /// The prices of a model, of all days and sizes.
  func prices(of model: Label) -> [Price] {
    let name = Self.name(of: model.text)
    let first = prices.first { Self.matches($0.model, name) || $0.model == model.text }
    return first.map { first in prices.filter { $0.model == first.model } } ?? []
  }

  /// The one of a model's prices that holds for a request; of one without a time today's.
  static func price(among prices: [Price], at time: Timestamp?, context: Int64) -> Price? {
    let held = prices.filter { price in
      let hasBegun = time.map { (price.from ?? $0) <= $0 } ?? true
      return hasBegun && price.above.map { context > $0 } ?? true
    }
    return held.max { left, right in
      let (leftFrom, rightFrom) = (left.from?.rawValue ?? .min, right.from?.rawValue ?? .min)
      return (leftFrom, left.above ?? -1) < (rightFrom, right.above ?? -1)
    }
  }

  /// The id of a model without what only tells a release or a size of its window:
  /// `claude-opus-4-1-20250805`, `claude-sonnet-5[1m]`.
  static func name(of model: String) -> String {
    var name = Substring(model)
    if name.hasSuffix("]"), let bracket = name.lastIndex(of: "[") { name = name[..<bracket] }
    if name.hasSuffix("-latest") { name = name.dropLast("-latest".count) }
    let date = name.suffix(9)
    let isDated = date.count == 9 && date.first == "-" && date.dropFirst().allSatisfy(isDigit)
    if isDated { name = name.dropLast(9) }
    return String(name)
  }

  private static func isDigit(_ character: Character) -> Bool { "0"..."9" ~= character }

  /// Whether a pattern with `*` fits all of a name.
  static func matches(_ pattern: String, _ name: String) -> Bool {
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    guard parts.count > 1, let first = parts.first, let last = parts.last else {
      return pattern == name
    }
    guard name.hasPrefix(first), name.utf8.count >= first.utf8.count + last.utf8.count,
      name.hasSuffix(last)
    else { return false }
    var rest = name.dropFirst(first.count).dropLast(last.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let place = rest.firstRange(of: part) else { return false }
      rest = rest[place.upperBound...]
    }
    return true
  }
}
