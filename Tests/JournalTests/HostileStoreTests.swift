#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// A store may come with a cloned folder, be copied by a tool that loses modes, or be a stranger's.
struct HostileStoreTests {
  let scratch = Scratch()

  @Test func `a seal whose mode was lost gives no position twice and hides nothing`() throws {
    let first = try EventLog.create(scratch.store)
    try first.append(.numbered(1))
    let second = try EventLog.open(scratch.store)
    try second.rotate()
    let there = try second.append(.numbered(2))
    chmod(first.layout.segment(.start), 0o600)

    let here = try first.append(.numbered(3))

    #expect(here.position == there.end)
    #expect(try first.lines() == (1...3).map { NewEvent.numbered($0).text })
  }

  @Test func `a spool folder that leads elsewhere is left alone`() throws {
    let log = try EventLog.create(scratch.store)
    let elsewhere = scratch.path + "/private"
    try Folder.make(elsewhere)
    try Disk.append(elsewhere + "/00-1-a.jsonl", "{\"event\":\"secret\"}\n")
    try Folder.symlink(log.layout.spool, to: elsewhere)

    try log.drain()

    #expect(try Folder.names(in: elsewhere) == ["00-1-a.jsonl"])
    #expect(try log.lines().isEmpty)
  }

  @Test func `an inbox or a segment that is a link is refused and its target unharmed`() throws {
    let log = try EventLog.create(scratch.store)
    let victim = scratch.path + "/victim"
    try Disk.append(victim, "{\"event\":\"secret\"}\nhalf")
    try Folder.symlink(log.layout.inbox, to: victim)
    let failures = try log.drain().failures
    try Folder.unlink(log.layout.inbox)
    try Folder.unlink(log.layout.segment(.start))
    try Folder.symlink(log.layout.segment(.start), to: victim)

    #expect(throws: JournalError.self) { try EventLog.open(scratch.store).append(.numbered(1)) }

    #expect(failures.count == 1)
    #expect(try Disk.text(victim) == "{\"event\":\"secret\"}\nhalf")
  }

  @Test func `a log folder that is a link is no store`() throws {
    let log = try EventLog.create(scratch.store)
    try Folder.rename(log.layout.log, to: scratch.path + "/moved")
    try Folder.symlink(log.layout.log, to: scratch.path + "/moved")

    let error = #expect(throws: JournalError.self) { try EventLog.open(scratch.store) }

    #expect(error?.code == .notAStore)
  }

  @Test func `a pipe, a folder or an unreadable file as inbox keeps nobody waiting`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    mkfifo(log.layout.inbox, 0o600)
    let pipe = try log.drain().failures
    unlink(log.layout.inbox)
    mkdir(log.layout.inbox, 0o700)
    let folder = try log.drain().failures

    var waiting = try log.readWaiting(after: .start)

    #expect(pipe.isEmpty && folder.count == 1)
    #expect(try waiting.next() == nil)
    #expect(try log.lines().count == 1)
  }

  @Test func `files of strange names in the spool are not this store's, and stay`() throws {
    let log = try EventLog.create(scratch.store)
    try Folder.make(log.layout.spool)
    for name in ["a\tb.jsonl", "A.jsonl", "ü.jsonl", "x.txt"] {
      try Disk.append(log.layout.spool + "/" + name, "{\"event\":\"strange\"}\n")
    }

    try log.drain()

    #expect(try log.lines().isEmpty)
    #expect(try Folder.names(in: log.layout.spool).count == 4)
  }

  @Test func `a source name with any character is drained once`() throws {
    let log = try EventLog.create(scratch.store)
    let path = scratch.path + "/a\n\t\"b\\\u{1}é.jsonl"
    try Disk.append(path, "{\"event\":\"once\"}\n")

    let first = try log.importFile(path)
    try Folder.unlink(log.layout.cursors)
    let second = try log.importFile(path)

    #expect(first.bytes == 17 && second.bytes == 0)
  }

  @Test func `a store of a newer format is read and not written`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    let identity = try #require(try log.readIdentity())
    let text = "{\"store\":\"\(identity.id)\",\"format\":2,\"created\":\"\(identity.created)\""
    let sum = Checksum.text(Checksum.crc32c(Array(text.utf8).span))
    try Disk.write(log.layout.identity, Array("\(text),\"crc32c\":\"\(sum)\"}\n".utf8))
    try Disk.append(log.layout.inbox, "{\"event\":\"waits\"}\n")

    let opened = try EventLog.open(scratch.store)

    for write in [{ _ = try opened.append(.numbered(2)) }, { _ = try opened.drain() }] {
      let error = #expect(throws: JournalError.self) { try write() }
      #expect(error?.code == .newerFormat)
    }
    #expect(try opened.lines().count == 1)
  }

  @Test func `names and numbers beyond every log do not end the process`() throws {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.log + "/09223372036854775807.jsonl", "")
    try Disk.append(log.layout.log + "/99999999999999999999.jsonl", "")

    try log.append([.numbered(1)], timeout: .seconds(Int64.max))

    #expect(try log.lines().count == 1)
  }

  @Test func `where a torn tail cannot be kept aside it stays in the log, and appends go on`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.segment(.start), "{\"torn")
    try Disk.append(log.layout.damaged, "a file where a folder belongs")

    try log.append(.numbered(1))

    #expect(try log.lines() == ["{\"torn", NewEvent.numbered(1).text])
  }

  @Test func `a sum that cannot be written does not stop appends`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    try Folder.make(log.layout.sum(.start))

    try log.rotate()
    try log.append(.numbered(2))

    #expect(try log.lines().count == 2)
  }

  @Test func `an idle inbox costs later drains no look through the log`() throws {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"once\"}\n")
    try log.drain()
    try log.append((0..<1000).map(NewEvent.numbered))

    #expect(!log.hasWaitingSources)
    try Disk.append(log.layout.inbox, "{\"event\":\"twice\"}\n")
    #expect(log.hasWaitingSources)
  }
}
