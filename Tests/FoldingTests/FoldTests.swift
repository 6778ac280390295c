import Events
import Journal
import Lines
import Projections
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Views

@Suite struct FoldTests {
  /// What came of the built-in projections and one that records everything.
  private func replays(
    _ source: consuming Chunks, jobs: Int = 1
  ) throws -> (replays: [Replay], progress: Fold.Progress) {
    var fold = Fold()
    fold.add(Seen())
    for projection in builtInProjections { fold.add(type: projection) }
    try fold.run(over: source, jobs: jobs)
    return (try fold.replays(), fold.progress)
  }

  @Test func `an empty log leaves every state as it was`() throws {
    let result = try replays(Chunks([]))

    #expect(result.progress == Fold.Progress())
    #expect(result.replays.allSatisfy { $0.events == 0 && $0.matched == 0 && $0.through == nil })
    #expect(try result.replays[0].digest == Digest(of: Seen.State()))
  }

  @Test func `events are seen in the order of the log, with position and time`() throws {
    var fold = Fold()
    fold.add(Seen())

    try fold.run(over: Chunks("{\"event\":\"a\"}\n\n{\"event\":\"b\",\"ts\":7}\nbad\n{\"x\":1}"))

    let state = fold.state(of: Seen.self)
    #expect(state?.events == ["a@0@never", "b@15@7", "-@40@7"])
    let progress = fold.progress
    #expect(progress.events == 3 && progress.quarantined == 1)
    #expect(progress.firstQuarantined.map(\.position) == [Position(rawValue: 36)])
    #expect(progress.through == Position(rawValue: 47))
    #expect(progress.lastTime == Timestamp(rawValue: 7_000_000_000))
  }

  @Test func `the same lines give the same result at any chunking`() throws {
    let log = sampleLog(events: 120)
    let starts = lineStarts(of: log)

    let whole = try replays(chunks(of: log, at: []))

    for start in starts {
      let split = try replays(chunks(of: log, at: [start]))
      #expect(split.replays == whole.replays && split.progress == whole.progress)
    }
    let single = try replays(chunks(of: log, at: starts))
    #expect(single.replays == whole.replays && single.progress == whole.progress)
  }

  @Test(arguments: [2, 3, 8])
  func `any number of jobs gives the result of one`(jobs: Int) throws {
    let log = sampleLog(events: 4000)
    let starts = lineStarts(of: log)
    let alone = try replays(chunks(of: log, at: []))

    for stride in [1, 7, 100] {
      let offsets = starts.enumerated().compactMap { $0 % stride == 0 ? $1 : nil }
      let together = try replays(chunks(of: log, at: offsets), jobs: jobs)
      #expect(together.replays == alone.replays && together.progress == alone.progress)
    }
  }

  @Test func `many projections in one pass equal each by itself`() throws {
    let log = sampleLog(events: 500)
    let together = try replays(Chunks(log)).replays

    for (place, projection) in ([Seen.self] + builtInProjections).enumerated() {
      var fold = Fold()
      fold.add(type: projection)
      try fold.run(over: Chunks(log))
      let alone = try fold.replays()
      #expect(alone == [together[place]])
    }
  }

  @Test func `a projection matches the events that its handlers name`() throws {
    let replays = try replays(Chunks(sampleLog(events: 400) + "{\"event\":\"other\"}\n")).replays

    let matched = Dictionary(uniqueKeysWithValues: replays.map { ($0.projection, $0.matched) })
    #expect(matched["seen"] == 401 && matched["event-counts"] == 401)
    #expect(matched["phase-timing"] == 400)
  }

  @Test func `several sources are one log`() throws {
    var fold = Fold()
    fold.add(Seen())

    try fold.run(over: Chunks("{\"event\":\"a\",\"ts\":7}\n"))
    try fold.run(over: Chunks("{\"event\":\"b\"}\n"), jobs: 2)

    let state = fold.state(of: Seen.self)
    #expect(state?.events == ["a@0@7", "b@0@7"])
  }

