import Events
import SystemCalls

extension EventLog {
  /// What waits in the inbox and in spool files, and which of them cannot be read.
  func lookAtSources(_ inspection: inout LogInspection) {
    let sources: [WaitingSource]
    let search: CursorSearch
    var cursors: Cursors
    do {
      sources = try WaitingSource.all(layout)
      search = CursorSearch(layout: layout, end: try bounds().upperBound)
      cursors = try search.cursors(from: search.hint())
    } catch {
      inspection.failures.append("\(error)")
      return
    }
    let tail = Tail(layout: layout, options: options)
    for waiting in sources {
      inspection.attempt { (it) throws(SystemError) in
        guard let file = try SourceFile(name: waiting.name, path: waiting.path) else { return }
        let left = file.size - (try tail.cursor(of: file, &cursors, search))
        guard left > 0 else { return }
        it.waiting.append(LogInspection.NamedBytes(name: waiting.name, bytes: left))
      }
    }
  }
}
