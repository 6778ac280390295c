package import Analysis
package import TLM

/// How a query found its events: what `tlm query --json --explain` adds.
package struct ExplanationDocument: Document {
  private let explanation: Query.Explanation
  private let howFound: HowFound?

  /// - Parameter howFound: which conditions the index answered, where that is known.
  package init(_ explanation: Query.Explanation, _ howFound: HowFound? = nil) {
    self.explanation = explanation
    self.howFound = howFound
  }

  package var json: Value {
    guard let howFound else { return .object(figures.members) }
    func list(_ conditions: [String]) -> Value { .array(conditions.map { .string($0) }) }
    return .object(
      figures.members + [
        Member("by_index", list(howFound.byIndex)), Member("by_looking", list(howFound.byLooking)),
      ])
  }

  private var figures: Value {
    [
      "index": .bool(explanation.indexedThrough != nil),
      "reason": explanation.reason.map(Value.string) ?? .null,
      "indexed_through": explanation.indexedThrough.map { .integer($0.rawValue) } ?? .null,
      "candidates": explanation.candidates.map { .integer(Int64($0)) } ?? .null,
      "bytes_skipped": .integer(explanation.bytesSkipped),
      "tail_bytes": .integer(explanation.tailBytes),
      "waiting_bytes": .integer(explanation.waitingBytes),
      "bytes": .integer(explanation.bytes),
      "examined": .integer(Int64(explanation.examined)),
      "matched": .integer(Int64(explanation.matched)),
      "untimely": .integer(Int64(explanation.untimely)),
    ]
  }
}
