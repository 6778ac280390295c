import TLM

/// Every question under a name. A new file is listed here; a test insists.
package enum QuestionCatalog {
  /// All of them, in the order in which people are told them.
  package static let all: [NamedQuestion] = [
    .summary, .trends, .trace, .query, .tail, .stats, .usage, .sessions, .session, .runs, .run,
    .sensors, .mode, .explain, .projections, .projection, .schema,
  ]

  /// The question of a name.
  ///
  /// - Throws: `notFound` where there is none, with what there is.
  package static func named(_ name: String) throws(QuestionError) -> NamedQuestion {
    if let question = all.first(where: { $0.name == name }) { return question }
    let names = all.map(\.name)
    throw .notFound(
      "there is no question \(name.prefix(100))\(Nearest.suggestion(for: name, in: names))"
        + "; there are \(names.joined(separator: ", "))")
  }
}
