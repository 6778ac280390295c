import Events

/// Where the last marker of each source stands: what the file `log/CURSORS` says.
///
/// It is a hint. Every marker below `through` is accounted for, and those behind it are found by
/// reading on from there, so an old copy costs time and never repeats a line.
struct Cursors: Sendable, Equatable {
  /// The last marker of a source, by the source's name.
  var markers: [String: Position] = [:]
  var through: Position
  /// Checksum of the log's bytes right before `through`: another log has others there.
  var check: UInt32 = 0
  /// How the inbox looked when all of it was in the log.
  var inbox: Look?

  /// By what an unchanged file is known.
  struct Look: Sendable, Equatable {
    var inode: UInt64
    var size: Int64
    var modified_ns: Int64

    /// - Parameter status: of the file by its path; of an open file it has no time.
    init(_ status: FileStatus) {
      inode = status.inode
      size = status.size
      modified_ns = status.modified_ns ?? 0
    }

    fileprivate init?(_ words: [Substring]) {
      guard words.count == 4, words[0] == "inbox", let inode = UInt64(words[1]),
        let size = Int64(words[2]), let modified = Int64(words[3])
      else { return nil }
      self.inode = inode
      self.size = size
      modified_ns = modified
    }
  }

  init(through: Position) { self.through = through }

  /// Lines of text, the last of which is the checksum of those before.
  var bytes: [UInt8] {
    var text = "tlm cursors 1 through \(through) \(Checksum.text(check))\n"
    if let inbox { text += "inbox \(inbox.inode) \(inbox.size) \(inbox.modified_ns)\n" }
    for (source, position) in markers.sorted(by: { $0.key < $1.key }) {
      text += "\(position) \(JSONWriter.text(of: .string(source)))\n"
    }
    text += "crc32c \(Checksum.text(Checksum.crc32c(Array(text.utf8).span)))\n"
    return Array(text.utf8)
  }

  /// nil for anything but the bytes that were written.
  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.split(separator: "\n")
    let head = lines.first?.split(separator: " ") ?? []
    guard head.count == 6, head[..<4] == ["tlm", "cursors", "1", "through"],
      let through = Int64(head[4]), let check = UInt32(head[5], radix: 16),
      lines.popLast()?.hasPrefix("crc32c ") == true
    else { return nil }
    self.through = Position(rawValue: through)
    self.check = check
    for line in lines.dropFirst() {
      if let look = Look(line.split(separator: " ")) {
        inbox = look
        continue
      }
      guard let space = line.firstIndex(of: " "), let position = Int64(line[..<space]) else {
        return nil
      }
      // Names with escapes are compared as they are written, by the check below.
      let name = line[line.index(after: space)...].dropFirst().dropLast()
      markers[JSONText.unescape(Array(name.utf8).span)] = Position(rawValue: position)
    }
    guard self.bytes == bytes else { return nil }
  }
}
