import Journal
import SystemCalls

/// The key by which inputs are told apart that are not in the log: 32 random bytes of this user's.
///
/// It stands in no store, so that whoever is given a log, a backup or a relay's copy cannot try out
/// what an input may have been. Calls are compared within minutes: where it is lost, another one is
/// made, and nothing else is.
package enum DigestKey: Sendable {
  /// Where it is kept, for its user only.
  package static func path() -> String { StoreLocation.userCache() + "/digest.key" }

  /// The key, which is made where there is none; nil where it can be neither read nor made: a hook
  /// goes on without.
  package static func kept(in path: String = path()) -> [UInt8]? {
    if let key = read(path) { return key }
    try? make(path)
    return read(path)
  }

  private static let length = 32

  /// Nil also for one that others may read, or that is cut short.
  private static func read(_ path: String) -> [UInt8]? {
    // What cannot be looked at is no key.
    guard let status = (try? FileStatus.of(path)) ?? nil, status.isRegular,
      status.owner == OwnProcess.user, status.permissions & 0o077 == 0,
      let bytes = (try? Folder.contents(of: path, limit: 1 << 10)) ?? nil, bytes.count == length
    else { return nil }
    return bytes
  }

  /// Of several who make one at the same time the first has made it.
  private static func make(_ path: String) throws(SystemError) {
    var random = SystemRandomNumberGenerator()
    let bytes = (0..<length).map { _ in UInt8.random(in: 0 ... .max, using: &random) }
    var folder = ""
    for part in path.split(separator: "/").dropLast() {
      folder += "/" + part
      if try FileStatus.of(folder) == nil { try Folder.make(folder) }
    }
    let draft = path + "." + ProcessFileName.fresh()
    let file = try Descriptor.open(draft, .update, create: true, exclusive: true)
    defer { try? Folder.unlink(draft) }
    try file.write(bytes.span, at: 0)
    if try !Folder.link(draft, to: path), read(path) == nil {
      // What stands there is no key.
      try Folder.rename(draft, to: path)
    }
  }
}
