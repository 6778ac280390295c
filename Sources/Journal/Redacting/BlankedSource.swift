import Events
import SystemCalls

/// That lines of a source are being blanked, in `log/BLANKING`: whoever drains next finishes it before
/// anything else, as a source that is blanked in part looks like another one.
struct BlankedSource: Sendable, Equatable {
  /// By which name markers know it.
  let name: String
  let inode: UInt64
  /// Up to where the log has it.
  let cursor: Int64
  let edits: [Edit]

  struct Edit: Sendable, Equatable {
    let offset: Int64
    let bytes: [UInt8]
  }

  private static let mark = Array("tlm blanking 1\n".utf8)

  init(name: String, inode: UInt64, cursor: Int64, edits: [Edit]) {
    self.name = name
    self.inode = inode
    self.cursor = cursor
    self.edits = edits
  }

  var bytesOfFile: [UInt8] {
    var writer = PackedWriter(bytes: Self.mark)
    writer.text(name)
    writer.number(Int64(bitPattern: inode))
    writer.number(cursor)
    writer.number(Int64(edits.count))
    for edit in edits {
      writer.number(edit.offset)
      writer.blob(edit.bytes)
    }
    writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
    return writer.bytes
  }

  /// nil for anything but the bytes that were written.
  init?(_ file: [UInt8]) {
    var reader = PackedReader(bytes: file, index: Self.mark.count)
    guard file.starts(with: Self.mark), let name = reader.text(), let inode = reader.number(),
      let cursor = reader.number(), let count = reader.number(),
      (0...Int64(file.count)).contains(count)
    else { return nil }
    var edits: [Edit] = []
    for _ in 0..<count {
      guard let offset = reader.number(), offset >= 0, let bytes = reader.blob(),
        offset <= cursor - Int64(bytes.count)
      else { return nil }
      edits.append(Edit(offset: offset, bytes: bytes))
    }
    self.init(name: name, inode: UInt64(bitPattern: inode), cursor: cursor, edits: edits)
    guard bytesOfFile == file else { return nil }
  }

  /// The one that somebody began; nil where nobody did.
  static func pending(_ layout: StoreLayout) throws(SystemError) -> BlankedSource? {
    // A draft is none: it is renamed when all of it is there.
    try Folder.contents(of: layout.blanking, limit: 1 << 30).flatMap(BlankedSource.init)
  }
}

extension DrainHold {
  /// Finishes what somebody began who died.
  mutating func finishBlanking() throws(JournalError) {
    let layout = layout
    let pending = try journaled { () throws(SystemError) in try BlankedSource.pending(layout) }
    if let pending { try finish(pending) }
  }

  /// Blanks the lines, and says in the log how the source begins now: it is known by that.
  private mutating func finish(_ pending: BlankedSource) throws(JournalError) {
    let layout = layout
    let source = try journaled { () throws(SystemError) in
      try SourceCatalog.all(in: layout).first { $0.name == pending.name }
    }
    if let source, let content = try blanked(source.location, pending) {
      let head = try journaled { () throws(SystemError) in try content.head(pending.cursor) }
      let last = cursors.markers[pending.name]
      let isTold = last.map {
        $0.from == pending.cursor && $0.length == 0 && $0.head == head
      }
      if isTold != true { try mark(content, named: pending.name, from: pending.cursor) }
    }
    try journaled { () throws(SystemError) in
      try Folder.unlink(layout.blanking)
      try Folder.sync(layout.log)
    }
    save()
  }

  /// nil where the source is gone or another one.
  private func blanked(
    _ path: String, _ pending: BlankedSource
  ) throws(JournalError) -> SourceFile? {
    try journaled { () throws(SystemError) in
      guard let content = try SourceFile(path),
        try content.file.status().inode == pending.inode, content.size >= pending.cursor
      else { return nil }
      let file = try Descriptor.open(path, .update)
      for edit in pending.edits { try file.write(edit.bytes.span, at: edit.offset) }
      try file.syncData()
      return content
    }
  }
}

extension EventLog {
  /// Blanks lines of the store's own sources that are in the log already. What is not in it yet stays.
  ///
  /// - Parameter blank: what a line becomes, of as many bytes; nil for one that stays as it is.
  /// - Returns: how many lines of each source were blanked, by its name.
  /// - Throws: as a drain.
  package func blankSources(
    timeout: Duration = .seconds(10), by blank: ([UInt8]) -> [UInt8]?
  ) throws(JournalError) -> [String: Int] {
    let deadline = SystemCalls.deadline(after: timeout)
    return try writer.value.withLock(by: deadline) { tail throws(JournalError) in
      var hold = try DrainHold(&tail)
      defer { tail = hold.tail }
      var counts: [String: Int] = [:]
      let sources = try journaled { () throws(SystemError) in
        try SourceCatalog.all(in: tail.layout)
      }
      for source in sources {
        counts[source.name] = try hold.blank(source.name, source.location, by: blank)
      }
      return counts.filter { $0.value > 0 }
    }
  }

  /// How many lines of each source would be blanked; nothing is changed, and no lock is taken.
  package func linesOfSources(_ isChosen: ([UInt8]) -> Bool) throws(JournalError) -> [String: Int] {
    try journaled { () throws(SystemError) in
      var counts: [String: Int] = [:]
      for source in try SourceCatalog.all(in: layout) {
        guard let content = try SourceFile(source.location) else { continue }
        try SourceLines.each(of: content, to: content.size) { _, line in
          if isChosen(line) { counts[source.name, default: 0] += 1 }
        }
      }
      return counts
    }
  }
}

/// The lines of a source, one after the other.
enum SourceLines {
  /// - Parameter end: where the last of them ends.
  static func each(
    of content: some SourceContent, to end: Int64, _ body: (Int64, [UInt8]) -> Void
  ) throws(SystemError) {
    var place: Int64 = 0
    var room = 1 << 20
    while place < end {
      let bytes = try content.bytes(at: place, count: Int(min(Int64(room), end - place)))
      if bytes.isEmpty { return }
      var start = 0
      while let stop = Newlines.first(in: bytes.span, from: start) {
        if stop > start { body(place + Int64(start), Array(bytes[start..<stop])) }
        start = stop + 1
      }
      // Of a line that is longer all is wanted, and of the last one what there is.
      if start == 0 && place + Int64(bytes.count) < end { room *= 2 } else { room = 1 << 20 }
      if start == 0 && place + Int64(bytes.count) >= end { return body(place, bytes) }
      place += Int64(start)
    }
  }
}

extension DrainHold {
  fileprivate mutating func blank(
    _ name: String, _ path: String, by blank: ([UInt8]) -> [UInt8]?
  ) throws(JournalError) -> Int {
    let layout = layout
    guard let content = try journaled({ () throws(SystemError) in try SourceFile(path) }) else {
      return 0
    }
    let end = try cursor(of: content, named: name)
    var edits: [BlankedSource.Edit] = []
    try journaled { () throws(SystemError) in
      try SourceLines.each(of: content, to: end) { offset, line in
        if let new = blank(line), new != line, new.count == line.count {
          edits.append(BlankedSource.Edit(offset: offset, bytes: new))
        }
      }
    }
    guard !edits.isEmpty else { return 0 }
    try journaled { () throws(SystemError) in
      let pending = BlankedSource(
        name: name, inode: try content.file.status().inode, cursor: end, edits: edits)
      try Folder.replace(layout.blanking, with: pending.bytesOfFile, isSynced: true)
      try Folder.sync(layout.log)
    }
    try finishBlanking()
    return edits.count
  }
}
