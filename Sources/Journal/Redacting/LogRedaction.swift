package import Events
package import SystemCalls

/// What changes the files of a log of which lines are blanked, one durable step after the other.
///
/// The intent comes first; from there on the redaction is decided, and whoever comes after a death goes
/// on with it. A segment is written anew beside the old one and takes its place at once: whoever reads it
/// sees the one or the other, both of the same length.
package struct LogRedaction: ~Copyable, Sendable {
  private let log: EventLog
  private let turn: LockFile

  /// Takes the turn, which is that of prunes.
  ///
  /// - Throws: `busy` where another process has it, `readOnly`, `system`.
  package init(_ log: EventLog, timeout: Duration = .seconds(1)) throws(JournalError) {
    turn = try LogPruning.turn(log.layout, timeout)
    self.log = log
  }

  deinit { turn.file.unlock() }

  /// Decides it.
  package func begin(_ intent: RedactIntent) throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in
      try Folder.replace(layout.redactIntent, with: intent.bytesOfFile, isSynced: true)
      try Folder.sync(layout.log)
    }
  }

  /// Digests by which all but the lines of a segment can be shown to be as it was.
  package typealias Prove = (
    _ old: Descriptor, _ new: Descriptor, [RedactedLine]
  ) throws(SystemError) -> [UInt8]

  /// Blanks lines of a sealed segment.
  ///
  /// - Parameters:
  ///   - lines: all of them in this segment, in their order.
  ///   - blank: what a line becomes, of as many bytes; of its own result it makes the same.
  ///   - prove: asked once both are on the disk.
  /// - Throws: `system` where the segment still takes appends, or is not there.
  package func blank(
    _ lines: [RedactedLine], in base: Position, _ intent: RedactIntent,
    by blank: ([UInt8]) -> [UInt8], prove: Prove
  ) throws(JournalError) {
    let layout = log.layout
    var known = try RedactedSegment(layout, base) ?? RedactedSegment()
    try journaled { () throws(SystemError) in
      let draft = try Self.draft(of: base, lines, layout, by: blank)
      if let draft {
        let old = try Descriptor.open(layout.segment(base), .read)
        let proof = try prove(old, draft, lines)
        known.add(intent.record(of: lines, in: base, proof: proof))
        try Folder.replace(layout.redacted(base), with: known.bytes, isSynced: true)
        try Folder.sync(layout.log)
        try Folder.rename(draft.path, to: layout.segment(base))
        try Folder.sync(layout.log)
      }
      try Self.amendSum(of: base, lines, layout)
    }
  }

  /// The segment with the lines blanked, durably beside it; nil where it has them so.
  private static func draft(
    of base: Position, _ lines: [RedactedLine], _ layout: StoreLayout,
    by blank: ([UInt8]) -> [UInt8]
  ) throws(SystemError) -> Descriptor? {
    let path = layout.segment(base) + ".new"
    try Folder.unlink(path)
    let old = try Descriptor.open(layout.segment(base), .read)
    guard try old.status().isSealed else {
      throw SystemError(.open, old.path, ErrorNumber.busy)
    }
    var edits: [(offset: Int64, bytes: [UInt8])] = []
    for line in lines {
      let offset = line.start.rawValue - base.rawValue
      let before = try old.bytes(at: offset, count: line.length)
      let after = blank(before)
      if after != before, after.count == before.count { edits.append((offset, after)) }
    }
    guard !edits.isEmpty else { return nil }
    let draft = try Descriptor.open(path, .update, create: true, exclusive: true)
    var offset: Int64 = 0
    while true {
      let part = try old.bytes(at: offset, count: 1 << 20)
      if part.isEmpty { break }
      try draft.write(part.span, at: offset)
      offset += Int64(part.count)
    }
    for edit in edits { try draft.write(edit.bytes.span, at: edit.offset) }
    try draft.setPermissions(0o400)
    try draft.syncData()
    return draft
  }

  /// The sum says of each block in which a line was blanked what it is now, and of the others what it
  /// always said: damage elsewhere is still found.
  private static func amendSum(
    of base: Position, _ lines: [RedactedLine], _ layout: StoreLayout
  ) throws(SystemError) {
    guard let old = try Folder.contents(of: layout.sum(base)), let sum = SealSum(old) else {
      return
    }
    let file = try Descriptor.open(layout.segment(base), .read)
    let amended = try sum.amended(Self.blocks(of: lines, base), of: file)
    if amended == sum { return }
    try Folder.replace(layout.sum(base), with: amended.bytes, isSynced: true)
    try Folder.sync(layout.log)
  }

  /// The numbers of the blocks of a segment in which lines stand, in their order.
  package static func blocks(of lines: [RedactedLine], _ base: Position) -> [Int] {
    var blocks: Set<Int> = []
    for line in lines where line.length > 0 {
      let start = Int(line.start.rawValue - base.rawValue)
      blocks.formUnion(start / SealSum.block...(start + line.length - 1) / SealSum.block)
    }
    return blocks.sorted()
  }

  /// Blanks parts of files below `damaged/`.
  package func blank(_ scraps: [RedactIntent.Scrap]) throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in
      for scrap in scraps where !scrap.file.contains("/") {
        let path = layout.damaged + "/" + scrap.file
        guard let status = try FileStatus.ofName(path),
          status.size >= scrap.offset + Int64(scrap.length)
        else { continue }
        let file = try Descriptor.open(path, .update)
        let spaces = [UInt8](repeating: UInt8(ascii: " "), count: scrap.length)
        try file.write(spaces.span, at: scrap.offset)
        try file.syncData()
      }
    }
  }

  /// Takes the board away, which shows what sensors made of events; who publishes one begins it anew.
  package func dropBoard() throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in
      guard try FileStatus.ofName(layout.board) != nil else { return }
      try Folder.unlink(layout.board)
      try Folder.sync(layout.root)
    }
  }

  /// From here on what was folded and indexed before is of another edition.
  package func publish(_ intent: RedactIntent) throws(JournalError) {
    let layout = log.layout
    guard log.edition != intent.edition else { return }
    try journaled { () throws(SystemError) in
      try Folder.replace(
        layout.edition, with: LogEdition.bytes(intent.edition), isSynced: true)
      try Folder.sync(layout.log)
    }
  }

  /// Says that it is over.
  package func finish() throws(JournalError) {
    let layout = log.layout
    try journaled { () throws(SystemError) in
      try Folder.unlink(layout.redactIntent)
      try Folder.sync(layout.log)
    }
  }
}
