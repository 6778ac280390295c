package import TLM

/// How a query found its events: what `tlm query --json --explain` adds.
package struct ExplanationDocument: Document {
  private let explanation: Query.Explanation

  package init(_ explanation: Query.Explanation) { self.explanation = explanation }

  package var json: Value {
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
