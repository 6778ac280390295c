import Events
import Journal
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

extension ProcessTests.ForkTests {
  @Test func `a forked child appends at once, with two threads, while its parent goes on`() throws {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    let count = 500

    let parent = try Actors.start("fork", scratch.store, ["count=\(count)", "limit=65536"])
    let grandchild = Orphan(try parent.line())
    var done: Set<String> = []
    while done.count < 3, let line = try parent.line(within: 60) { done.insert(line) }
    grandchild.finish()
    parent.finish()

    #expect(done == ["done 0", "done 1", "done 2"])
    let contents = try LogContents(log)
    #expect(contents.numbers(writer: 0) == Array(0...count))
    #expect(contents.numbers(writer: 1) == Array(1...count))
    #expect(contents.numbers(writer: 2) == Array(0..<count))
    #expect(contents.foreign.isEmpty && contents.blanks.isEmpty)
    watch.report(
      "[processes] a fork: \(contents.written.count) events of parent, child and its thread")
  }

  @Test func `a lock that was held at a fork ends with the parent, though the child lives`() throws
  {
    let log = try EventLog.create(scratch.store)
    let parent = try Actors.start("fork-holding", scratch.store)
    let grandchild = Orphan(try parent.line())

    let error = #expect(throws: JournalError.self) {
      try log.append(.numbered(1))
    }
    parent.finish()
    try log.append([.numbered(2)], timeout: .seconds(5))

    #expect(error?.code == .busy)
    #expect(grandchild.isAlive)
    #expect(try log.eventLines() == [NewEvent.numbered(2).text])
    grandchild.finish()
  }

  @Test func `what was spooled before a fork is drained when the parent died and the child lives`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    let holder = try Descriptor.open(log.layout.lock, .update)
    #expect(try holder.tryLock())
    let parent = try Actors.start("fork-spooling", scratch.store)
    let grandchild = Orphan(try parent.line())

    parent.finish()
    holder.unlock()
    // A child that another test starts has every lock of this process until it becomes a program.
    try repeated {
      try log.drain()
      return try Folder.names(in: log.layout.spool).isEmpty
    }

    #expect(grandchild.isAlive)
    #expect(try LogContents(log).numbers(writer: 0) == [0])
    #expect(try Folder.names(in: log.layout.spool).isEmpty)
    grandchild.finish()
  }
}

/// A child of a child, known by the number that its parent printed.
private final class Orphan {
  private let id: pid_t?

  init(_ line: String?) {
    id = line.flatMap { $0.hasPrefix("forked ") ? pid_t($0.dropFirst(7)) : nil }
    #expect(id != nil, "\(line ?? "the actor ended")")
  }

  deinit { finish() }

  var isAlive: Bool { id.map { kill($0, 0) == 0 } ?? false }

  func finish() { if let id { _ = kill(id, SIGKILL) } }
}
