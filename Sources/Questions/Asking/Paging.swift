import TLM

/// Pages: what all questions take that have many answers.
extension Parameter {
  /// At most so many on a page.
  static func limit(_ usual: Int64, _ what: String, _ most: Int64 = 1000) -> Parameter {
    Parameter("limit", .integer(1...most), "At most so many \(what).").usually(.integer(usual))
  }

  /// Where a page before left off.
  static let cursor = Parameter(
    "cursor", .integer(0...Int64.max), "The next of the page before, to go on behind it.")

  /// How many are left out first.
  static let offset = Parameter(
    "offset", .integer(0...1_000_000), "Leave out so many first."
  ).usually(0)
}

extension QuestionArguments {
  var limit: Int { integer("limit") ?? 20 }

  var cursor: Position? {
    integer("cursor").map { Position(rawValue: Int64($0)) }
  }
}
