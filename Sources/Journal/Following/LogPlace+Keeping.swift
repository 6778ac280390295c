package import Events
import SystemCalls

extension LogPlace {
  /// The place as a document keeps it, for the same reader begun anew.
  package var value: Value {
    [
      "position": .integer(position.rawValue), "length": .integer(Int64(length)),
      "crc32c": .string(Checksum.text(checksum)),
    ]
  }

  /// Nil for what is no such document.
  package init?(_ value: Value) {
    guard case .integer(let position)? = value["position"], position >= 0,
      case .integer(let length)? = value["length"], 0...min(position, 1 << 16) ~= length,
      let checksum = value["crc32c"]?.text.flatMap({ UInt32($0, radix: 16) })
    else { return nil }
    self.init(position: Position(rawValue: position), length: Int(length), checksum: checksum)
  }

  /// Whether the log has other lines before the place than it had, though none of them was blanked.
  package func wasReplaced(in log: EventLog) throws(JournalError) -> Bool {
    if length == 0 || holds(in: log) { return false }
    let start = Position(rawValue: position.rawValue - Int64(length))
    // What was pruned cannot be compared.
    if try log.bounds().lowerBound > start { return false }
    return try log.redactedLines(in: start..<position).isEmpty
  }
}

extension EventLog {
  /// The lines of a stretch that were blanked, in their order.
  package func redactedLines(in range: Range<Position>) throws(JournalError) -> [RedactedLine] {
    let layout = layout
    let lines = try journaled { () throws(SystemError) in
      try RedactedBytes.lines(in: range, layout)
    }
    return Set(lines).sorted { $0.start < $1.start }
  }
}
