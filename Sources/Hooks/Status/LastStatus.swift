import Events
import Journal
import SystemCalls

/// What a session's status line said last, in a small file of the user's, so that it is told once.
///
/// Where that cannot be kept, snapshots are told more often than they need be, and nothing else
/// happens.
struct LastStatus {
  private let folder: String
  private let path: String

  /// Sessions that are remembered.
  private static let most = 256
  /// Bytes of the longest file of these.
  private static let limit = 16_384

  /// - Parameter session: of which it is the status; any text.
  init(session: String, folder: String = StoreLocation.userCache() + "/statusline") {
    self.folder = folder
    path = folder + "/" + Self.name(of: session)
  }

  /// Whether this is something else than what was said last; from now on it is what was.
  func becomes(_ news: [Member]) -> Bool {
    let bytes = Array(JSONWriter.text(of: .object(news)).utf8)
    // What cannot be read was not said.
    let before = (try? Folder.contents(of: path, limit: Self.limit)) ?? nil
    if before == bytes { return false }
    if before == nil { makeRoom() }
    // See above.
    try? Folder.replace(
      path, with: bytes, isSynced: false, draft: path + "." + ProcessFileName.fresh())
    return true
  }

  /// Makes the folder and those above it, and forgets all sessions where there are very many.
  private func makeRoom() {
    var whole = ""
    for name in folder.split(separator: "/") {
      whole += "/" + name
      // What is in the way stays there; the next session tries again.
      _ = try? Folder.make(whole)
    }
    let names = (try? Folder.names(in: folder)) ?? []
    guard names.count >= Self.most else { return }
    for name in names { try? Folder.unlink(folder + "/" + name) }
  }

  /// An id as it is where that is a name for a file, else a number made of it.
  private static func name(of session: String) -> String {
    let isName =
      (1...64).contains(session.utf8.count)
      && session.utf8.allSatisfy { byte in
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
          || byte == UInt8(ascii: "-")
      }
    if isName { return session }
    // FNV-1a: the same in each process.
    let hash = session.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    return "hash-" + String(hash, radix: 16)
  }
}
