import Synchronization
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Processes that fold one projection over one store at once, and are killed.
@Suite(.serialized) struct KeepUpTests {
  private let scratch = Scratch()
  private let binary = String(Sandbox.binary.dropLast(3)) + "FoldActor"

  private func line(_ number: Int) -> String {
    "{\"event\":\"tick\",\"writer\":1,\"n\":\(number)}\n"
  }

  @Test func `two at once, killed again and again while events arrive, count each event once`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    var living: [Follower] = []
    var kills = 0
    var number = 0
    let goal = 150
    while kills < goal {
      while living.count < 2 {
        living.append(try Follower([binary, "follow", scratch.store, "999999999"]))
      }
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let batch = (0..<Int.random(in: 1...40, using: &random)).map { line(number + $0) }
        let receipt = try log.append(
          lines: Array(batch.joined().utf8), timeout: .seconds(30))
        number += batch.count
        // Some die as they begin, some with all folded, some with more to fold.
        if random.below(3) == 0 { try living[random.below(2)].wait(for: receipt.end) }
      }
      living.remove(at: random.below(2)).kill()
      kills += 1
    }

    let last = try (0..<2).map { _ in
      try Follower([binary, "follow", scratch.store, "\(number)"])
    }
    let digests = try last.map { try $0.digest() }
    for follower in living + last { follower.kill() }

    #expect(digests[0] != nil && digests[0] == digests[1])
    let document = try json(replay([]))
    #expect(document["report"]?["count"]?.integer == Int64(number))
    #expect(document["report"]?["wrong"] == 0)
    #expect(document["digest"]?.text == digests[0])
    #expect(try json(replay(["--from-zero", "--no-index"]))["digest"] == document["digest"])
    let verified = try run(["projections", "verify", "ordered", "--store", scratch.store])
    #expect(verified.code == 0, "\(verified.output)")
    #expect(try log.lines().filter { $0.contains("tlm.skip") } == [], "a kill is no trap")
    print("[follow] \(kills) kills, \(number) events")
  }

  private func replay(_ arguments: [String]) throws -> String {
    let words = ["replay", "-p", "ordered", "--json", "--store", scratch.store] + arguments
    return try run(words).output
  }

  private func run(_ arguments: [String]) throws -> Command.Result {
    try Command.run(
      binary, arguments, input: [], environment: ["HOME": scratch.path], in: scratch.path)
  }
}
