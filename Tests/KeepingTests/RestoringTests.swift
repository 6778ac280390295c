import Events
import Journal
import Keeping
import Sealing
import SystemCalls
import TestSupport
import Testing

@Suite struct RestoringTests {
  let scratch = Scratch()

  private func log() throws -> EventLog {
    let log = try EventLog.create(scratch.store)
    for number in 0..<30 {
      try log.append(.numbered(number))
      if number % 6 == 5 { try log.rotate() }
    }
    return log
  }

  @Test func `a restored store has the same lines at the same places, and an id of its own`() throws
  {
    let log = try log()
    let backup = try Backup.make(of: log, in: scratch.path + "/backups")

    let restored = try Restoring.restore(
      scratch.path + "/backups", to: scratch.path + "/again")

    let again = try EventLog.open(restored.path)
    #expect(restored.origin == backup.store && restored.store != backup.store)
    #expect(try again.eventLines() == log.eventLines())
    #expect(try again.lines().last?.contains("tlm.restored") == true)
    try again.append(.numbered(99))
    // A head of the old store holds for the copy, too.
    let head = try #require(LogHead(backup.head))
    #expect(try LogVerifier.verify(again, heads: [head], store: backup.store).isWhole)
    // Nothing is written over.
    #expect(throws: KeepingError.self) { try Restoring.restore(backup.path, to: restored.path) }
  }

  @Test func `a backup that was changed is not taken, unless forced`() throws {
    let log = try log()
    let backup = try Backup.make(of: log, in: scratch.path + "/backups")
    let path = try #require(
      try Folder.names(in: backup.path + "/log").first { $0.hasSuffix(".jsonl") })
    var bytes = try Disk.bytes(backup.path + "/log/" + path)
    bytes[4] ^= 1
    try Disk.write(backup.path + "/log/" + path, bytes)

    #expect(throws: KeepingError.self) {
      try Restoring.restore(backup.path, to: scratch.path + "/again")
    }
    #expect(try FileStatus.of(scratch.path + "/again") == nil)
    let forced = try Restoring.restore(
      backup.path, to: scratch.path + "/again", isForced: true)
    #expect(forced.damaged.count == 1)
  }

  @Test func `without any one segment the rest is served, and what is missing is said`() throws {
    let log = try log()
    let list = try SegmentList(log.layout).bases
    let whole = try log.eventLines()
    for (index, base) in list.enumerated() where index < list.count - 1 {
      let left = scratch.path + "/left-\(index)"
      try Folder.make(left)
      for other in list where other != base {
        let name = String(log.layout.segment(other).split(separator: "/").last!)
        try Disk.write(left + "/" + name, try Disk.bytes(log.layout.segment(other)))
      }

      let restored = try Restoring.recover([left], to: scratch.path + "/again-\(index)")

      let next = list[index + 1]
      #expect(restored.missing == (index == 0 ? [] : [base..<next]))
      let lines = try EventLog.open(restored.path).eventLines()
      #expect(lines.count == whole.count - 6)
      #expect(lines.allSatisfy { whole.contains($0) })
    }
  }

  @Test func `of several copies the sound one is taken, segment by segment`() throws {
    let log = try log()
    let backup = try Backup.make(of: log, in: scratch.path + "/backups")
    let list = try SegmentList(log.layout).bases
    for (base, store) in [(list[0], log.layout.root), (list[1], backup.path)] {
      let path = StoreLayout(root: store).segment(base)
      var bytes = try Disk.bytes(path)
      bytes[2] ^= 1
      try Disk.write(path, bytes)
    }

    let restored = try Restoring.recover(
      [log.layout.root, backup.path], to: scratch.path + "/again")

    #expect(restored.damaged.isEmpty && restored.missing.isEmpty)
    #expect(try EventLog.open(restored.path).eventLines().count == 30)
    #expect(throws: KeepingError.self) {
      try Restoring.recover([scratch.path], to: scratch.path + "/nothing")
    }
  }
}
