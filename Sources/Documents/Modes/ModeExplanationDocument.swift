package import TLM

/// Why the mode is what it is: what `tlm mode explain --json` prints.
package struct ModeExplanationDocument: Document {
  private let course: ModeRecord
  private let why: String

  /// - Parameter why: the sentence, with times as the reader is told them.
  package init(_ course: ModeRecord, why: String) {
    self.course = course
    self.why = why
  }

  package var json: Value {
    let members = [Member("mode", .string(course.mode.text)), Member("why", .string(why))]
    return .object(members + (course.last?.report.members ?? []))
  }
}
