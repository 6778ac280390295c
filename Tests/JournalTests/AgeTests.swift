import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Segments are sealed by their age, too, so that a log of little a day can be pruned.
struct AgeTests {
  let scratch = Scratch()
  private let day = RotationLimits(size: 1 << 20, age: .seconds(86_400))

  private func later(_ hours: Int64) -> Timestamp {
    Timestamp(rawValue: Timestamp.current.rawValue + hours * 3_600_000_000_000)
  }

  @Test func `a segment is sealed a day after it was begun, and not before`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))

    #expect(try !log.sealIfDue(by: day, at: later(0)))
    #expect(try !log.sealIfDue(by: day, at: later(23)))
    #expect(try log.sealIfDue(by: day, at: later(25)))

    try log.append(.numbered(2))
    let bases = try SegmentList(log.layout).bases
    #expect(bases.count == 2)
    #expect(try FileStatus.of(log.layout.segment(bases[0]))?.isSealed == true)
    #expect(try Folder.contents(of: log.layout.sum(bases[0])) != nil)
    #expect(try log.lines().count == 2)
    #expect(try log.inspect().missing.isEmpty)
  }

  @Test func `the next one's age begins where the one before it was sealed`() throws {
    let log = try EventLog.create(scratch.store)
    for number in 1...3 {
      try log.append(.numbered(number))
      #expect(try log.sealIfDue(by: day, at: later(25)))
      #expect(try !log.sealIfDue(by: day, at: later(25)), "an empty one is never sealed")
    }
    #expect(try SegmentList(log.layout).bases.count == 4)
    try log.append(.numbered(4))

    #expect(try !log.sealIfDue(by: day, at: later(20)))
    #expect(try SegmentList(log.layout).bases.count == 4)
  }

  @Test func `size seals as well, and no age never does`() throws {
    let log = try EventLog.create(scratch.store)
    for number in 1...50 { try log.append(.numbered(number)) }
    let never = RotationLimits(size: 1 << 20, age: nil)

    #expect(try !log.sealIfDue(by: never, at: later(24 * 3650)))
    #expect(try log.sealIfDue(by: RotationLimits(size: 100, age: nil), at: later(0)))
  }

  @Test func `a log that is filled by drains alone is sealed by size`() throws {
    var options = EventLog.Options()
    options.segmentLimit = 4096
    let log = try EventLog.create(scratch.store, options: options)
    let lines = (0..<200).map { "{\"event\":\"x\",\"i\":\($0),\"text\":\"0123456789\"}\n" }

    for part in 0..<20 {
      try Disk.append(log.layout.inbox, lines[(part * 10)..<(part * 10 + 10)].joined())
      try log.drain()
    }

    let bases = try SegmentList(log.layout).bases
    #expect(bases.count >= 2)
    for base in bases.dropLast() {
      let status = try #require(try FileStatus.of(log.layout.segment(base)))
      #expect(status.isSealed && status.size < 8192)
    }
    #expect(try log.eventLines() == lines.map { String($0.dropLast()) })
  }

  @Test func `the options say a day, and a store without a name is sealed by size alone`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(1))
    try Folder.unlink(log.layout.identity)
    #expect(try !log.sealIfDue(at: later(25)))
    try log.identity()

    #expect(try !log.sealIfDue(at: later(23)))
    #expect(try log.sealIfDue(at: later(25)))
  }

  @Test func `of several who seal at once one does, while others append`() async throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(0))
    let sealed = try await withThrowingTaskGroup(of: Bool.self) { group in
      for worker in 0..<4 {
        let other = try EventLog.open(scratch.store)
        group.addTask {
          for number in 0..<25 { try other.append(.numbered(worker * 25 + number + 1)) }
          return false
        }
        group.addTask { [day, time = later(25)] in
          try other.sealIfDue(by: day, at: time, timeout: .seconds(10))
        }
      }
      var sealed = 0
      for try await isSealed in group where isSealed { sealed += 1 }
      return sealed
    }

    #expect(sealed >= 1)
    #expect(try log.lines().count == 101)
    #expect(try log.inspect().missing.isEmpty)
  }
}
