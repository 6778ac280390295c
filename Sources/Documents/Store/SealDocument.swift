package import Sealing
package import TLM

/// What a log is up to its end: what `tlm seal --json` prints.
package struct SealDocument: Document {
  private let seal: SegmentSeal

  package init(_ seal: SegmentSeal) { self.seal = seal }

  package var json: Value {
    [
      "store": .string(seal.store), "position": .integer(seal.end.rawValue),
      "chain": .string(seal.value.description), "head": .string(seal.head.description),
      "time": .string(seal.time),
    ]
  }
}
