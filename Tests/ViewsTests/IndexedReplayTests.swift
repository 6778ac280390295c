import Events
import Journal
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Index
@testable import Views

@Suite struct IndexedReplayTests {
  /// Wants a few names of the sample log, and remembers what it saw with positions and times.
  struct Picky: Projection {
    static let name = "picky"
    static let version = 1
    var initial: Seen.State { Seen.State() }
    var body: Handlers<Seen.State> {
      On("issue_complete", "call") { event, state in
        let time = event.time.map { String($0.rawValue / 1_000_000_000) } ?? "never"
        state.events.append("\(event.name ?? "-")@\(event.position)@\(time)")
      }
    }
  }

  private static let projections: [any Projection] =
    [Picky(), Fragile(limit: 5)] + builtInProjections.map { $0.init() }

  /// A log of which all but the last few lines are indexed.
  private func bench(_ text: String, tail: String = "") throws -> Bench {
    let bench = try Bench(text, segmentLimit: 64 << 10)
    let index = LogIndex.open(for: bench.log, in: try ViewsStore.open(for: bench.log))
    try index.rebuild(timeout: .seconds(10))
    if !tail.isEmpty { try bench.log.append(lines: Array(tail.utf8)) }
    return bench
  }

  private func replay(
    _ bench: Bench, _ projections: [any Projection],
    _ change: (inout Replay.Options) -> Void = { _ in }
  ) throws -> Replayed {
    var options = Replay.Options()
    options.jobs = 1
    // A replay with an end keeps nothing, so none of them begins with what another has kept.
    options.bounds.to = try bench.log.bounds().upperBound
    change(&options)
    return try Replayer(bench.log, options, makesViews: true).replay(projections)
  }

  private var text: String {
    sampleLog(events: 5000) + String(repeating: "{\"event\":\"call\"}\n", count: 20)
  }

  @Test func `what is skipped by the index changes neither digest nor any count`() throws {
    let bench = try bench(text, tail: sampleLog(events: 40))

    for projections in [[Picky()], Self.projections, Array(Self.projections[..<2])] {
      let scanned = try replay(bench, projections) { $0.usesIndex = false }
      for jobs in [1, 2] {
        let picked = try replay(bench, projections) { $0.jobs = jobs }
        #expect(picked.replays == scanned.replays)
        #expect(picked.progress.milestone == scanned.progress.milestone)
        #expect(picked.progress.firstFailures == scanned.progress.firstFailures)
      }
    }
  }

  @Test func `events that are wanted for a key are found by it, however it is spelled`() throws {
    let issues = [
      #""issue_id":"A-1""#, #""issueId":"A-1""#, #""metadata":{"issue_id":"A-1"}"#,
      #""issue_id":"A\u002d1""#, #""issue_id":118"#, #""issue_id":null,"issueId":"A-1""#,
      #""issue_id":{"id":1}"#, #""issue_id":"""#, #""issue_id":"A-1","issue_id":"B-1""#,
    ]
    var log = ""
    for round in 0..<900 {
      let end = #"{"event":"issue_complete",\#(issues[round % 9]),"phases":{"a":1}}"#
      log += end + "\n" + #"{"event":"note\#(round % 7)",\#(issues[round / 9 % 9])}"# + "\n"
      log +=
        #"{"event":"noise","text":"\#(String(repeating: "x", count: 90))"}"# + "\n" + end + "\n"
    }
    let bench = try bench(log, tail: log)

    for projections in [[PhaseTiming()], [PhaseTiming(), Picky()], Self.projections] {
      let scanned = try replay(bench, projections) { $0.usesIndex = false }
      let picked = try replay(bench, projections)
      #expect(picked.replays == scanned.replays)
      #expect(picked.progress.milestone == scanned.progress.milestone)
    }
    let index = LogIndex.open(for: bench.log, in: try ViewsStore.open(for: bench.log))
    let view = LogView(bench.log, try index.snapshot())
    var bytes = 0
    var lines = try view.lines(
      of: PhaseTiming().body.interest, from: .start, to: Position(rawValue: Int64(log.utf8.count)),
      within: Fold.Bounds())
    while let chunk = try lines.next() { bytes += chunk.count }
    #expect(bytes < log.utf8.count * 3 / 4, "lines without an issue are skipped")
  }

