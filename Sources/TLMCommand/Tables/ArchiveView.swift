import Archives
import TLM

/// Archived segments, for people.
enum ArchiveView {
  static func lines(
    of segments: [Archive.Segment], _ verdicts: [Archive.Verdict]? = nil, for terminal: Terminal
  ) -> [String] {
    if segments.isEmpty { return ["the archive has no segments"] }
    var columns: [(String, Table.Alignment)] = [
      ("segment", .right), ("size", .right), ("packed", .right), ("lines", .right), ("", .left),
    ]
    if verdicts != nil { columns.append(("verdict", .left)) }
    var table = Table(columns)
    for (index, segment) in segments.enumerated() {
      var row = [
        segment.base.description, segment.bytes.map(Numbers.bytes) ?? "-",
        Numbers.bytes(segment.packed),
        segment.lines.map { Numbers.grouped(Int(clamping: $0)) } ?? "-",
        segment.isInLog ? "in the log, too" : "",
      ]
      if let verdicts { row.append(verdicts[index].rawValue) }
      table.add(row)
    }
    return table.lines(for: terminal) { column, cell in
      column == 5 ? (cell == Archive.Verdict.good.rawValue ? .green : .red) : nil
    }
  }

  static func lines(ofRestored restored: [Position], to folder: String?, first: Position)
    -> [String]
  {
    if restored.isEmpty { return ["the archive has no segment that the log lacks"] }
    let count = Numbers.count(restored.count, "segment")
    if let folder { return ["wrote \(count) to \(SafeText.of(folder))"] }
    return ["put \(count) back; the log begins at \(first)"]
  }
}
