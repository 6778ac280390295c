import Events

/// An amount of US dollars in whole 1e-12 of them: a token costs some whole number of those, so that
/// sums of any size are exact. It is rounded once, when it is shown.
package struct Dollars: Equatable, Hashable, Comparable, Sendable {
  /// In 1e-12 US dollars.
  package let picodollars: Int128

  /// An amount in 1e-12 US dollars.
  package init(picodollars: Int128) { self.picodollars = picodollars }

  /// Nothing.
  package static let zero = Dollars(picodollars: 0)

  package static func < (left: Dollars, right: Dollars) -> Bool {
    left.picodollars < right.picodollars
  }

  static func + (left: Dollars, right: Dollars) -> Dollars {
    let (sum, overflow) = left.picodollars.addingReportingOverflow(right.picodollars)
    return Dollars(picodollars: overflow ? .max : sum)
  }

  /// The same in US dollars, rounded half away from zero to whole 1e-6 of them.
  package var rounded: Double {
    let (micro, rest) = picodollars.magnitude.quotientAndRemainder(dividingBy: 1_000_000)
    let whole = Double(micro + (rest >= 500_000 ? 1 : 0)) / 1e6
    return picodollars < 0 ? -whole : whole
  }

  /// The amount that a JSON number, or the text of one, says; nil for one that is negative, that no
  /// bill comes to, or that is no number.
  init?(_ view: borrowing JSONView) {
    guard view.kind == .integer || view.kind == .decimal || view.kind == .string,
      view.text.count <= Self.longest
    else { return nil }
    let text = view.text.indices.map { view.text[$0] }
    guard let amount = ExactDecimal.scaled(text, byTenTo: 12), amount >= 0, amount <= Self.most
    else { return nil }
    self.init(picodollars: amount)
  }

  /// Bytes of the longest number that is looked at.
  private static let longest = 100
  private static let most = Int128(1_000_000_000) * 1_000_000_000_000
}

extension Dollars: Codable {
  package init(from decoder: any Decoder) throws {
    picodollars = try decoder.singleValueContainer().decode(Int128.self)
  }

  package func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(picodollars)
  }
}
