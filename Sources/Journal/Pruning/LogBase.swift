package import Events
import SystemCalls

/// What a prune left of the lines that it took away: `log/CUT.base`, which stands for all of them.
///
/// It is a list of named sections, each with its own checksum, so that whoever wants one of them
/// reads that and the head alone. What is in a section is the business of who wrote it: states and
/// revisions the engine's, cursors the journal's.
package struct LogBase: Sendable {
  /// Where the oldest line stands that is kept.
  package let cut: Position
  /// When it was written, by the wall clock.
  package let made: Timestamp
  private let file: Descriptor
  private let sections: [Section]

  struct Section: Sendable {
    let name: String
    let offset: Int64
    let length: Int64
    let checksum: UInt32
  }

  private static let mark = Array("tlm base 1\n".utf8)
  /// Bytes of the longest head: some thousand sections.
  private static let headLimit = 1 << 20

  /// The base of a cut; nil where there is none, or where its head is damaged.
  ///
  /// - Throws: `system` or `readOnly` where the file is there and cannot be read.
  package static func open(at cut: Position, of layout: StoreLayout) throws(JournalError)
    -> LogBase?
  {
    do throws(SystemError) {
      let file = try Descriptor.open(layout.base(cut), .read)
      let size = try file.status().size
      let head = try file.bytes(at: 0, count: Int(min(Int64(headLimit), size)))
      return LogBase(file, head, cut, size: size)
    } catch {
      if error.number == ErrorNumber.noEntry { return nil }
      throw JournalError(error)
    }
  }

  private init?(_ file: Descriptor, _ head: [UInt8], _ cut: Position, size: Int64) {
    guard head.starts(with: Self.mark) else { return nil }
    var reader = PackedReader(bytes: head, index: Self.mark.count)
    guard let length = reader.number(), let body = Int(exactly: length), body >= reader.index,
      body + 8 <= head.count, reader.number() == cut.rawValue, let made = reader.number(),
      let count = reader.number(), (0...Int64(head.count)).contains(count)
    else { return nil }
    var end = PackedReader(bytes: head, index: body)
    guard end.number() == Int64(Checksum.crc32c(head.span.extracting(..<body))) else { return nil }
    var sections: [Section] = []
    for _ in 0..<count {
      // Nobody who writes such a file makes readers ask for more bytes than it has.
      guard let name = reader.text(), let offset = reader.number(), (0...size).contains(offset),
        let length = reader.number(), (0...size - offset).contains(length),
        let checksum = reader.number()
      else { return nil }
      sections.append(
        Section(
          name: name, offset: offset, length: length,
          checksum: UInt32(truncatingIfNeeded: checksum)))
    }
    self.cut = cut
    self.made = Timestamp(rawValue: made)
    self.file = file
    self.sections = sections
  }

  /// The bytes of a section; nil where there is none of this name.
  ///
  /// - Throws: `system` where they are damaged, or cannot be read.
  package func bytes(of name: String) throws(JournalError) -> [UInt8]? {
    guard let section = sections.first(where: { $0.name == name }) else { return nil }
    let bytes = try journaled { () throws(SystemError) in
      try file.bytes(at: section.offset, count: Int(section.length))
    }
    guard Int64(bytes.count) == section.length,
      Checksum.crc32c(bytes.span) == section.checksum
    else { throw damage(name) }
    return bytes
  }

  /// A part of a section, which whoever asks checks by itself; fewer bytes at its end.
  ///
  /// - Throws: `system` where it cannot be read.
  func part(of name: String, at offset: Int64, count: Int) throws(JournalError) -> [UInt8] {
    guard let section = sections.first(where: { $0.name == name }), offset < section.length else {
      return []
    }
    let count = Int(min(Int64(count), section.length - offset))
    return try journaled { () throws(SystemError) in
      try file.bytes(at: section.offset + offset, count: count)
    }
  }

  /// Bytes of a section; 0 where there is none.
  func length(of name: String) -> Int64 { sections.first { $0.name == name }?.length ?? 0 }

  /// What to say of bytes that were changed.
  func damage(_ name: String) -> JournalError {
    JournalError(
      .system,
      "\(file.path) is damaged in its part \(name): what was pruned is not known any more; put the "
        + "file back from a backup")
  }

  /// The first section that is damaged; nil where all of them are as they were written.
  package func firstDamage() throws(JournalError) -> String? {
    for section in sections {
      var sum: UInt32 = 0
      var done: Int64 = 0
      while done < section.length {
        let part = try part(of: section.name, at: done, count: 1 << 20)
        if part.isEmpty { return section.name }
        sum = Checksum.crc32c(part.span, after: sum)
        done += Int64(part.count)
      }
      if sum != section.checksum { return section.name }
    }
    return nil
  }
}

extension LogBase {
  /// A base that is being put together.
  package struct Draft: Sendable {
    package let cut: Position
    package let made: Timestamp
    private var sections: [(name: String, bytes: [UInt8])] = []

    package init(cut: Position, made: Timestamp) {
      self.cut = cut
      self.made = made
    }

    package mutating func add(_ name: String, _ bytes: [UInt8]) { sections.append((name, bytes)) }

    /// Bytes of all sections.
    package var size: Int64 { sections.reduce(0) { $0 + Int64($1.bytes.count) } }

    /// All but the sections: how long it is without its checksum does not depend on their places.
    private func head(_ body: Int64) -> [UInt8] {
      var writer = PackedWriter(bytes: LogBase.mark)
      writer.number(body - 8)
      writer.number(cut.rawValue)
      writer.number(made.rawValue)
      writer.number(Int64(sections.count))
      var offset = body
      for section in sections {
        writer.text(section.name)
        writer.number(offset)
        writer.number(Int64(section.bytes.count))
        writer.number(Int64(Checksum.crc32c(section.bytes.span)))
        offset += Int64(section.bytes.count)
      }
      writer.number(Int64(Checksum.crc32c(writer.bytes.span)))
      return writer.bytes
    }

    /// Puts it where it belongs, durably, whole or not at all.
    func write(_ layout: StoreLayout) throws(SystemError) {
      let path = layout.base(cut)
      let draft = path + ".new"
      try Folder.unlink(draft)
      let file = try Descriptor.open(draft, .update, create: true, exclusive: true)
      let head = head(Int64(head(0).count))
      try file.write(head.span, at: 0)
      var offset = Int64(head.count)
      for section in sections where !section.bytes.isEmpty {
        try file.write(section.bytes.span, at: offset)
        offset += Int64(section.bytes.count)
      }
      try file.syncData()
      try Folder.rename(draft, to: path)
      try Folder.sync(layout.log)
    }
  }
}
