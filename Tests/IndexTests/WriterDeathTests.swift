import Journal
import LMDB
import SystemCalls
import TestSupport
import Testing

@testable import Index

private let key = Array("kept".utf8)

/// What `views/WRITER` says of processes that died inside a transaction.
struct WriterDeathTests {
  private func put(_ value: UInt8, _ log: EventLog) throws {
    let views = try ViewsStore.open(for: log)
    try views.write(timeout: .seconds(5)) { try $0.put(ViewsTables.checkpoints, key, [value]) }
  }

  private func kept(_ log: EventLog) throws -> [UInt8]? {
    try ViewsStore.open(for: log).read { try $0.copy(ViewsTables.checkpoints, key) }
  }

  @Test(arguments: [
    ("0+\n", true), ("1-\n", true), ("", true), ("?", true), ("9+\n", true), ("1+\n", false),
  ])
  func `after two deaths the file is made anew, and not before`(mark: String, isKept: Bool) throws {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    try put(1, log)
    let writer = log.layout.views + "/WRITER"
    try Disk.write(writer, Array(mark.utf8))

    let views = try ViewsStore.open(for: log)
    try views.write(timeout: .seconds(5)) { try $0.put(ViewsTables.meta, key, [2]) }

    #expect(try kept(log) == (isKept ? [1] : nil))
    #expect((views.takeDamage() != nil) == !isKept)
    #expect(try Disk.text(writer) == "0-\n", "what ended well is no death")
    try put(3, log)
    #expect(try kept(log) == [3])
  }

  @Test func `a transaction that throws is no death, and leaves the count`() throws {
    struct Stop: Error {}
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    try put(1, log)
    let writer = log.layout.views + "/WRITER"
    for mark in ["0-\n", "1-\n"] {
      try Disk.write(writer, Array(mark.utf8))
      let views = try ViewsStore.open(for: log)
      #expect(throws: Stop.self) {
        try views.write(timeout: .seconds(5)) { transaction in
          try transaction.put(ViewsTables.meta, key, [2])
          throw Stop()
        }
      }
      #expect(try Disk.text(writer) == mark)
    }
    #expect(try kept(log) == [1])
  }

  @Test func `a file that would end its writer is looked at first, and goes`() throws {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    for number in UInt8(0)..<200 {
      try ViewsStore.open(for: log).write(timeout: .seconds(5)) { transaction in
        try transaction.put(
          ViewsTables.checkpoints, [number], [UInt8](repeating: number, count: 900))
      }
    }
    let data = log.layout.views + "/data.mdb"
    let whole = try Disk.bytes(data)
    var random = Seeded(11)
    var found = 0
    for page in 2..<whole.count / 4096 {
      var bytes = whole
      for place in page * 4096..<(page + 1) * 4096 {
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
      try Disk.write(data, bytes)
      do { try put(1, log) } catch is ViewsError {
        found += 1
        // The next one finds nothing of it.
        try put(1, log)
      }
      #expect(try kept(log) == [1], "page \(page)")
    }
    #expect(found > 20)
  }
}
