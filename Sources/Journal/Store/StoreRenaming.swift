import Events
import SystemCalls

extension EventLog {
  /// Makes the store one of its own, where it is a copy of another that may still be there: it gets a new
  /// id, and an event `tlm.restored` that names the old one.
  ///
  /// - Returns: which store it is from now on.
  /// - Throws: `busy`, `full`, `readOnly`, `newerFormat`, `system` where it cannot be written.
  package func becomeOwnStore(
    timeout: Duration = .seconds(10)
  ) throws(JournalError) -> StoreIdentity {
    let old = try identity(timeout: timeout)
    let fresh = StoreIdentity.fresh()
    let layout = layout
    let deadline = SystemCalls.deadline(after: timeout)
    _ = try writer.value.withLock(by: deadline) { _ throws(JournalError) in
      try journaled { () throws(SystemError) in
        try Folder.replace(layout.identity, with: fresh.bytes, isSynced: true)
        try Folder.sync(layout.log)
      }
    }
    try append(
      NewEvent(
        LogEventName.restored.rawValue, at: .now(), fields: [Member("store", .string(old.id))]),
      durability: .synced)
    return fresh
  }
}
