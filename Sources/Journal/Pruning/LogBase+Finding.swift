package import Events
import SystemCalls

extension StoreLayout {
  /// What a prune left that took away every line before `cut`.
  package func base(_ cut: Position) -> String { log + "/" + Self.name(of: cut) + ".base" }

  /// The cut in the name of a base; nil for every other name.
  static func cut(ofBase name: String) -> Position? {
    name.hasSuffix(".base") ? base(ofSegment: name.dropLast(5) + ".jsonl") : nil
  }

  /// The file whose lock a prune holds.
  var pruneLock: String { log + "/PRUNE" }
  /// Says that a prune has begun to take segments away.
  var pruneIntent: String { log + "/PRUNING" }
  /// Where pruned segments are kept.
  package var archive: String { root + "/archive" }
}

extension EventLog {
  /// What a prune left of the lines before the oldest one that is kept; nil where nothing was pruned,
  /// or nobody knows any more what.
  ///
  /// While a prune takes segments away the base is of a cut further on: it stands for the lines before
  /// that, whether they are there still or not.
  ///
  /// - Throws: `system` or `readOnly` where the log's folder cannot be read.
  package func base() throws(JournalError) -> LogBase? { try LogBase.inForce(layout) }
}

extension LogBase {
  /// The base that stands for what is not there any more.
  static func inForce(_ layout: StoreLayout) throws(JournalError) -> LogBase? {
    let names = try journaled { () throws(SystemError) in try Folder.names(in: layout.log) }
    guard let first = names.lazy.compactMap({ StoreLayout.base(ofSegment: $0) }).first,
      first > .start
    else { return nil }
    // Names sort as positions do.
    for cut in names.compactMap(StoreLayout.cut(ofBase:)) where cut >= first {
      if let base = try open(at: cut, of: layout) { return base }
    }
    return nil
  }

  /// The cuts of all bases, oldest first.
  static func cuts(in layout: StoreLayout) throws(SystemError) -> [Position] {
    try Folder.names(in: layout.log).compactMap(StoreLayout.cut(ofBase:))
  }
}
