import Events
import SystemCalls
import TestSupport
import Testing

@testable import Journal

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A store that is being removed is not made again by who has it open, and nothing of anybody else's
/// goes with what is left of it.
struct RemovedStoreTests {
  let scratch = Scratch()

  /// As if nothing had changed in the log's folder for a while.
  private func rest(_ log: EventLog) throws {
    var times = [timespec(tv_sec: 1000, tv_nsec: 0), timespec(tv_sec: 1000, tv_nsec: 0)]
    try #require(utimensat(AT_FDCWD, log.layout.log, &times, 0) == 0)
  }

  @Test(arguments: [
    ["LOCK"], ["LOCK", "00000000000000000000.jsonl"], ["00000000000000000000.jsonl"],
  ])
  func `what was removed a moment ago is not made by who had it, and later it is`(
    names: [String]
  ) throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    for name in names { try Folder.unlink(log.layout.log + "/" + name) }

    let error = #expect(throws: JournalError.self) { try log.append(.numbered(2)) }
    #expect(error?.code == .noStore)
    for name in names { #expect(try FileStatus.of(log.layout.log + "/" + name) == nil) }

    try rest(log)
    try log.append(.numbered(3))
    #expect(try log.lines().last == NewEvent.numbered(3).text)
  }

  @Test func `a log that goes while its ends are looked up has none, and that is no failure`()
    throws
  {
    var n = 0
    while true {
      n += 1
      let scratch = Scratch()
      let log = try EventLog.create(scratch.store)
      try log.append(.numbered(1))
      let whole = try log.bounds()
      let segment = log.layout.segment(.start)

      let (result, struck) = Faults.interrupt(call: n, by: { try? Folder.unlink(segment) }) {
        try log.bounds()
      }

      guard struck != nil else { break }
      let found = try result.get()
      #expect(found == whole || found.isEmpty, "call \(n)")
    }
    #expect(n > 3)
  }

  @Test func `who opens it then makes what is missing at once`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    try Folder.unlink(log.layout.lock)

    try EventLog.open(scratch.store).append(.numbered(2))

    try log.append(.numbered(3))
    #expect(try log.lines().count == 3)
  }

  @Test func `what can be derived goes with the store, by its names alone`() throws {
    let layout = try EventLog.create(scratch.store).layout
    Scratch.remove(layout.log)
    for folder in ["/views", "/views/followers", "/views/marks"] {
      try Folder.make(layout.root + folder)
    }
    for name in ["views/data.mdb", "views/lock.mdb", "views/WRITER", "views/OPENERS", "board"] {
      try Disk.append(layout.root + "/" + name, "x")
    }
    try Disk.append(layout.views + "/followers/12-ab", "x")

    StoreRemains.remove(layout)

    #expect(try FileStatus.of(layout.root) == nil)
  }

  @Test(arguments: ["notes.txt", "config.yaml", "in.jsonl", "views/mine", "views/marks/mine"])
  func `a file of anybody else stays, and keeps its folders`(name: String) throws {
    let layout = try EventLog.create(scratch.store).layout
    Scratch.remove(layout.log)
    try Folder.make(layout.views)
    try Folder.make(layout.views + "/marks")
    try Disk.append(layout.root + "/" + name, "x")

    StoreRemains.remove(layout)

    #expect(try Disk.text(layout.root + "/" + name) == "x")
  }

  @Test(arguments: ["log/STORE", "log/00000000000000000000.jsonl", "log/LOCK"])
  func `while there is anything of a log nothing is taken away`(name: String) throws {
    let layout = try EventLog.create(scratch.store).layout
    Scratch.remove(layout.log)
    try Folder.make(layout.log)
    try Folder.make(layout.views)
    try Disk.append(layout.views + "/data.mdb", "x")
    try Disk.append(layout.root + "/" + name, "x")

    StoreRemains.remove(layout)

    #expect(try Disk.text(layout.views + "/data.mdb") == "x")
    #expect(try Disk.text(layout.root + "/" + name) == "x")
  }

  @Test func `looks tell a store that is gone, back, another, or the same`() throws {
    let log = try EventLog.create(scratch.store)
    let sight = StoreSight(log)
    let first = sight.id
    #expect(sight.look() == .same)

    try Folder.rename(log.layout.root, to: scratch.path + "/away")
    #expect(sight.look() == .gone && sight.isGone)
    #expect(sight.look() == .gone)
    try Folder.rename(scratch.path + "/away", to: log.layout.root)
    #expect(sight.look() == .back && !sight.isGone && sight.generation == 0)

    try Descriptor.open(log.layout.identity, .read).setPermissions(0o640)
    #expect(sight.look() == .same && sight.generation == 0)
    try Folder.rename(log.layout.root, to: scratch.path + "/away")
    _ = try EventLog.create(scratch.store)
    #expect(sight.look() == .replaced && sight.generation == 1 && sight.id != first)
    #expect(sight.look() == .same)
  }

  @Test func `a store that is named while it is followed is the same`() throws {
    let log = try EventLog.create(scratch.store)
    try Folder.unlink(log.layout.identity)
    let sight = StoreSight(log)
    #expect(sight.look() == .same && sight.id == nil)

    try log.identity()

    #expect(sight.look() == .same && sight.generation == 0)
    let id = try log.readIdentity()?.id
    #expect(sight.id == id)
  }
}
