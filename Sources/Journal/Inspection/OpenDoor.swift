import SystemCalls

/// A folder or file of a store that others than its owner may write: whoever does may say anything
/// in the log, or take it away.
package struct OpenDoor: Sendable, Equatable {
  /// From the store's folder on; `.` is that folder.
  package let name: String
  package let permissions: UInt32

  /// Whether everybody may write it, not its group alone.
  package var isForAll: Bool { permissions & 0o002 != 0 }

  private static let names = [
    ".", "log", "log/STORE", "log/LOCK", "log/CURSORS", "in.jsonl", "config.yaml", "rules.yaml",
    "spool", "damaged", "views", "views/data.mdb", "board",
  ]

  /// All of them, the segments among them.
  static func all(in layout: StoreLayout) throws(SystemError) -> [OpenDoor] {
    let log = try SegmentList(layout).bases.map {
      layout.segment($0).dropFirst(layout.root.count + 1)
    }
    var found: [OpenDoor] = []
    for name in names + log.map(String.init) {
      let path = name == "." ? layout.root : layout.root + "/" + name
      // The store's own folder may be named by a link; below it one is told as such.
      let there = name == "." ? try FileStatus.of(path) : try FileStatus.ofName(path)
      guard let there, !there.isLink, there.permissions & 0o022 != 0 else { continue }
      found.append(OpenDoor(name: name, permissions: there.permissions))
    }
    return found
  }
}
