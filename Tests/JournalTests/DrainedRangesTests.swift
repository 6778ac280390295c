import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Which lines of a log others said.
@Suite struct DrainedRangesTests {
  private let scratch = Scratch()

  /// A log in which own lines and those of sources stand in any order, and where each of both stands.
  private func log(_ random: inout Seeded) throws -> (log: EventLog, drained: [Position: Bool]) {
    var options = EventLog.Options()
    options.segmentLimit = 3 << 20
    let log = try EventLog.create(scratch.store, options: options)
    for _ in 0..<60 {
      switch random.below(4) {
      case 0:
        // More than one hold moves, and now and then one line that is longer than a hold.
        for _ in 0...random.below(40) {
          let length = random.below(20) == 0 ? 1_500_000 : random.below(60_000)
          let text = String(repeating: "x", count: length)
          try Disk.append(log.layout.inbox, "{\"said\":\"\(text)\"}\n")
        }
        try log.drain()
      default:
        let lines = (0...random.below(5)).map { _ in
          "{\"own\":\"\(String(repeating: "y", count: random.below(9_000)))\"}\n"
        }
        try log.append(lines: Array(lines.joined().utf8))
      }
    }
    var drained: [Position: Bool] = [:]
    var source = try log.read()
    while let chunk = try source.next() {
      var start = 0
      while start < chunk.count {
        let end = Newlines.first(in: chunk.bytes, from: start) ?? chunk.count
        let isSaid = chunk.bytes[start + 2] == UInt8(ascii: "s")
        drained[Position(rawValue: chunk.position.rawValue + Int64(start))] = isSaid
        start = end + 1
      }
    }
    return (log, drained)
  }

  @Test func `each line is told by its place, asked in any order`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let (log, drained) = try log(&random)
    let inOrder = drained.keys.sorted()
    #expect(drained.values.contains(true) && drained.values.contains(false))

    let someBackwards = Array(inOrder.shuffled(using: &random).prefix(60).sorted().reversed())
    let some = Array(inOrder.shuffled(using: &random).prefix(60))
    for order in [inOrder, someBackwards, some] {
      let ranges = DrainedRanges(log)
      for position in order {
        #expect(ranges.contains(position) == drained[position], "\(position)")
      }
    }
    for position in inOrder.shuffled(using: &random).prefix(30) {
      #expect(DrainedRanges(log).contains(position) == drained[position], "\(position)")
    }
  }

  @Test func `what comes later is told, too`() throws {
    let log = try EventLog.create(scratch.store)
    let ranges = DrainedRanges(log)
    for number in 0..<50 {
      try Disk.append(log.layout.inbox, "{\"said\":\(number)}\n")
      try log.drain()
      let own = try log.append(NewEvent.numbered(number))
      let said = Position(rawValue: own.position.rawValue - 11 - Int64("\(number)".count))
      #expect(ranges.contains(said), "\(number)")
      #expect(!ranges.contains(own.position), "\(number)")
    }
  }

  /// A line that is what the log itself writes before the bytes of a source.
  private func marker(at position: Int64, length: Int64, source: String = "in.jsonl") -> String {
    "{\"ts\":\"2026-01-01T00:00:00.000000Z\",\"event\":\"tlm.drained\",\"source\":\"\(source)\","
      + "\"from\":0,\"length\":\(length),\"at\":\(position),\"head\":\"0:00000000\"}\n"
  }

  @Test(arguments: ["in.jsonl", "file:/elsewhere"])
  func `a marker that others write at the very place that it names is none`(source: String) throws {
    let log = try EventLog.create(scratch.store)
    try log.append(NewEvent.numbered(1))
    let end = try log.bounds().upperBound.rawValue
    // One for each place at which it may come to stand.
    let forged = (0..<400).map { marker(at: end + 100 + $0, length: 1 << 30, source: source) }
    try Disk.append(log.layout.inbox, forged.joined())
    try Disk.append(log.layout.inbox, "{\"said\":1}\n")

    try log.drain()
    let own = try log.append(NewEvent.numbered(2))
    try Disk.append(log.layout.inbox, "{\"said\":2}\n")
    try log.drain()
    let last = try log.append(NewEvent.numbered(3))

    let ranges = DrainedRanges(log)
    #expect(!ranges.contains(own.position) && !ranges.contains(last.position))
    let lines = try log.lines()
    #expect(lines.filter { $0.contains("said") } == [#"{"said":1}"#, #"{"said":2}"#])
    #expect(lines.filter { $0.contains("0:00000000") }.count == 400)
  }

  @Test func `one that is appended is moved from its place, and the receipt says where it stands`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    let end = try log.append(NewEvent.numbered(1)).end

    let receipt = try log.append(lines: Array(marker(at: end.rawValue, length: 1 << 30).utf8))
    let own = try log.append(NewEvent.numbered(2))

    #expect(receipt.position.rawValue == end.rawValue + 1 && receipt.lines == 1)
    #expect(receipt.end == own.position)
    #expect(!DrainedRanges(log).contains(own.position))
  }
}
