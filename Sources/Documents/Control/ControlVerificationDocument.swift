package import TLM

/// Which recorded transitions are confirmed: what `tlm control verify --json` prints.
package struct ControlVerificationDocument: Document {
  private let result: ControlVerification.Result
  private let rules: Rules
  private let look: (Position) -> String

  /// - Parameters:
  ///   - rules: what was decided by anew.
  ///   - look: the command that shows the event at a position.
  package init(
    _ result: ControlVerification.Result, rules: Rules, look: @escaping (Position) -> String
  ) {
    self.result = result
    self.rules = rules
    self.look = look
  }

  package var json: Value {
    [
      "ok": .bool(result.isSound), "rules": RuleOriginDocument(rules).json,
      "confirmed": .integer(Int64(result.confirmed)), "manual": .integer(Int64(result.manual)),
      "foreign": .integer(Int64(result.foreign)), "pruned": .integer(Int64(result.pruned)),
      "doubts": .array(
        result.doubts.map { doubt in
          [
            "position": .integer(doubt.position.rawValue), "reason": .string(doubt.reason),
            "look": .string(look(doubt.position)),
          ]
        }),
    ]
  }
}
