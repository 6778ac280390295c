import SystemCalls

/// An inbox that somebody else renamed, as logrotate does: nothing reads it.
package struct StrandedInbox: Sendable, Equatable {
  package let name: String
  package let bytes: Int64
  /// How many of them are in the log; nil where that cannot be told, as another inbox was drained
  /// since.
  package let drained: Int64?

  /// How names begin that others give: `in.jsonl.1`, `in.jsonl-20260213`, `in.jsonl.bak`.
  private static let prefixes = ["in.jsonl.", "in.jsonl-", "in.jsonl~"]

  static func all(in layout: StoreLayout, _ search: CursorSearch) throws(SystemError)
    -> [StrandedInbox]
  {
    let names = try Folder.names(in: layout.root).filter { name in
      prefixes.contains { name.hasPrefix($0) }
    }
    if names.isEmpty { return [] }
    var cursors = try search.cursors(from: search.hint())
    let tail = Tail(layout: layout, options: EventLog.Options())
    var found: [StrandedInbox] = []
    for name in names {
      guard let content = try SourceFile(layout.root + "/" + name), content.size > 0 else {
        continue
      }
      let cursor = try tail.cursor(of: content, named: SourceName.inbox, &cursors, search)
      found.append(
        StrandedInbox(name: name, bytes: content.size, drained: cursor > 0 ? cursor : nil))
    }
    return found
  }
}
