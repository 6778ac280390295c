import Documents
package import Journal
import Events
import SystemCalls

/// Which server serves a store: a file that it holds locked as long as it lives, and in which it says
/// where.
package final class ServeLock: Sendable {
  private let file: LockFile

  private static func path(_ layout: StoreLayout) -> String { layout.root + "/serve.lock" }

  /// The file that holds a store's token.
  package static func tokenPath(_ layout: StoreLayout) -> String { layout.root + "/serve.token" }

  /// How long another may look at the lock.
  private static let patience = Duration.milliseconds(300)

  /// - Throws: `ServeError.Code.served` where another server serves the store; `SystemError` where the
  ///   file cannot be made.
  package init(_ layout: StoreLayout) throws {
    let file = try LockFile(Self.path(layout))
    guard try file.acquire(by: deadline(after: Self.patience)) else {
      let other = Self.note(in: layout)
      throw ServeError(
        .served,
        "\(layout.root) is served already"
          + (other.map { " by process \($0.pid), at \($0.places.joined(separator: ", "))" } ?? "")
          + "; end it with tlm serve stop, or use it")
    }
    self.file = file
    // A server that was killed said where it was; its number may be anybody's by now.
    try file.file.truncate(to: 0)
  }

  /// Says where the server is.
  package func write(_ note: ServeNote) throws {
    let bytes = Array((JSONWriter.text(of: note.json) + "\n").utf8)
    try file.file.truncate(to: 0)
    try file.file.write(bytes.span, at: 0)
  }

  /// Says that nobody serves any more.
  package func clear() {
    // Who finds the file unlocked does not read it.
    try? file.file.truncate(to: 0)
  }

  private static func note(in layout: StoreLayout) -> ServeNote? {
    guard let bytes = try? Folder.contents(of: path(layout), limit: 1 << 16) else { return nil }
    return JSONBody.value(of: bytes).flatMap(ServeNote.init(json:))
  }

  /// The server of a store; nil where there is none.
  package static func server(of layout: StoreLayout) -> ServeNote? {
    isHeld(layout) ? note(in: layout) : nil
  }

  /// Whether a server holds it.
  package static func isHeld(_ layout: StoreLayout) -> Bool {
    guard let file = try? Descriptor.open(path(layout), .read) else { return false }
    guard let isFree = try? file.tryLock(isShared: true) else { return false }
    if isFree { file.unlock() }
    return !isFree
  }
}
