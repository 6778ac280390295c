package import Events
import Journal
package import SystemCalls

/// The mark of one fold as a file that outlives its process: a mapped word, and behind it which
/// projections the fold has.
///
/// Its owner holds the lock of the file. A file whose lock is free belongs to a dead process.
///
/// The word is written by the one thread that folds.
package final class MarkFile: Sendable {
  let word: MappedWord
  private let path: String

  /// Makes a file in `folder`; nil where that cannot be: folds then go on without a mark.
  package init?(in folder: String, for identities: [ProjectionIdentity]) {
    path = folder + "/" + ProcessFileName.fresh()
    // A disk that is full or read-only takes the mark away, and nothing else.
    guard let file = try? Self.made(path, identities) else { return nil }
    guard let word = MappedWord(file) else { return nil }
    self.word = word
  }

  deinit {
    // A file that stays is that of a process that died in peace, and is removed by the next.
    try? Folder.unlink(path)
  }

  private static func made(_ path: String, _ identities: [ProjectionIdentity])
    throws(SystemError) -> Descriptor
  {
    let file = try Descriptor.open(path, .update, create: true, exclusive: true)
    guard try file.tryLock() else { throw SystemError(.flock, path) }
    let text = identities.prefix(MarkedEvent.placeLimit - 1).map { $0.text + "\n" }.joined()
    // The whole page is written, so that touching it can never fail for want of disk.
    let page = [UInt8](repeating: 0, count: MappedWord.mapped) + Array(text.utf8)
    try file.write(page.span, at: 0)
    // Whoever looks in between making and locking takes the file for a dead one's.
    guard try file.status().links == 1 else { throw SystemError(.flock, path) }
    return file
  }

  /// What a dead process left.
  package struct Death: Sendable, Equatable {
    package let path: String
    package let identity: ProjectionIdentity.Text
    package let position: Position
  }

  /// What dead processes were handling.
  ///
  /// - Parameter removesEmpty: whether files are removed that say nothing.
  package static func deaths(in folder: String, removesEmpty: Bool = true) throws(SystemError)
    -> [Death]
  {
    var found: [Death] = []
    for name in try Folder.names(in: folder) where ProcessFileName.isOne(name) {
      let path = folder + "/" + name
      // A file that is gone, or that cannot be opened, says nothing.
      guard let file = try? Descriptor.open(path, .update), try file.tryLock() else { continue }
      let bytes = try file.bytes(at: 0, count: Int(min(1 << 20, file.status().size)))
      if let remains = parsed(bytes, path) {
        found.append(remains)
      } else if removesEmpty {
        try Folder.unlink(path)
      }
    }
    return found
  }

  private static func parsed(_ bytes: [UInt8], _ path: String) -> Death? {
    guard bytes.count > MappedWord.mapped else { return nil }
    // The machine's own order: a mark does not travel.
    let word = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    let identities = bytes[MappedWord.mapped...].split(separator: UInt8(ascii: "\n"))
    guard let event = MarkedEvent(word: UInt64(littleEndian: word)),
      identities.indices.contains(event.place)
    else { return nil }
    let text = String(decoding: identities[event.place], as: UTF8.self)
    return Death(
      path: path, identity: ProjectionIdentity.Text(rawValue: text), position: event.position)
  }
}
