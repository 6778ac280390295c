import SystemCalls

/// `in.jsonl`, where programs without tlm append at any time. A large one is begun anew once all
/// of it is in the log.
struct InboxSource: Source {
  let layout: StoreLayout

  let name = SourceName.inbox
  var location: String { layout.inbox }

  var mayHaveMore: Bool {
    guard let status = (try? FileStatus.of(location)) ?? nil, status.size > 0 else { return false }
    // One that looks as it did when all of it was in the log has nothing new.
    let hint = (try? Folder.contents(of: layout.cursors)).flatMap { $0 }.flatMap(Cursors.init)
    return hint?.inbox != Cursors.Look(status)
  }

  func open() throws(SystemError) -> SourceFile? { try SourceFile(location) }

  func finish(
    _ content: SourceFile, at cursor: Int64, in drain: inout DrainHold
  ) throws(JournalError) {
    guard cursor == content.size else { return }
    let look = try content.look()
    // Changed, and as long as it was, and nothing in it is new.
    if let look, let before = drain.cursors.inbox, before != look, before.size == look.size {
      drain.cursors.repeats = min(drain.cursors.repeats + 1, Cursors.mostRepeats)
    }
    drain.cursors.inbox = look
    guard cursor > drain.options.inboxLimit else { return }
    // The new name's cursor stands in the log before the name exists; the old name begins anew.
    let retired = RetiredInboxSource(layout, at: drain.cursors.through)
    try drain.mark(content, named: retired.name, from: cursor)
    try journaled { () throws(SystemError) in
      try Folder.rename(location, to: retired.location)
    }
    try drain.mark(content, named: name, from: 0)
  }
}
