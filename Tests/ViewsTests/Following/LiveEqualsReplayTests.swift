import TestSupport
import Testing

@testable import TLM
@testable import Folding
@testable import Views

/// Whatever happens to followers on their way, they come to what a replay from zero comes to.
@Suite struct LiveEqualsReplayTests {
  @Test func `live equals replay, over random logs, splits, restarts, rotations and drains`()
    throws
  {
    let logs = StoreLocation.variable("TLM_SOAK") == "1" ? 1_000 : 100
    let seed = randomSeed()
    let watch = Stopwatch()
    var dice = Seeded(seed)
    var pulls = 0
    // By projection: the states that the logs came to.
    var states: [String: Set<String>] = [:]
    for number in 0..<logs {
      var day = LiveDay(dice: Seeded(dice.next()))
      let problem = try day.run()
      pulls += day.pulls
      states.merge(day.states.mapValues { [$0] }) { $0.union($1) }
      guard let problem else { continue }
      Issue.record("seed \(seed), log \(number): \(problem)")
      return
    }
    // Logs that a projection has nothing to do with would show nothing about it.
    for projection in builtInProjections {
      let count = states[projection.name]?.count ?? 0
      #expect(count > logs / 2, "\(projection.name) came to \(count) states in \(logs) logs")
    }
    watch.report("live equals replay: seed \(seed), \(logs) logs, \(pulls) pulls")
  }
}

/// A random log, with followers that come and go while it grows.
private struct LiveDay {
  var dice: Seeded
  private(set) var pulls = 0
  /// The digest of each projection's state at the end.
  private(set) var states: [String: String] = [:]
  private var lines: RandomLines
  /// By projection.
  private let names: [[String]]

  init(dice: Seeded) {
    self.dice = dice
    lines = RandomLines(dice: dice)
    // Names that the projections of the catalog want, whichever they are by now.
    names = builtInProjections.compactMap { Self.interest(of: $0.init()).wantedNames }
  }

  /// What went otherwise than it should; nil where nothing did.
  mutating func run() throws -> String? {
    let bench = try Bench(segmentLimit: Int64(roll(20_000) + 300))
    var projections = builtInProjections.map { $0.init() } + [Seen(), Fragile(limit: 3)]
    projections.shuffle(using: &dice)
    // Of two followers each has some of the projections, and both have most of them.
    let sets = [projections, Array(projections.prefix(1 + roll(projections.count)))]
    var followers = sets.map { Pull($0, of: bench.log, options()) }
    for _ in 0..<(5 + roll(25)) {
      let one = roll(2)
      switch roll(12) {
      case 0: try bench.log.rotate()
      case 1: try Disk.append(bench.log.layout.inbox, batch(isWhole: false))
      case 2: _ = try bench.log.drain()
      // A new one begins, then the old one keeps what it has and ends.
      case 3: followers[one] = Pull(sets[one], of: bench.log, options())
      case 4: followers[one].finish()
      case 5:
        if roll(6) == 0 { Scratch.remove(bench.log.layout.views) }
      case 6, 7, 8: try pull(followers[one])
      default: try bench.log.append(lines: Array(batch(isWhole: true).utf8))
      }
    }
    _ = try bench.log.drain()
    return try disagreement(followers, sets, bench)
  }

  private mutating func disagreement(
    _ followers: [Pull], _ sets: [[any Projection]], _ bench: Bench
  ) throws -> String? {
    for (follower, projections) in zip(followers, sets) {
      repeat { try pull(follower) } while !follower.isCaughtUp
      let zero = try Replayer(bench.log, checkpoints: nil, Replay.Options()).replay(projections)
      for whole in zero.replays { states[whole.projection] = "\(whole.digest)" }
      for (live, whole) in zip(try follower.catchUp.replays(), zero.replays) where live != whole {
        return "\(live.projection): \(live.json()) and not \(whole.json())"
      }
      follower.finish()
      let kept = try Replayer(bench.log, Replay.Options(), makesViews: true).replay(projections)
      if kept.replays != zero.replays { return "what is kept is something else" }
    }
    return nil
  }

  private mutating func pull(_ follower: Pull) throws {
    pulls += 1
    _ = try follower.pull()
  }

  private mutating func options() -> Following.Options {
    var options = Following.Options()
    options.jobs = 1 + roll(2)
    options.slice = Int64(50 + roll(8_000))
    return options
  }

