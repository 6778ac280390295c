package import TLM

/// What `tlm archive restore --json` prints.
package struct UnarchivedDocument: Document {
  private let segments: [Position]
  private let files: [String]
  private let first: Position

  /// - Parameters:
  ///   - files: where they were written to; none where they are in the log again.
  ///   - first: where the log begins now.
  package init(_ segments: [Position], files: [String], first: Position) {
    self.segments = segments
    self.files = files
    self.first = first
  }

  package var json: Value {
    [
      "segments": .array(segments.map { .integer($0.rawValue) }),
      "files": .array(files.map { .string($0) }), "first": .integer(first.rawValue),
    ]
  }
}
