import Events
import ProjectionTesting
import Projections
import TestSupport
import Testing

@testable import SeedBound
@testable import custom_projection

@Suite struct ProcessLawTests {
  @Test func `the example keeps every law, in other processes, too`() throws {
    let lines = try Disk.text(examples + "/data/little-loops/issue_lifecycle.jsonl")
      .split(separator: "\n").prefix(200)

    try ProjectionSpec(LeadTime()).given(lines: lines.map(String.init))
      .checkLaws().checkProcesses(running: "custom-projection")
      .checkStrangeEvents(running: "custom-projection")
    try ProjectionSpec(LeadTime(type: "BUG")).given(lines: lines.map(String.init))
      .checkProcesses(running: "custom-projection", runs: 2)
  }

  @Test func `the example measures from the first capture to the first completion`() throws {
    func issue(_ event: String, day: Int) -> String {
      #"{"event":"issue.\#(event)","ts":"2026-01-0\#(day)","issue_id":"B-1","issue_type":"BUG"}"#
    }
    let closed = ProjectionSpec(LeadTime())
      .given(issue("captured", day: 1), issue("captured", day: 2))
      .when(issue("completed", day: 4))

    try closed.then { state in
      #expect(state.open.isEmpty)
      #expect(state.closed["BUG"]?.max == Nanoseconds(seconds: 3 * 86_400))
    }
    try closed.checkRepeats { #expect($0.twice.strays == $0.once.strays + 1) }
    try ProjectionSpec(LeadTime(type: "ENH")).given(issue("captured", day: 1)).then(.init())
  }

  @Test func `built-in projections keep every law`() throws {
    let log = try Disk.text(examples + "/data/structlog/current.jsonl").split(separator: "\n")
    let lines = log.prefix(120).map(String.init)

    try ProjectionSpec(PhaseTiming()).given(lines: lines).checkLaws()
      .checkProcesses(running: "custom-projection", runs: 2)
      .checkStrangeEvents(running: "tlm")
    try ProjectionSpec(EventCounts()).given(lines: lines).checkLaws()
      .checkProcesses(running: "tlm", runs: 2)
      .checkStrangeEvents(running: "tlm")
  }

  @Test func `what only differs between processes is found by another process`() throws {
    let lines = ["a", "b", "c"].map { #"{"event":"seen","tool":"\#($0)"}"# }
    let spec = ProjectionSpec(SeedBound()).given(lines: lines)

    let failure = failure { try spec.checkDeterminism().checkProcesses(running: "SeedBound") }

    #expect(failure?.code == .processes)
    #expect(failure?.differences.map(\.path).sorted() == ["/a", "/b", "/c"])
  }

  @Test func `an event that makes a handler trap is found, and ends no test`() throws {
    let spec = ProjectionSpec(Trusting()).given(#"{"event":"paid","to":"me","amount":1}"#)

    let failure = failure { try spec.checkStrangeEvents(running: "SeedBound") }

    #expect(failure?.code == .strangeEvents)
    let line = #"{"event":"paid","to":"me","amount":9223372036854775807}"#
    #expect(failure?.description.contains("traps on \(line);") == true)
  }

  @Test func `a program that is not there, or does not know the projection, is told`() throws {
    let spec = ProjectionSpec(Counts()).given(#"{"event":"seen"}"#)

    let missing = failure { try spec.checkProcesses(running: "no-such-program") }
    let ignorant = failure { try spec.checkProcesses(running: "tlm") }

    #expect(missing?.code == .program)
    #expect(missing?.description.contains("no-such-program") == true)
    #expect(ignorant?.code == .program)
    #expect(ignorant?.description.contains("there is no projection counts") == true)
  }

  /// The folder `Examples` of this package.
  private let examples =
    #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined() + "/Examples"
}
