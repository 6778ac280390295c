package import Events
import SystemCalls

/// That a redaction has begun, in `log/REDACTING`: which lines it is about, and never what was looked for.
/// Whoever redacts next finishes it.
package struct RedactIntent: Sendable, Equatable {
  /// The idempotency key of the event that tells of it.
  package let id: String
  /// Why, as the event says.
  package let reason: String
  /// The edition of the log afterwards.
  package let edition: Int
  /// In the order of the log; those that were pruned stand in the archive.
  package let lines: [RedactedLine]
  /// As in `RedactedSegment.Record`.
  package let tails: [Position: UInt32]
  /// Bytes of files below `damaged/` that go, by the files' names.
  package let scraps: [Scrap]

  /// A part of a file that is blanked.
  package struct Scrap: Sendable, Equatable {
    package let file: String
    package let offset: Int64
    package let length: Int

    package init(file: String, offset: Int64, length: Int) {
      self.file = file
      self.offset = offset
      self.length = length
    }
  }

  package init(
    id: String, reason: String, edition: Int, lines: [RedactedLine], tails: [Position: UInt32],
    scraps: [Scrap]
  ) {
    self.id = id
    self.reason = reason
    self.edition = edition
    self.lines = lines
    self.tails = tails
    self.scraps = scraps
  }

  /// What is kept of it beside one segment.
  ///
  /// - Parameter lines: all of them in this segment, in their order.
  package func record(
    of lines: [RedactedLine], in base: Position, proof: [UInt8]
  ) -> RedactedSegment.Record {
    let last = max(base, lines.last?.end ?? base)
    return RedactedSegment.Record(
      id: id, lines: lines, tails: tails.filter { (base...last).contains($0.key) }, proof: proof)
  }

  /// A key that no other redaction has.
  package static func freshID() -> String {
    "\(LogEventName.redacted.rawValue)/\(UInt64.random(in: 0 ... .max))"
  }

  private static let mark = Array("tlm redacting 1\n".utf8)

  var bytesOfFile: [UInt8] {
    var writer = PackedWriter(bytes: Self.mark)
    writer.text(id)
    writer.text(reason)
    writer.number(Int64(edition))
    writer.lines(lines)
    writer.tails(tails)
    writer.number(Int64(scraps.count))
    for scrap in scraps {
      writer.text(scrap.file)
      writer.number(scrap.offset)
      writer.number(Int64(scrap.length))
    }
    writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
    return writer.bytes
  }

  /// nil for anything but the bytes that were written.
  init?(_ file: [UInt8]) {
    var reader = PackedReader(bytes: file, index: Self.mark.count)
    guard file.starts(with: Self.mark), let id = reader.text(), let reason = reader.text(),
      let edition = reader.number(), let lines = reader.lines(), let tails = reader.tails(),
      let count = reader.number(), (0...Int64(file.count)).contains(count)
    else { return nil }
    var scraps: [Scrap] = []
    for _ in 0..<count {
      guard let file = reader.text(), let offset = reader.number(), let length = reader.number(),
        offset >= 0, (0...1 << 40).contains(length)
      else { return nil }
      scraps.append(Scrap(file: file, offset: offset, length: Int(length)))
    }
    self.init(
      id: id, reason: reason, edition: Int(edition), lines: lines, tails: tails, scraps: scraps)
    guard bytesOfFile == file else { return nil }
  }
}

extension EventLog {
  /// Whether a redaction has begun that is not over.
  package var hasUnfinishedRedaction: Bool {
    get throws(JournalError) {
      if try unfinishedRedaction() != nil { return true }
      return try rebasingCut() != nil
    }
  }

  /// The redaction that has begun and is not over; nil where there is none.
  ///
  /// - Throws: `system` or `readOnly` where that cannot be read, `system` where it is damaged.
  package func unfinishedRedaction() throws(JournalError) -> RedactIntent? {
    let bytes = try journaled { () throws(SystemError) in
      try Folder.contents(of: layout.redactIntent, limit: 1 << 30)
    }
    guard let bytes else { return nil }
    if let intent = RedactIntent(bytes) { return intent }
    throw JournalError(
      .system,
      "\(layout.redactIntent) is damaged: a redaction was begun, and which lines it is about is not "
        + "known any more; remove the file and redact them again")
  }
}
