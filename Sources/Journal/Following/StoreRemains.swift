import SystemCalls

/// What is left where a store was removed while somebody followed it: what the follower made
/// between the first file that went and the last.
///
/// Only what can be derived from a log is taken away, by the names that tlm gives, and only where
/// there is neither a log nor anything else of a store any more. Half a store would be found by
/// whoever looks for one.
enum StoreRemains {
  private static let derived = ["data.mdb", "lock.mdb", "WRITER", "OPENERS", "STAGING"]
  private static let ofProcesses = ["followers", "marks"]

  /// Takes them away; does nothing where there is anything that is no such thing.
  static func remove(_ layout: StoreLayout) {
    // Whatever fails here is looked at again at the next turn, or is somebody else's.
    guard let names = try? Folder.names(in: layout.root), isEmptyLog(layout, names) else { return }
    let files = names.filter(isDerived)
    guard Set(names).subtracting(files).subtracting(["views", "log"]).isEmpty else { return }
    if names.contains("views") { removeViews(layout) }
    for name in files { try? Folder.unlink(layout.root + "/" + name) }
    if names.contains("log") {
      for hint in hints(of: layout) { try? Folder.unlink(hint) }
      Folder.removeEmpty(layout.log)
    }
    Folder.removeEmpty(layout.root)
  }

  /// Whether there is no log: none of its files but hints at most, which are worth nothing alone.
  private static func isEmptyLog(_ layout: StoreLayout, _ names: [String]) -> Bool {
    guard names.contains("log") else { return true }
    guard let files = try? Folder.names(in: layout.log) else { return false }
    return files.allSatisfy { hints(of: layout).contains(layout.log + "/" + $0) }
  }

  private static func hints(of layout: StoreLayout) -> [String] {
    [layout.cursors, layout.imports, layout.pulls]
  }

  /// A board, a link to a segment that is no more, or the draft of either.
  private static func isDerived(_ name: String) -> Bool {
    ["board", "current.jsonl", "current.jsonl.new"].contains(name)
      || name.hasPrefix("board.") && name.hasSuffix(".new")
  }

  private static func removeViews(_ layout: StoreLayout) {
    let views = layout.views
    try? WindowFiles(of: layout).removeAll()
    for name in derived { try? Folder.unlink(views + "/" + name) }
    for folder in ofProcesses.map({ views + "/" + $0 }) {
      for name in (try? Folder.names(in: folder)) ?? [] where ProcessFileName.isOne(name) {
        try? Folder.unlink(folder + "/" + name)
      }
      Folder.removeEmpty(folder)
    }
    Folder.removeEmpty(views)
  }
}