  @Test func `lines are really skipped`() throws {
    let bench = try bench(text)
    let index = LogIndex.open(for: bench.log, in: try ViewsStore.open(for: bench.log))
    let view = LogView(bench.log, try index.snapshot())
    var bytes = 0
    var lines = try view.lines(of: .names(["call"]), from: .start, to: nil, within: Fold.Bounds())
    while let chunk = try lines.next() { bytes += chunk.count }
    #expect(bytes < text.utf8.count / 10)
  }

  @Test func `bounds end an indexed replay where they end a scan`() throws {
    let bench = try bench(text, tail: sampleLog(events: 40))
    let length = Int64(text.utf8.count)
    var bounds = stride(from: 0, to: length + 2000, by: 37_003).map {
      Fold.Bounds(to: Position(rawValue: $0))
    }
    let index = LogIndex.open(for: bench.log, in: try ViewsStore.open(for: bench.log))
    let snapshot = try index.snapshot()
    var block = try snapshot.block(atOrAfter: .start)
    while let range = block?.range {
      // Inside of a block's last line, at its end, and inside of the next line.
      for place in [-3, 0, 3] {
        bounds.append(Fold.Bounds(to: range.upperBound.advanced(by: place)))
      }
      block = try snapshot.block(atOrAfter: range.upperBound)
    }
    #expect(bounds.count > 14, "there are blocks")
    for second in stride(from: 1_769_999_990, to: 1_770_005_020, by: 311) {
      let instant = Timestamp(rawValue: Int64(second) * 1_000_000_000)
      bounds += [
        Fold.Bounds(at: instant), Fold.Bounds(since: instant), Fold.Bounds(until: instant),
      ]
    }

    for bounds in bounds {
      let scanned = try replay(bench, [Picky()]) {
        $0.bounds = bounds
        $0.usesCheckpoints = false
        $0.usesIndex = false
      }
      let picked = try replay(bench, [Picky()]) { $0.bounds = bounds }
      #expect(picked.replays == scanned.replays, "\(bounds)")
      #expect(picked.progress.milestone == scanned.progress.milestone, "\(bounds)")
    }
  }

