import LMDB
import TLM
import TestSupport
import Testing

@testable import Index

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Processes that fold the rows of one projection over one store at once, rebuild them, and are
/// killed.
@Suite(.serialized) struct RowsKeepUpTests {
  private let scratch = Scratch()
  private let binary = String(Sandbox.binary.dropLast(3)) + "FoldActor"

  @Test func `two followers and a rebuild, killed again and again, count each event once`() throws {
    let log = try EventLog.create(scratch.store)
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    var followers: [Follower] = []
    var rebuild: Child?
    var kills = 0
    var number = 0
    let goal = StoreLocation.variable("TLM_SOAK") == "1" ? 400 : 60
    while kills < goal {
      while followers.count < 2 {
        followers.append(try Follower([binary, "follow-rows", scratch.store, "999999999"]))
      }
      if rebuild == nil {
        rebuild = try Child(
          [binary, "projections", "rebuild", "tick-rows", "--store", scratch.store])
      }
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        let batch = (0..<Int.random(in: 1...40, using: &random)).map { line(number + $0) }
        let receipt = try log.append(
          lines: Array(batch.joined().utf8), timeout: .seconds(30))
        number += batch.count
        // Some die as they begin, some with all folded, some with more to fold.
        if random.below(3) == 0 { try followers[random.below(2)].wait(for: receipt.end) }
      }
      switch random.below(3) {
      case 0:
        rebuild?.finish()
        rebuild = nil
      case let place: followers.remove(at: place - 1).kill()
      }
      kills += 1
    }

    let last = try (0..<2).map { _ in
      try Follower([binary, "follow-rows", scratch.store, "\(number)"])
    }
    let digests = try last.map { try $0.digest() }
    rebuild?.finish()
    for follower in followers + last { follower.kill() }

    #expect(digests[0] != nil && digests[0] == digests[1])
    let document = try json(run(["replay", "-p", "tick-rows", "--json", "--state"]).output)
    #expect(document["digest"]?.text == digests[0])
    let state = try #require(document["state"])
    let rows: [Value] = (0..<40).compactMap { state["every \($0)"] }
    var counted: Int64 = 0
    for row in rows { counted += row["count"]?.integer ?? 0 }
    #expect(counted == Int64(number))
    #expect(rows.allSatisfy { $0["wrong"] == 0 })
    let verified = try run(["projections", "verify", "tick-rows"])
    #expect(verified.code == 0, "\(verified.output)")
    let one = try json(
      run(["projections", "rows", "tick-rows", "--key", "every 7", "--json"]).output)
    #expect(one["rows"]?.elements.first?["row"] == state["every 7"])
    #expect(try log.lines().filter { $0.contains("tlm.skip") } == [], "a kill is no trap")
    // Rows of dead generations are few, for each commit takes some away.
    let views = try ViewsStore.open(for: log)
    let kept = try views.read { try $0.count(ViewsTables.rows) }
    #expect(kept <= 41, "\(kept) rows lie there")
    print("[rows] \(kills) kills, \(number) events")
  }

  private func line(_ number: Int) -> String {
    "{\"event\":\"tick\",\"writer\":1,\"n\":\(number)}\n"
  }

  private func run(_ arguments: [String]) throws -> Command.Result {
    try Command.run(
      binary, arguments + ["--store", scratch.store], input: [],
      environment: ["HOME": scratch.path], in: scratch.path)
  }
}
