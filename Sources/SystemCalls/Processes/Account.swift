#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// An account of this machine, by the system's own list.
///
/// On Linux that is `/etc/passwd` (passwd(5)), read as it stands: the C library would load what other
/// lists the machine may have into this process, which a program without a loader cannot. Who is in
/// one of those alone has `$HOME` and `$USER` from whoever let them in.
struct Account {
  let name: String
  let home: String

  /// The account of a user; nil where the list has none.
  init?(of user: UInt32) {
    #if os(Linux)
      // A list that cannot be read knows nobody.
      guard let list = try? Folder.contents(of: "/etc/passwd", limit: 1 << 24) else { return nil }
      for line in list.split(separator: UInt8(ascii: "\n")) {
        let parts = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        let texts = parts.map { String(decoding: $0, as: UTF8.self) }
        guard texts.count == 7, UInt32(texts[2]) == user else { continue }
        (name, home) = (texts[0], texts[5])
        return
      }
      return nil
    #else
      guard let entry = unsafe getpwuid(user), let name = unsafe entry.pointee.pw_name,
        let home = unsafe entry.pointee.pw_dir
      else { return nil }
      self.name = unsafe String(cString: name)
      self.home = unsafe String(cString: home)
    #endif
  }
}