  @Test func `a window leaves the same events out, whichever lines the index picks`() throws {
    let names = ["issue_phase", "note", "noise", "llm_call"]
    let times = [#""ts":"who knows""#, #""ts":1770000000"#, #""ts":1770009000"#, #""ts":{}"#]
    var log = ""
    for round in 0..<6000 {
      let issue = round % 5 < 2 ? #","issue_id":"A-\#(round % 9)""# : ""
      log += #"{"event":"\#(names[round % 4])",\#(times[round / 4 % 4])\#(issue),"n":\#(round)}"#
      log += "\n"
    }
    let bench = try bench(log, tail: log)

    for projections in [[PhaseTiming()], [PhaseTiming(), Picky()], Self.projections] {
      for since in [1_769_999_999, 1_770_005_000, 1_780_000_000] {
        let bounds = Fold.Bounds(since: Timestamp(rawValue: Int64(since) * 1_000_000_000))
        let scanned = try replay(bench, projections) {
          $0.bounds = bounds
          $0.usesIndex = false
        }
        let picked = try replay(bench, projections) { $0.bounds = bounds }
        let alone = try replay(bench, [PhaseTiming()]) { $0.bounds = bounds }
        #expect(picked.replays == scanned.replays, "\(since)")
        #expect(picked.replays.contains { $0.untimely == alone.replays[0].untimely })
        #expect(alone.replays[0].untimely > 0)
      }
    }
  }

  @Test func `a window of time reads the blocks that have some of it, and tells the same`() throws {
    let bench = try bench(sampleLog(events: 12_000), tail: sampleLog(events: 40))
    let index = LogIndex.open(for: bench.log, in: try ViewsStore.open(for: bench.log))
    let view = LogView(bench.log, try index.snapshot())
    func instant(_ second: Int) -> Timestamp {
      Timestamp(rawValue: (1_770_000_000 + Int64(second)) * 1_000_000_000)
    }
    func bytes(_ interest: Interest, _ bounds: Fold.Bounds) throws -> Int {
      var count = 0
      var lines = try view.lines(of: interest, from: .start, to: nil, within: bounds)
      while let chunk = try lines.next() { count += chunk.count }
      return count
    }
    var windows: [Fold.Bounds] = []
    for (since, until) in [
      (0, 1), (700, 900), (2500, 2500), (11_990, 29_999), (-50, 0), (3000, 100),
    ] {
      windows.append(Fold.Bounds(since: instant(since), until: instant(until)))
      windows.append(Fold.Bounds(at: instant(3100), since: instant(since), until: instant(until)))
    }
    for second in stride(from: -1, to: 12_050, by: 3797) {
      windows += [Fold.Bounds(since: instant(second)), Fold.Bounds(until: instant(second))]
    }

    for bounds in windows {
      for projections in [Self.projections, [Picky()]] {
        let scanned = try replay(bench, projections) {
          $0.bounds = bounds
          $0.usesIndex = false
        }
        for jobs in [1, 2] {
          let picked = try replay(bench, projections) {
            $0.bounds = bounds
            $0.jobs = jobs
          }
          #expect(picked.replays == scanned.replays, "\(bounds)")
          #expect(picked.progress.milestone == scanned.progress.milestone, "\(bounds)")
        }
      }
    }
    let narrow = Fold.Bounds(since: instant(2500), until: instant(2520))
    let whole = try bytes(.everything, Fold.Bounds())
    #expect(try bytes(.everything, narrow) < whole / 3, "the rest was read")
    #expect(try bytes(.names(["issue_complete"]), narrow) < whole / 10)
  }

  @Test func `a replay from a checkpoint inside of a block picks what is left`() throws {
    let bench = try bench(text, tail: sampleLog(events: 40))
    let whole = try replay(bench, [Picky()]) { $0.usesIndex = false }
    for start in lineStarts(of: text).enumerated().filter({ $0.offset % 601 == 0 }) {
      var catchUp = bench.catchUp([Picky()])
      try catchUp.load()
      try catchUp.advance(to: Position(rawValue: Int64(start.element)))
      let lost = try catchUp.commit()
      #expect(lost == [])
      let replayed = try replay(bench, [Picky()])
      #expect(replayed.starts[0]?.rawValue == Int64(start.element))
      #expect(replayed.replays == whole.replays)
    }
    #expect(try bench.verifies(Picky()))
  }

  @Test func `skips are found by the index, wherever they stand`() throws {
    let skip = Skip(
      projection: try ProjectionIdentity(of: Picky()).identifier,
      position: Position(rawValue: Int64(text.utf8.count - 17)))
    let line = String(
      decoding: skip.line(reason: "a test", at: Timestamp(rawValue: 0), of: nil), as: UTF8.self)
    for bench in [try bench(text + line), try bench(text, tail: line)] {
      let picked = try replay(bench, [Picky()])
      let scanned = try replay(bench, [Picky()]) { $0.usesIndex = false }
      #expect(picked.replays[0].skipped == 1)
      #expect(picked.replays == scanned.replays)
    }
  }

  @Test func `after a rebuild of the index and without any views the answer is the same`() throws {
    let bench = try bench(text)
    let before = try replay(bench, Self.projections)
    let views = try ViewsStore.open(for: bench.log)
    try LogIndex.open(for: bench.log, in: views).rebuild(timeout: .seconds(10))
    let rebuilt = try replay(bench, Self.projections)
    try views.drop(timeout: .seconds(10))
    let dropped = try replay(bench, Self.projections)

    #expect(rebuilt.replays == before.replays && dropped.replays == before.replays)
  }
}
