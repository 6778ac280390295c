import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Somebody writes to the segment in the middle of an append.
struct AppendRaceTests {
  private static let word = #"{"event":"stranger"}"#
  private static let long =
    #"{"event":"stranger","text":"\#(String(repeating: "x", count: 70_000))"}"#

  @Test(arguments: [word, long])
  func `each receipt points at its own line, whoever writes to the segment meanwhile`(
    stranger: String
  ) throws {
    let moments = Moments(name: "a stranger in the segment") { log in
      try Disk.append(log.layout.segment(.start), stranger + "\n")
    }

    let count = try moments.all({ log in
      try [log.append(.numbered(10)), log.append((11..<14).map(NewEvent.numbered))]
    }) { moment, receipts in
      for (receipt, number) in zip(receipts, [10, 11]) {
        let line = try moment.log.line(at: receipt.position)
        #expect(line == NewEvent.numbered(number).text, "\(moment.name)")
      }
      let length = receipts[1].end.rawValue - receipts[1].position.rawValue
      #expect(length == Int64(NewEvent.numbered(11).line().count * 3), "\(moment.name)")
      let lines = try moment.log.eventLines()
      #expect(lines.count { $0 == stranger } == 1, "\(moment.name)")
      #expect(
        lines.filter { $0 != stranger }
          == ([0, 1] + Array(10..<14)).map { NewEvent.numbered($0).text },
        "\(moment.name)")
    }

    #expect(count > 6)
  }

  @Test func `the first append of a process, and a synced one, point at their own lines, too`()
    throws
  {
    let moments = Moments(name: "a stranger in the segment") { log in
      try Disk.append(log.layout.segment(.start), Self.word + "\n")
    }

    try moments.all({ log in
      try EventLog.open(log.layout.root).append([.numbered(10)], durability: .synced)
    }) { moment, receipt in
      let line = try moment.log.line(at: receipt.position)
      #expect(line == NewEvent.numbered(10).text, "\(moment.name)")
      #expect(receipt.durability == .synced)
    }
  }

  @Test func `a writer goes on behind a rotation that another began and did not live to finish`()
    throws
  {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(0))
    let other = try EventLog.open(scratch.store)
    var died = 0
    for call in 1...40 {
      let (result, struck) = Faults.strike(call: call, .death) { try other.rotate() }
      if struck == nil, case .success = result { break }
      died += 1
      let receipt = try log.append(.numbered(call))
      #expect(try log.line(at: receipt.position) == NewEvent.numbered(call).text, "call \(call)")
      let list = try SegmentList(log.layout)
      #expect(list.intents.isEmpty, "call \(call)")
      #expect(try #require(list.last) <= receipt.position, "call \(call)")
    }
    #expect(died > 8)
    #expect(try log.lines().count == died + 1)
  }
}
