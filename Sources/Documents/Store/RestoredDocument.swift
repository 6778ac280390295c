package import Keeping
package import TLM

/// A store that was made of copies: what `tlm restore --json` and `tlm recover --json` print.
package struct RestoredDocument: Document {
  private let restored: Restored

  package init(_ restored: Restored) { self.restored = restored }

  package var json: Value {
    [
      "path": .string(restored.path), "store": .string(restored.store),
      "origin": restored.origin.map(Value.string) ?? .null, "bytes": .integer(restored.bytes),
      "end": .integer(restored.end.rawValue), "segments": .integer(Int64(restored.segments)),
      "missing": .array(
        restored.missing.map { range in
          [
            "from": .integer(range.lowerBound.rawValue),
            "to": .integer(range.upperBound.rawValue),
          ]
        }),
      "damaged": .array(restored.damaged.map(Value.string)),
    ]
  }
}
