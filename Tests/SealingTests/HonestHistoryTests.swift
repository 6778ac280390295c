import Events
import Journal
import Sealing
import SystemCalls
import TestSupport
import Testing

@Suite struct HonestHistoryTests {
  @Test func `what nobody changed is found to be what it was`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var dice = Seeded(seed)
    let rounds = OwnProcess.variable("TLM_SOAK") == nil ? 150 : 10_000
    for round in 0..<rounds {
      let history = try HonestHistory(&dice, steps: 1 + dice.below(24))

      let found = try LogVerifier.verify(history.log, heads: history.heads)

      #expect(found.faults.isEmpty && found.isWhole, "seed \(seed), round \(round): \(found)")
      #expect(found.heads.count == Set(history.heads).count)
    }
  }

  @Test
  func
    `what was pruned, redacted, put back and restored is found to be what it was`() throws
  {
    let watch = Stopwatch()
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var dice = Seeded(seed)
    let rounds = OwnProcess.variable("TLM_SOAK") == nil ? 100 : 10_000
    var deeds: [String: Int] = [:]
    var held = 0
    for round in 0..<rounds {
      let history = try HonestHistory(&dice, steps: 1 + dice.below(24), isEventful: true)
      deeds.merge(history.deeds) { $0 + $1 }
      let first = try history.log.bounds().lowerBound

      let found = try LogVerifier.verify(history.log, heads: history.heads)

      let told = "seed \(seed), round \(round), \(history.deeds): \(found)"
      #expect(found.faults.isEmpty, "\(told)")
      #expect(found.heads.count == Set(history.heads).count, "\(told)")
      for check in found.heads {
        #expect(check.outcome == (check.head.position < first ? .pruned : .holds), "\(told)")
      }
      held += found.heads.count { $0.outcome == .holds }
      if let former = history.former {
        let found = try LogVerifier.verify(
          history.log, heads: former.heads, store: former.store)
        #expect(found.faults.isEmpty, "\(told), formerly \(found)")
        for check in found.heads {
          #expect(check.outcome == (check.head.position < first ? .pruned : .holds), "\(told)")
        }
      }
    }
    watch.report("[honest] \(rounds) histories, \(held) heads hold: \(deeds)")
    for deed in ["prune", "redact", "put back", "restore"] {
      #expect(deeds[deed, default: 0] > rounds / 10, "\(deed)")
    }
  }

  @Test func `a head says the same however often it is taken, and holds after seals are gone`()
    throws
  {
    var dice = Seeded(7)
    let history = try HonestHistory(&dice, steps: 20)
    let sealer = LogSealer(history.log)
    let head = try sealer.takeHead().head

    #expect(try sealer.takeHead().head == head)
    for name in try Folder.names(in: history.log.layout.log)
    where name.hasSuffix(".seal") || name.hasSuffix(".head") {
      try Folder.unlink(history.log.layout.log + "/" + name)
    }
    #expect(try sealer.takeHead().head == head)
    #expect(try LogVerifier.verify(history.log, heads: [head] + history.heads).isWhole)
  }

  @Test func `a segment that is not what its sum says is not sealed, and nothing behind it`() throws
  {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    try log.append(NewEvent("a"))
    try log.rotate()
    try log.append(NewEvent("b"))
    let path = log.layout.segment(.start)
    var bytes = try Disk.bytes(path)
    bytes[3] ^= 1
    try Disk.write(path, bytes)

    #expect(throws: SealError.self) { try LogSealer(log).sealSegments() }
    #expect(try !Folder.names(in: log.layout.log).contains { $0.hasSuffix(".seal") })
  }

  @Test(arguments: ["", "12", "12:ab", "-1:" + String(repeating: "a", count: 64), "1:2:3"])
  func `what is no head is none`(text: String) {
    #expect(LogHead(text) == nil)
    #expect(LogHead("12:" + String(repeating: "0f", count: 32))?.position.rawValue == 12)
  }
}
