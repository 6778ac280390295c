import Events
import Journal
import Lines

extension Batch {
  /// How many bytes of the content, and of what is written, its first so many written lines are; whole
  /// lines of the content only.
  func firstLines(_ count: Int) -> (bytes: Int, written: Int) {
    var written = 0
    for _ in 0..<count { written = (Newlines.first(in: lines.span, from: written) ?? written) + 1 }
    if ends.isEmpty { return (min(written, bytes), written) }
    let end = ends.last { $0.lines <= written }
    return (end?.bytes ?? 0, end?.lines ?? 0)
  }

  /// The rest of it.
  func dropping(bytes count: Int, written: Int) -> Batch {
    var rest = Batch()
    rest.lines = Array(lines[written...])
    rest.bytes = bytes - count
    rest.part = part
    rest.ends = ends.filter { $0.lines > written }.map { ($0.bytes - count, $0.lines - written) }
    let parsed = LineParser().parse(LineChunk(rest.lines))
    rest.events = parsed.count
    for damage in parsed.quarantined { rest.quarantined[damage.reason, default: 0] += 1 }
    rest.reserved = min(reserved, rest.events)
    return rest
  }
}

extension LineParser {
  /// Whether bytes are one event.
  func isEvent(_ line: [UInt8]) -> Bool {
    let batch = parse(LineChunk(line))
    return batch.count == 1 && batch.quarantined.isEmpty
  }

  /// Whether lines have something in them, and no event.
  func hasNoEvent(_ lines: [UInt8]) -> Bool {
    let batch = parse(LineChunk(lines))
    return batch.count == 0 && !batch.quarantined.isEmpty
  }
}
