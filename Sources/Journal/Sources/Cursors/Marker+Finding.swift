import Events

extension Marker {
  /// The markers among whole lines that stand at `position`, in their order, and where the line of
  /// each ends.
  static func all(in lines: Span<UInt8>, at position: Position) -> [(Marker, end: Position)] {
    var found: [(Marker, end: Position)] = []
    var start = 0
    while start < lines.count {
      let end = Newlines.first(in: lines, from: start) ?? lines.count
      let line = lines.extracting(start..<end)
      if mayBe(line), let marker = Marker(line: line, at: position.advanced(by: start)) {
        found.append((marker, position.advanced(by: end + 1)))
      }
      start = end + 1
    }
    return found
  }

  /// Markers begin `{"ts":"…","event":"tlm.drained"`, 27 characters of time.
  private static func mayBe(_ line: Span<UInt8>) -> Bool {
    line.count > 60 && line[2] == UInt8(ascii: "t") && line[45] == UInt8(ascii: "t")
      && line[49] == UInt8(ascii: "d")
  }
}
