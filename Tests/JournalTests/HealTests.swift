import Events
import Journal
import SystemCalls
import TestSupport
import Testing

struct HealTests {
  let scratch = Scratch()

  @Test func `two tails that were torn at one position are both kept`() throws {
    let log = try EventLog.create(scratch.store)
    let end = try log.append(.numbered(1)).end
    let kept = log.layout.tornTail(end)
    // The first was healed; then the power went before the log was synced.
    try Folder.make(log.layout.damaged)
    try Disk.append(kept, "{\"event\":\"first\"")
    try Disk.append(log.layout.segment(.start), "{\"event\":\"second")

    try log.append(.numbered(2))

    #expect(try Disk.text(kept) == "{\"event\":\"first\"")
    #expect(try Disk.text(kept + "-2") == "{\"event\":\"second")
  }

  @Test func `a tail that was kept and half blanked is not kept twice`() throws {
    let log = try EventLog.create(scratch.store)
    let end = try log.append(.numbered(1)).end
    let kept = log.layout.tornTail(end)
    try Folder.make(log.layout.damaged)
    try Disk.append(kept, "{\"event\":\"torn")
    try Disk.append(log.layout.segment(.start), "    ent\":\"torn")

    try log.append(.numbered(2))

    #expect(try Folder.names(in: log.layout.damaged).count == 1)
    #expect(try log.eventLines() == [1, 2].map { NewEvent.numbered($0).text })
  }

  @Test func `a log whose modes were lost is read to its end, and goes on there`() throws {
    let log = try EventLog.create(scratch.store)
    for number in 0..<3 {
      try log.append(.numbered(number))
      try log.rotate()
    }
    for base in try SegmentList(log.layout).bases {
      try Descriptor.open(log.layout.segment(base), .read).setPermissions(0o600)
    }

    let other = try EventLog.open(scratch.store)
    try other.append(.numbered(3))

    #expect(try other.lines() == (0..<4).map { NewEvent.numbered($0).text })
  }

  @Test(arguments: [1, 2])
  func `a log whose last segments are gone goes on right behind the last that is sealed`(
    count: Int
  ) throws {
    let log = try EventLog.create(scratch.store)
    for number in 0..<3 {
      try log.append(.numbered(number))
      try log.rotate()
    }
    let bases = try SegmentList(log.layout).bases
    for base in bases.suffix(count) { try Folder.unlink(log.layout.segment(base)) }

    let other = try EventLog.open(scratch.store)
    let receipt = try other.append(.numbered(9))

    #expect(receipt.position == bases[4 - count])
    #expect(try other.eventLines() == ((0..<4 - count) + [9]).map { NewEvent.numbered($0).text })
    #expect(try other.inspect().missing == [])
  }

  @Test func `an old intent that came back does not turn current back`() throws {
    let log = try EventLog.create(scratch.store)
    for number in 0..<3 {
      try log.append(.numbered(number))
      try log.rotate()
    }
    let first = log.layout.segment(.start)
    #expect(try Folder.link(first, to: first.dropLast(6) + ".next"))

    let other = try EventLog.open(scratch.store)
    try other.append(.numbered(3))

    let list = try SegmentList(log.layout)
    #expect(list.intents.isEmpty)
    #expect(
      try FileStatus.of(log.layout.current)
        == FileStatus.of(log.layout.segment(try #require(list.last))))
    #expect(try other.lines() == (0..<4).map { NewEvent.numbered($0).text })
  }

  @Test(arguments: [1, 65_535, 65_536, 65_537, 131_072, 200_000, 1_200_000])
  func `a torn tail of any length becomes one line of spaces and one kept file`(length: Int) throws
  {
    for isFirst in [false, true] {
      let log = try EventLog.create(scratch.path + "/\(isFirst)")
      let end = isFirst ? .start : try log.append(.numbered(1)).end
      let torn = String(("{\"torn\":\"" + String(repeating: "z", count: length)).prefix(length))
      try Disk.append(log.layout.segment(.start), torn)
      #expect(try log.bounds().upperBound == end)

      let receipt = try log.append(.numbered(2))

      let blank = String(repeating: " ", count: length - 1)
      let events = (isFirst ? [] : [1]).map { NewEvent.numbered($0).text }
      #expect(try log.lines() == events + [blank, NewEvent.numbered(2).text])
      #expect(receipt.position == end.advanced(by: length))
      #expect(try Folder.names(in: log.layout.damaged).count == 1)
      #expect(try Disk.text(log.layout.tornTail(end)) == torn)
    }
  }
}
