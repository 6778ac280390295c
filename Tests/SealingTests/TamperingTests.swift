import Events
import Journal
import Sealing
import SystemCalls
import TestSupport
import Testing

/// What somebody does to a log afterwards, and whether a head that was kept elsewhere shows it, and where.
@Suite struct TamperingTests {
  @Test func `no change before a head is missed, and each is located`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var dice = Seeded(seed)
    let histories = OwnProcess.variable("TLM_SOAK") == nil ? 20 : 100
    for number in 0..<histories {
      let history = try HonestHistory(
        &dice, steps: 12 + dice.below(20), isEventful: number % 2 == 1)
      for round in 0..<100 {
        let change = try Tampering(history, &dice)
        let found = try LogVerifier.verify(history.log, heads: history.heads)
        let told = "seed \(seed), history \(number), round \(round): \(change), found \(found)"
        if change.isInLog {
          #expect(!found.isWhole, "\(told)")
          #expect(found.heads.contains { $0.outcome != .holds }, "\(told)")
        }
        #expect(found.faults.contains { change.isMet(by: $0) }, "\(told)")
        try change.undo()
      }
      #expect(try LogVerifier.verify(history.log, heads: history.heads).faults.isEmpty)
    }
  }

  @Test func `lines that differ from an old copy are told`() throws {
    var dice = Seeded(3)
    let history = try HonestHistory(&dice, steps: 12)
    let copy = Scratch()
    try Folder.make(copy.store)
    try Folder.make(copy.store + "/log")
    for name in try Folder.names(in: history.log.layout.log) {
      try Disk.write(
        copy.store + "/log/" + name, try Disk.bytes(history.log.layout.log + "/" + name))
    }
    let head = try LogSealer(history.log).takeHead().head
    let path = history.log.layout.segment(.start)
    var bytes = try Disk.bytes(path)
    let newline = try #require(bytes.firstIndex(of: 0x0A))
    bytes[newline + 3] ^= 1
    try Disk.write(path, bytes)

    let found = try LogVerifier.verify(history.log, heads: [head])
    let lines = try LineDifference.between(history.log, found, old: copy.store)

    #expect(lines.map(\.position.rawValue) == [Int64(newline + 1)])
    #expect(lines.first?.now?.count == lines.first?.before?.count)
  }
}
