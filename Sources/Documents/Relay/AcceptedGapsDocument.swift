package import TLM

/// What somebody said of gaps that nobody can heal: what `tlm relay accept --json` prints.
package struct AcceptedGapsDocument: Document {
  private let accepted: AcceptedGaps

  package init(_ accepted: AcceptedGaps) { self.accepted = accepted }

  package var json: Value {
    [
      "gaps": .integer(Int64(accepted.gaps)), "through": .integer(accepted.through.rawValue),
      "origins": .array(accepted.origins.map(Value.string)), "by": .string(accepted.by),
      "reason": .string(accepted.reason),
    ]
  }
}
