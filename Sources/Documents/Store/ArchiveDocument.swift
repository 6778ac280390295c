package import Archives
package import TLM

/// What `tlm archive list --json` and `tlm archive verify --json` print.
package struct ArchiveDocument: Document {
  private let segments: [Archive.Segment]
  private let verdicts: [Archive.Verdict]?

  /// - Parameter verdicts: of each segment; nil where they were not looked at.
  package init(_ segments: [Archive.Segment], _ verdicts: [Archive.Verdict]? = nil) {
    self.segments = segments
    self.verdicts = verdicts
  }

  package var json: Value {
    let entries = segments.indices.map { index -> Value in
      let segment = segments[index]
      var members: [Member] = [
        Member("segment", .integer(segment.base.rawValue)),
        Member("bytes", segment.bytes.map { .integer($0) } ?? .null),
        Member("lines", segment.lines.map { .integer($0) } ?? .null),
        Member("packed_bytes", .integer(segment.packed)),
        Member("in_log", .bool(segment.isInLog)),
      ]
      if let verdicts { members.append(Member("verdict", .string(verdicts[index].rawValue))) }
      return .object(members)
    }
    return ["segments": .array(entries)]
  }
}
