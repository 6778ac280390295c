import Events
import Glibc
import Journal
import LMDB
import SystemCalls
import TestSupport
import Testing

@testable import Index
@testable import Views

private let key = Array("checkpoint".utf8)

private func store(_ scratch: Scratch) throws -> EventLog { try EventLog.create(scratch.store) }

private func put(_ views: ViewsStore, _ value: [UInt8]) throws {
  try views.write(timeout: .seconds(5)) { try $0.put(ViewsTables.checkpoints, key, value) }
}

private func get(_ views: ViewsStore) throws -> [UInt8]? {
  try views.read { try $0.copy(ViewsTables.checkpoints, key) }
}

struct StorageTests {
  @Test func `views are made for their owner only and found again`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    do {
      let views = try ViewsStore.open(for: log)
      try put(views, [1])
    }
    #expect(try get(try ViewsStore.open(for: log)) == [1])
    #expect(try FileStatus.of(log.layout.views)?.permissions == 0o700)
    for name in try Folder.names(in: log.layout.views) {
      #expect(try FileStatus.of(log.layout.views + "/" + name)?.permissions == 0o600, "\(name)")
    }
  }

  @Test func `views of another store, other rules or a bad file are made anew`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    let other = try EventLog.create(scratch.path + "/other")
    try put(try ViewsStore.open(for: other), [9])
    try put(try ViewsStore.open(for: log), [1])
    let data = log.layout.views + "/data.mdb"
    try Disk.write(data, try Disk.bytes(other.layout.views + "/data.mdb"))
    #expect(try get(try ViewsStore.open(for: log)) == nil)

    try put(try ViewsStore.open(for: log), [1])
    let whole = try Disk.bytes(data)
    for size in stride(from: 0, to: whole.count, by: 3001) {
      try Disk.write(data, Array(whole[..<size]))
      let views = try ViewsStore.open(for: log)
      #expect(try get(views) == nil)
      try put(views, [2])
      #expect(try get(views) == [2])
    }
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    try Disk.write(data, whole.map { _ in UInt8.random(in: 0...255, using: &random) })
    #expect(try get(try ViewsStore.open(for: log)) == nil)
  }

  @Test func `a look that fails once throws nothing away, whichever it is`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    try put(try ViewsStore.open(for: log), [1])
    let data = log.layout.views + "/data.mdb"
    let before = try #require(try FileStatus.of(data))
    var n = 0
    while true {
      n += 1
      let (_, struck) = Faults.strike(call: n, .failure(EIO)) {
        let views = try ViewsStore.open(for: log)
        _ = try get(views)
        try put(views, [1])
      }
      guard let struck else { break }
      let after = try #require(try FileStatus.of(data))
      #expect(after.isSameFile(as: before), "call \(n), \(struck)")
      #expect(try get(try ViewsStore.open(for: log)) == [1], "call \(n), \(struck)")
    }
    #expect(n > 20)
  }

  @Test func `views that are deleted while they are open come back at the next write`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    let views = try ViewsStore.open(for: log)
    try put(views, [1])
    Scratch.remove(log.layout.views)
    try put(views, [2])
    #expect(try get(views) == [2])
    #expect(try get(try ViewsStore.open(for: log)) == [2])
    for name in ["lock.mdb", "data.mdb", "OPENERS", "WRITER"] {
      try Folder.unlink(log.layout.views + "/" + name)
      try put(views, [3])
      #expect(try get(try ViewsStore.open(for: log)) == [3], "\(name)")
    }
  }

  @Test func `a link in the place of a file is not followed`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    try Folder.make(log.layout.views)
    let target = scratch.path + "/target"
    for name in ["data.mdb", "lock.mdb", "WRITER", "OPENERS"] {
      try Folder.unlink(log.layout.views + "/" + name)
      try Folder.symlink(log.layout.views + "/" + name, to: target)
      #expect(throws: ViewsError.self, "\(name)") { try ViewsStore.open(for: log) }
      try Folder.unlink(log.layout.views + "/" + name)
    }
    Scratch.remove(log.layout.views)
    try Folder.make(target)
    try Folder.symlink(log.layout.views, to: target)
    #expect(throws: ViewsError.self) { try ViewsStore.open(for: log) }
    #expect(try Folder.names(in: target) == [])
  }

  @Test func `a holder of WRITER is waited for so long and no longer`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    let views = try ViewsStore.open(for: log)
    let lock = try LockFile(log.layout.views + "/WRITER")
    #expect(try lock.file.tryLock())
    let start = monotonicNow()
    let error = #expect(throws: ViewsError.self) {
      try views.write(timeout: .milliseconds(100)) { try $0.put(ViewsTables.meta, key, [1]) }
    }
    #expect(error?.code == .busy)
    #expect(monotonicNow() - start < 2_000_000_000)
    #expect(try get(views) == nil)
    lock.file.unlock()
    try put(views, [1])
  }

  @Test func `processes of another PID namespace keep us out, dead ones do not`() throws {
    let scratch = Scratch()
    let log = try store(scratch)
    try Folder.make(log.layout.views)
    let openers = log.layout.views + "/OPENERS"
    try Disk.write(openers, Array("pid:[1]\n".utf8))
    do {
      let foreign = try LockFile(openers)
      #expect(try foreign.file.tryLock(isShared: true))
      let error = #expect(throws: ViewsError.self) {
        try ViewsStore.open(for: log, timeout: .milliseconds(20))
      }
      #expect(error?.code == .unavailable)
    }
    try put(try ViewsStore.open(for: log), [1])
  }

  @Test func `a throw inside a write leaves nothing and lets the next in`() throws {
    struct Stop: Error {}
    let scratch = Scratch()
    let views = try ViewsStore.open(for: try store(scratch))
    #expect(throws: Stop.self) {
      try views.write(timeout: .seconds(1)) { transaction in
        try transaction.put(ViewsTables.checkpoints, key, [1])
        throw Stop()
      }
    }
    #expect(try get(views) == nil)
    try put(views, [2])
  }
}
