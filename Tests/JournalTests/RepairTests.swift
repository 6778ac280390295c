import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// What `doctor --fix` does to a log.
struct RepairTests {
  private let scratch = Scratch()

  /// Three sealed segments and an open one.
  private func log() throws -> EventLog {
    let log = try EventLog.create(scratch.store)
    for number in 0..<3 {
      try log.append(.numbered(number))
      try log.rotate()
    }
    try log.append(.numbered(3))
    return log
  }

  private func open(_ log: EventLog, _ bases: [Position]) throws {
    for base in bases {
      try Descriptor.open(log.layout.segment(base), .read).setPermissions(0o600)
    }
  }

  @Test(arguments: [[0], [1], [0, 1, 2]])
  func `a segment whose sum and seal are lost gets both again`(numbers: [Int]) throws {
    let log = try log()
    let bases = try numbers.map { try SegmentList(log.layout).bases[$0] }
    try open(log, bases)
    for base in bases { try Folder.unlink(log.layout.sum(base)) }

    let repair = log.repair()

    #expect(repair.sums == bases && repair.failures.isEmpty)
    for base in bases {
      #expect(try FileStatus.of(log.layout.segment(base))?.permissions == 0o400)
    }
    let reports = try log.inspect().segments
    #expect(reports.map(\.sum) == [.same, .same, .same, .notYet])
    #expect(reports.map(\.isSealed) == [true, true, true, false])
    #expect(try EventLog.open(scratch.store).lines() == (0..<4).map { NewEvent.numbered($0).text })
  }

  @Test func `a damaged sum is written anew, and a whole one is left as it is`() throws {
    let log = try log()
    let base = try SegmentList(log.layout).bases[1]
    let path = log.layout.sum(base)
    let whole = try Disk.bytes(path)
    try Disk.write(path, Array(whole.dropLast(9)))
    try open(log, [base])

    let repair = log.repair()

    #expect(repair.sums == [base])
    #expect(try Disk.bytes(path) == whole)
    #expect(try FileStatus.of(log.layout.segment(base))?.isSealed == true)
    #expect(log.repair().isEmpty)
  }
}