  private mutating func batch(isWhole: Bool) -> String {
    let lines = (0..<(1 + roll(12))).map { _ in line() }
    return lines.joined(separator: "\n") + (isWhole || roll(2) == 0 ? "\n" : "")
  }

  private mutating func line() -> String {
    let modes = ["NORMAL", "ALERT", "DEGRADED"]
    if roll(3) == 0 { return String(decoding: lines.next(), as: UTF8.self) }
    if roll(14) == 0 { return agentLine() }
    if roll(14) == 0 { return counterLine() }
    let name = names.randomElement(using: &dice)?.randomElement(using: &dice) ?? "a"
    let more = [
      #""issue_id":"BUG-\#(roll(3))""#, #""session_id":"s\#(roll(2))""#, #""phase":"p\#(roll(3))""#,
      #""duration_s":\#(roll(9))"#, #""run_id":"r\#(roll(3))""#, #""event_id":"e\#(roll(9))""#,
      #""status":"\#(["running", "success", "failed", "odd"][roll(4)])""#,
      #""state":"s\#(roll(3))""#, #""trace_id":"t\#(roll(2))""#, #""tool_name":"t\#(roll(3))""#,
      #""from_state":"a","to_state":"b""#, #""exit_code":\#(roll(2))"#, #""value":\#(roll(100))"#,
      #""from":"\#(modes[roll(3)])","to":"\#(modes[roll(3)])""#, #""risk_level":"high""#,
      #""cpu_load_percent":\#(roll(100)),"mem_used_percent":\#(roll(100))"#, #""by":"human""#,
      #""latency_ms":\#(roll(9999))"#, #""metrics":{"perf_system_load_avg":\#(roll(9))}"#,
      #""success":\#(roll(2) == 0)"#, #""task_id":"t\#(roll(9))""#, #""temperature":"hot""#,
      #""docs_total":\#(roll(99)),"storage_bytes":\#(roll(99))"#, #""relevance":0.\#(roll(99))"#,
      #""rating":"positive","score":\#(roll(9)).5,"confidence":0.5"#,
    ].filter { _ in roll(2) == 0 }
    let time = roll(5) == 0 ? "" : #""ts":\#(1_770_000_000 + roll(4000)),"#
    return "{\(time)\"event\":\"\(name)\"\(more.map { "," + $0 }.joined())}"
  }

  /// A response, call, prompt or compaction of an agent, as transcripts, hooks and telemetry tell it;
  /// several tell of one and the same.
  private mutating func agentLine() -> String {
    let head =
      #""timestamp":\#(1_770_000_000 + roll(4000)),"sessionId":"s\#(roll(3))","uuid":"u\#(roll(9))""#
    let tokens = #""input_tokens":\#(roll(99)),"output_tokens":\#(roll(99))"#
    let call = #""name":"Bash","id":"toolu_\#(roll(9))""#
    let bodies = [
      #""type":"assistant","message":{"id":"m\#(roll(9))","model":"model-\#(roll(2))","usage":{\#(tokens)}}"#,
      #""type":"assistant","message":{"id":"m\#(roll(9))","content":[{"type":"tool_use",\#(call)}]}"#,
      #""type":"user","message":{"role":"user","content":"go on \#(roll(3))"}"#,
      #""event":"UserPromptSubmit""#, #""type":"system","subtype":"compact_boundary""#,
      #""event":"claude_code.api_request","model":"model-0","request_id":"r\#(roll(9))",\#(tokens)"#,
    ]
    return "{\(head),\(bodies[roll(bodies.count)])}"
  }

  /// A point of a counter, as it comes in by OpenTelemetry: what it grew by, or its whole.
  private mutating func counterLine() -> String {
    let members = [
      #""ts":\#(1_770_000_000 + roll(4000))"#, #""event":"calls.\#(roll(2))""#,
      #""event_id":"e\#(roll(99))""#, #""metric_type":"sum""#, #""monotonic":true"#,
      #""temporality":"\#(roll(2) == 0 ? "delta" : "cumulative")""#,
      #""start_time":"\#(roll(2))""#, #""value":\#(roll(99))"#, #""model":"model-\#(roll(2))""#,
    ]
    return "{\(members.joined(separator: ","))}"
  }

  private static func interest<P: Projection>(of projection: P) -> Interest {
    projection.body.interest
  }

  private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
}
