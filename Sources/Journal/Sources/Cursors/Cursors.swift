import Events
import SystemCalls

/// The last marker of each source: what the file `log/CURSORS` says.
///
/// It is a hint. Every marker below `through` is accounted for, and those behind it are found by
/// reading on from there, so an old copy costs time and never repeats a line.
struct Cursors: Sendable, Equatable {
  /// The last marker of a source, by the source's name, as it stands in the log.
  var markers: [String: Marker] = [:]
  /// Markers that the file knows and the log does not show: their line is damaged, or they belong
  /// to another log. `Tail.cursor` decides by the bytes behind them.
  var told: [String: Marker] = [:]
  var through: Position
  /// Checksum of the log's bytes right before `through`: another log has others there.
  var check: UInt32 = 0
  /// How the inbox looked when all of it was in the log.
  var inbox: Look?
  /// How often the inbox was written again with the bytes that were in the log already.
  var repeats = 0
  /// No more of them are counted.
  static let mostRepeats = 1_000_000_000

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

  /// Forgets a source that is gone.
  mutating func forget(_ source: String) {
    markers[source] = nil
    told[source] = nil
  }

  /// Lines of text, the last of which is the checksum of those before.
  var bytes: [UInt8] {
    var text = "tlm cursors 2 through \(through) \(Checksum.text(check))\n"
    if let inbox { text += "inbox \(inbox.inode) \(inbox.size) \(inbox.modified_ns)\n" }
    if repeats > 0 { text += "again \(repeats)\n" }
    let known = markers.merging(told) { _, told in told }
    for (_, marker) in known.sorted(by: { $0.key < $1.key }) { text += marker.entry + "\n" }
    text += "crc32c \(Checksum.text(Checksum.crc32c(Array(text.utf8).span)))\n"
    return Array(text.utf8)
  }

  /// nil for anything but the bytes that were written.
  init?(_ bytes: [UInt8]) {
    let text = String(decoding: bytes, as: UTF8.self)
    var lines = text.split(separator: "\n")
    let head = lines.first?.split(separator: " ") ?? []
    guard head.count == 6, head[..<4] == ["tlm", "cursors", "2", "through"],
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
      if line.hasPrefix("again "), let number = Int(line.dropFirst(6)),
        (1...Self.mostRepeats).contains(number)
      {
        repeats = number
        continue
      }
      guard let marker = Marker(entry: line) else { return nil }
      markers[marker.source] = marker
    }
    guard self.bytes == bytes else { return nil }
  }
}

extension Marker {
  /// The marker in a line of the file.
  fileprivate var entry: String {
    "\(at) \(from) \(length) \(head.length) \(Checksum.text(head.checksum)) "
      + JSONWriter.text(of: .string(source))
  }

  fileprivate init?(entry: Substring) {
    let words = entry.split(separator: " ", maxSplits: 5)
    guard words.count == 6, let at = Int64(words[0]), let from = Int64(words[1]),
      let length = Int64(words[2]), let headLength = Int64(words[3]),
      let headSum = UInt32(words[4], radix: 16), from >= 0, length >= 0
    else { return nil }
    // Names with escapes are compared as they are written, by the check of the whole file.
    self.init(
      source: JSONText.unescape(Array(words[5].dropFirst().dropLast().utf8).span), from: from,
      length: length, at: Position(rawValue: at),
      head: Head(length: headLength, checksum: headSum))
  }
}
