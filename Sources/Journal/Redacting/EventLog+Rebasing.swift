package import Events
import SystemCalls

extension EventLog {
  private var rebasing: String { layout.log + "/REBASING" }

  /// The cut of a prune of which what it left is to be made anew, as lines before it were blanked; nil
  /// where there is none.
  ///
  /// - Throws: `system` or `readOnly` where that cannot be read.
  package func rebasingCut() throws(JournalError) -> Position? {
    let bytes = try journaled { () throws(SystemError) in
      try Folder.contents(of: rebasing, limit: 4096)
    }
    guard let bytes else { return nil }
    let words = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return words.first.flatMap { Int64($0) }.map { Position(rawValue: $0) } ?? .start
  }

  /// - Parameter cut: nil: it is over.
  package func setRebasing(_ cut: Position?) throws(JournalError) {
    try journaled { () throws(SystemError) in
      if let cut {
        try Folder.replace(rebasing, with: Array("\(cut)\n".utf8), isSynced: true)
      } else {
        try Folder.unlink(rebasing)
      }
      try Folder.sync(layout.log)
    }
  }

  /// From here on what was folded and indexed before is of another edition.
  package func raiseEdition() throws(JournalError) {
    let next = edition + 1
    try journaled { () throws(SystemError) in
      try Folder.replace(layout.edition, with: LogEdition.bytes(next), isSynced: true)
      try Folder.sync(layout.log)
    }
  }
}
