import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Sources whose markers were pruned away go on where they were.
struct PrunedSourceTests {
  private let scratch = Scratch()

  /// Takes all but the last segment away as a prune does, with a base that knows of sources alone.
  private func prune(_ log: EventLog) throws {
    try log.rotate()
    let cut = try #require(try SegmentList(log.layout).last)
    var draft = LogBase.Draft(cut: cut, made: .now())
    let sources = try log.sourcesSection(before: cut)
    draft.add(sources.name, sources.bytes)
    for (name, bytes) in try log.importSections(before: cut) { draft.add(name, bytes) }
    let work = try LogPruning(log)
    try work.write(draft)
    try work.unlink(before: cut)
    try work.tidy()
  }

  private func said(_ log: EventLog) throws -> [String] {
    try log.eventLines().filter { $0.contains("said") }
  }

  @Test(arguments: [false, true])
  func `an inbox is not drained twice, with the hint or without it`(keepsHint: Bool) throws {
    let log = try EventLog.create(scratch.store)
    for number in 0..<3 {
      try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":\(number)}\n")
      try log.drain()
      try prune(log)
      if !keepsHint { try Folder.unlink(log.layout.cursors) }
      try log.drain()
      #expect(try said(log) == [])
    }
    try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":3}\n")
    try log.drain()
    #expect(try said(log) == ["{\"event\":\"said\",\"n\":3}"])
    #expect(try log.inspect().waiting.isEmpty)
  }

  @Test func `a hint that is of no use is not believed before the base is`() throws {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":0}\n")
    try log.drain()
    let hint = try Disk.bytes(log.layout.cursors)
    try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":1}\n")
    try log.drain()
    try prune(log)
    try Disk.write(log.layout.cursors, hint)

    try log.drain()

    #expect(try said(log) == [])
  }

  @Test func `a drain that died before the cut is resumed where it stopped`() throws {
    let log = try EventLog.create(scratch.store)
    let lines = (0..<40).map { "{\"event\":\"said\",\"n\":\($0)}\n" }.joined()
    try Disk.append(log.layout.inbox, lines)
    // The marker is a hundred bytes or two; the write stops amid the lines.
    _ = Faults.strike(call: 1, .torn(600)) { try? log.drain() }
    let other = try EventLog.open(scratch.store)
    try other.append(.numbered(0), durability: .synced)
    let there = try said(other).count
    #expect(there > 0 && there < 40)
    try prune(other)
    try Folder.unlink(log.layout.cursors)

    try other.drain()

    #expect(try said(other) == (there..<40).map { "{\"event\":\"said\",\"n\":\($0)}" })
  }

  @Test func `a file that was written anew is drained from its start`() throws {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":0}\n")
    try log.drain()
    try prune(log)
    try Disk.write(log.layout.inbox, Array("{\"event\":\"said\",\"n\":\"anew\"}\n".utf8))

    try log.drain()

    #expect(try said(log) == ["{\"event\":\"said\",\"n\":\"anew\"}"])
  }

  @Test func `a base that is cut anywhere or has a bit flipped is damaged, and never believed`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":0}\n")
    try log.drain()
    try prune(log)
    let cut = try log.bounds().lowerBound
    let path = log.layout.base(cut)
    let bytes = try Disk.bytes(path)
    #expect(try log.base()?.firstDamage() == nil)

    for offset in bytes.indices {
      var changed = bytes
      changed[offset] ^= 1 << UInt8(offset % 8)
      try Disk.write(path, changed)
      #expect(try log.inspect().bases.map(\.condition) == [.damaged], "bit of \(offset)")
      try Disk.write(path, Array(bytes[..<offset]))
      #expect(try log.inspect().bases.map(\.condition) == [.damaged], "cut at \(offset)")
    }
  }

  @Test func `records are found by their keys among any number`() throws {
    let log = try EventLog.create(scratch.store)
    for count in [0, 1, 255, 256, 257, 3000] {
      let records = (0..<count).map { number -> SortedRecords.Record in
        var dice = Seeded(UInt64(number))
        return SortedRecords.Record(
          key: SortedRecords.Key(high: dice.next(), low: dice.next()),
          numbers: [Int64(number), -Int64(number)])
      }
      try log.append(.numbered(count))
      try log.rotate()
      let cut = try #require(try SegmentList(log.layout).last)
      var draft = LogBase.Draft(cut: cut, made: .now())
      draft.add("other", [1, 2, 3])
      draft.add("numbers", SortedRecords.bytes(of: records, width: 2))
      let work = try LogPruning(log)
      try work.write(draft)
      try work.unlink(before: cut)
      let base = try #require(try log.base())
      let found = SortedRecords(in: base, section: "numbers", width: 2)

      for record in records { #expect(try found.numbers(of: record.key) == record.numbers) }
      #expect(try found.numbers(of: SortedRecords.Key(high: 5, low: 5)) == nil)
      #expect(try found.all().count == count)
    }
  }
}
