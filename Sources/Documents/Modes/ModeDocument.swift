package import TLM

/// The mode in force and what it allows: what `tlm mode show --json` prints.
package struct ModeDocument: Document {
  private let course: ModeRecord
  private let mode: Policy.Mode?

  /// - Parameter mode: what the rules say of it; nil where they do not know it.
  package init(_ course: ModeRecord, _ mode: Policy.Mode?) {
    self.course = course
    self.mode = mode
  }

  package var json: Value {
    [
      "mode": .string(course.mode.text),
      "since": course.last?.time.map { .string($0.description) } ?? .null,
      "position": course.last.map { .integer($0.position.rawValue) } ?? .null,
      "why": .string(course.explanation),
      "constraints": mode.map { ConstraintsDocument($0.constraints).json } ?? .null,
      "thresholds": .object(
        (mode?.thresholds ?? []).map { Member($0.name, .double($0.value)) }),
    ]
  }
}