  @Test(arguments: [1, 2])
  func `what a throwing handler changed stays, and its event counts as failed`(jobs: Int) throws {
    let log = String(repeating: "{\"event\":\"call\"}\n", count: 5)
    var fold = Fold()
    fold.add(Fragile())
    fold.add(Seen())

    try fold.run(over: chunks(of: log, at: lineStarts(of: log)), jobs: jobs)

    let replays = try fold.replays()
    // A later handler of the same event does not see it; other projections do.
    let state = fold.state(of: Fragile.self)
    #expect(state == ["calls": 5, "after": 2])
    #expect(replays[0].matched == 5 && replays[0].failed == 3)
    #expect(replays[1].matched == 5 && replays[1].failed == 0)
    let failures = fold.progress.firstFailures
    #expect(failures.map(\.position.rawValue) == [34, 51, 68])
    #expect(failures.first?.message == "TooMany(count: 3)")
  }

  @Test(arguments: [1, 2, 4])
  func `a strict fold stops at the first event whose handler throws`(jobs: Int) throws {
    let log = String(repeating: "{\"event\":\"call\"}\n", count: 50)
    var fold = Fold(isStrict: true)
    fold.add(Fragile())
    fold.add(Seen())

    let source = chunks(of: log, at: lineStarts(of: log))
    var failure: FoldError?
    do { try fold.run(over: source, jobs: jobs) } catch { failure = error }

    #expect(failure?.code == .handlerFailed)
    #expect(failure?.position == Position(rawValue: 34))
    let calls = fold.state(of: Fragile.self)?["calls"]
    #expect(calls == 3)
  }

  @Test(arguments: [1, 2, 4])
  func `what was read before a log became unreadable is folded`(jobs: Int) throws {
    struct Broken: LineSource {
      var left = 10
      mutating func next() throws(JournalError) -> LineChunk? {
        left -= 1
        if left < 0 { throw JournalError(.system, "the disk is gone") }
        return LineChunk(Array("{\"event\":\"a\"}\n".utf8))
      }
    }
    var fold = Fold()
    fold.add(Seen())

    var failure: FoldError?
    do { try fold.run(over: Broken(), jobs: jobs) } catch { failure = error }

    #expect(failure?.code == .unreadable)
    let events = fold.progress.events
    #expect(events == 10)
  }

  @Test(arguments: [1, 2, 4])
  func `what was promised before a chunk that cannot be read is folded, and nothing behind it`(
    jobs: Int
  ) throws {
    struct Broken: LineSource {
      var given: Int64 = 0
      mutating func next() throws(JournalError) -> LineChunk? { try nextPromise()?.chunk() }
      mutating func nextPromise() throws(JournalError) -> PromisedChunk? {
        let number = given
        if number == 40 { return nil }
        given += 1
        let line = Array("{\"event\":\"a\"}\n".utf8)
        let start = Position(rawValue: number * Int64(line.count))
        return PromisedChunk(of: start..<start.advanced(by: line.count)) {
          () throws(JournalError) in
          if number == 10 || number == 12 { throw JournalError(.system, "the disk is gone") }
          return LineChunk(line, position: start)
        }
      }
    }
    for _ in 0..<50 {
      var fold = Fold()
      fold.add(Seen())

      var failure: FoldError?
      do { try fold.run(over: Broken(), jobs: jobs) } catch { failure = error }

      #expect(failure?.code == .unreadable)
      let events = fold.progress.events
      #expect(events == 10)
    }
  }

  @Test func `a replay tells all that it rests on`() throws {
    var fold = Fold()
    fold.add(Fragile())
    try fold.run(over: Chunks("{\"event\":\"call\"}\nbad\n"))

    let json = try fold.replays()[0].json(elapsed: .milliseconds(1500))

    #expect(
      JSONWriter.text(of: json)
        == #"{"projection":"fragile","version":3,"parameters":{"limit":2},"through":21,"#
        + #""events":1,"matched":1,"quarantined":1,"unreadable":0,"digest":"\#(try Digest(of: ["after": 1, "calls": 1]))","#
        + #""elapsed_s":1.5,"report":{"after":1,"calls":1}}"#)
  }
}
