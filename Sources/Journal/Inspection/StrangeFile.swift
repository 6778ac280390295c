import SystemCalls

/// What stands in a store's folder and is not the store's own: tlm goes without it and leaves it
/// alone.
package struct StrangeFile: Sendable, Equatable {
  package enum Reason: String, Sendable {
    /// Below a store none is followed.
    case link
    /// A pipe, a socket, a device; a file where a folder belongs or the reverse.
    case kind
    /// Neither the store's owner nor this user nor the superuser made it.
    case owner
    /// A second name of a file that stands elsewhere.
    case secondName = "second_name"
  }

  /// From the store's folder on.
  package let name: String
  package let reason: Reason

  /// In which folders files are looked at, and which files of the store's own folder are its own.
  private static let folders = [
    "log", "views", "views/marks", "views/followers", "views/windows", "spool", "damaged",
    "archive", "relay",
  ]
  private static let files = ["in.jsonl", "board", "config.yaml", "rules.yaml"]

  /// All of them; nothing is opened.
  static func all(in layout: StoreLayout) throws(SystemError) -> [StrangeFile] {
    guard let owner = try FileStatus.of(layout.root)?.owner else { return [] }
    var found: [StrangeFile] = []
    func look(_ name: String, isFolder: Bool) throws(SystemError) -> Bool {
      guard let status = try FileStatus.ofName(layout.root + "/" + name) else { return false }
      if let reason = reason(status, isFolder: isFolder, owner: owner, name) {
        found.append(StrangeFile(name: name, reason: reason))
        return false
      }
      return true
    }
    for name in files { _ = try look(name, isFolder: false) }
    for name in try Folder.names(in: layout.root)
    where name.hasPrefix("in.") && !files.contains(name) {
      _ = try look(name, isFolder: false)
    }
    var strange: Set<String> = []
    for folder in folders where !strange.contains(String(folder.prefix { $0 != "/" })) {
      guard try look(folder, isFolder: true) else {
        strange.insert(folder)
        continue
      }
      for name in try Folder.names(in: layout.root + "/" + folder) {
        let path = folder + "/" + name
        if !folders.contains(path) { _ = try look(path, isFolder: false) }
      }
    }
    return found
  }

  private static func reason(
    _ status: FileStatus, isFolder: Bool, owner: UInt32, _ name: String
  ) -> Reason? {
    if status.isLink { return .link }
    if isFolder ? !status.isFolder : !status.isRegular { return .kind }
    if !Enclosure.trusts(status.owner, inStoreOf: owner) { return .owner }
    // A segment has two names while it is being sealed.
    let isSegment = name.hasSuffix(".jsonl") || name.hasSuffix(".next")
    return !isFolder && status.links > 1 && !isSegment ? .secondName : nil
  }
}
