import Events
import Journal
import Telemetry
import TelemetryTesting
import TestSupport
import Testing

@Suite struct EventRecorderTests {
  @Test func `what a program tells is at hand, completed as in a log`() {
    let recorder = EventRecorder(tool: "backup")

    recorder.emitter.emit("copied", ["files": 12], level: .notice)
    recorder.emitter.emit("done")

    #expect(recorder.events.map(\.name) == ["copied", "done"])
    #expect(recorder.events[0]["files"] == 12 && recorder.events[0]["level"] == "notice")
    #expect(recorder.events[1]["tool"] == "backup" && recorder.events[1]["files"] == nil)
    #expect(recorder.events(named: "done").count == 1)
    recorder.removeAll()
    #expect(recorder.events.isEmpty)
  }

  @Test func `its lines are those that a store gets, byte by byte`() throws {
    let scratch = Scratch()
    let recorder = EventRecorder(tool: "t", options: strict)
    var options = strict
    options.clock = recorder.clock.emitterClock
    let emitter = Emitter(
      into: StoreLocation(path: scratch.store, reason: .option), tool: "t", options: options)

    for emitter in [recorder.emitter, emitter] {
      TraceContext.$current.withValue(TraceContext(traceparent: Self.parent)) {
        emitter.emit("login", ["password": "correct horse", "n": 1, "n": 2])
        emitter.emit("long", ["text": .string(String(repeating: "é", count: 3 << 20))])
        emitter.emit("quiet", level: .debug)
        emitter.emit("dropped.now")
      }
    }

    let log = try EventLog.open(scratch.store).eventLines()
    #expect(log.count == 2 && recorder.lines == log)
    #expect(!recorder.lines[0].contains("horse"))
  }

  @Test func `its clock is the time of events, spans and runs`() throws {
    let clock = TestClock(at: Timestamp(rawValue: 1_000_000_000_000_000_000))
    let recorder = EventRecorder(clock: clock)

    recorder.emitter.emit("first")
    clock.advance(by: .seconds(90))
    recorder.emitter.span("work") { _ in
      clock.advance(by: .milliseconds(250))
      clock.set(to: Timestamp(rawValue: 0))
    }
    recorder.emitter.run("agent", job: "sync") { _ in clock.advance(by: .seconds(3)) }

    let events = recorder.events
    try #require(events.map(\.name) == ["first", "work", "run", "run"])
    #expect(events[0].time?.description == "2001-09-09T01:46:40.000000Z")
    #expect(events[1]["start_time"] == "2001-09-09T01:48:10.000000Z")
    #expect(events[1]["duration_s"] == 0.25, "a clock that is set back shortens nothing")
    #expect(events[1].time == Timestamp(rawValue: 0))
    #expect(events[2]["start_time"] == "1970-01-01T00:00:00.000000Z")
    #expect(events[3]["end_time"] == "1970-01-01T00:00:03.000000Z")
    #expect(events[3]["duration_ms"] == 3000)
    #expect(events[2]["run_id"]?.text?.hasPrefix("00000000-0000-7") == true)
  }

  @Test func `of so many a second the clock's seconds count`() {
    var options = Emitter.Options()
    options.sampling = Sampling([.init("tick", first: 2)])
    let recorder = EventRecorder(options: options)

    for _ in 0..<5 { recorder.emitter.emit("tick") }
    recorder.clock.advance(by: .seconds(1))
    for _ in 0..<5 { recorder.emitter.emit("tick") }

    #expect(recorder.events.count == 4)
  }

  @Test func `what is left to a thread is there without a wait, in order`() async {
    var options = Emitter.Options()
    options.delivery = .buffered(capacity: 10_000)
    let recorder = EventRecorder(options: options)

    for number in 0..<1000 { recorder.emitter.emit("n", ["i": .integer(Int64(number))]) }

    #expect(recorder.events.map { $0["i"] } == (0..<1000).map { .integer(Int64($0)) })
  }

  private static let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"

  /// Options under which every step before the write has something to do.
  private var strict: Emitter.Options {
    var options = Emitter.Options()
    options.level = .info
    options.sampling = Sampling([.init("dropped.*", rate: 0)])
    return options
  }
}
