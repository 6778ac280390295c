import Events
import SystemCalls

extension EventLog {
  private var rebasing: String { layout.log + "/REBASING" }

  /// Whether what a prune left is to be made anew, as lines before its cut were blanked.
  package var isRebasing: Bool {
    // What cannot be looked at is done again.
    do throws(SystemError) { return try FileStatus.ofName(rebasing) != nil } catch { return true }
  }

  package func setRebasing(_ isSet: Bool) throws(JournalError) {
    try journaled { () throws(SystemError) in
      if isSet {
        try Folder.replace(rebasing, with: Array("tlm rebasing 1\n".utf8), isSynced: true)
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
