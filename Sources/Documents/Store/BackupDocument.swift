package import Keeping
package import TLM

/// A copy of a log: what `tlm backup --json` prints.
package struct BackupDocument: Document {
  private let backup: Backup

  package init(_ backup: Backup) { self.backup = backup }

  package var json: Value {
    [
      "path": .string(backup.path), "store": .string(backup.store),
      "head": .string(backup.head), "bytes": .integer(backup.bytes),
      "copied_bytes": .integer(backup.copied), "segments": .integer(Int64(backup.segments)),
      "removed": .array(backup.removed.map(Value.string)),
      "damaged": .array(backup.damaged.map(Value.string)),
    ]
  }
}
