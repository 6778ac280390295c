package import TLM

/// Whether all ways to fold a log come to the same: what `tlm projections verify --json` prints.
package struct VerificationDocument: Document {
  private let verification: Verification

  package init(_ verification: Verification) { self.verification = verification }

  package var json: Value {
    [
      "projection": .string(verification.projection), "ok": .bool(verification.isGood),
      "ways": .array(
        verification.ways.map { way in
          [
            "way": .string(way.name), "digest": .string(way.replay.digest.description),
            "through": way.replay.through.map { .integer($0.rawValue) } ?? .null,
            "events": .integer(Int64(way.replay.events)),
            "matched": .integer(Int64(way.replay.matched)),
            "failed": .integer(Int64(way.replay.failed)),
            "skipped": .integer(Int64(way.replay.skipped)),
            "quarantined": .integer(Int64(way.replay.quarantined)),
          ]
        }),
      "problems": .array(verification.problems.map { .string($0) }),
      "notes": .array(verification.notes.map { .string($0) }),
    ]
  }
}
