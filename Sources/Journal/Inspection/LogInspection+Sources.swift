import Events
import SystemCalls

extension EventLog {
  /// What waits in the inbox and in spool files, and which of them cannot be read.
  func lookAtSources(_ inspection: inout LogInspection) {
    let sources: [any Source]
    let search: CursorSearch
    var cursors: Cursors
    do {
      sources = try SourceCatalog.all(in: layout)
      search = CursorSearch(layout: layout, end: try bounds().upperBound)
      cursors = try search.cursors(from: search.hint())
      inspection.repeats = cursors.repeats
      inspection.stranded = try StrandedInbox.all(in: layout, search)
    } catch {
      inspection.failures.append("\(error)")
      return
    }
    let tail = Tail(layout: layout, options: options)
    for source in sources {
      inspection.attempt { (it) throws(SystemError) in
        guard let content = try source.open() else { return }
        let cursor = try tail.cursor(of: content, named: source.name, &cursors, search)
        let left = content.size - cursor
        guard left > 0 else { return }
        it.waiting.append(LogInspection.NamedBytes(name: source.name, bytes: left))
      }
    }
  }
}
