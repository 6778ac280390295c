import Events
import Journal
import ProjectionTesting
import TestSupport
import Testing

@Suite struct ThenTests {
  private let grep = #"{"event":"seen","tool":"grep"}"#
  private let list = #"{"event":"seen","tool":"ls"}"#

  @Test func `given, when, then`() throws {
    try ProjectionSpec(Counts())
      .given(grep, list)
      .when(grep)
      .then(["grep": 2, "ls": 1])
      .then(report: ["grep": 2, "ls": 1])
      .then { state in #expect(state.count == 2) }
  }

  @Test func `events, lines, texts of several lines and files are one log`() throws {
    let scratch = Scratch()
    try Disk.write(scratch.path + "/log", Array("\(list)\n\(list)\n".utf8))

    let spec = try ProjectionSpec(Counts())
      .given(NewEvent("seen", fields: [Member("tool", "grep")]))
      .given("\(grep)\n\(list)\n")
      .given(lines: [grep])
      .given(file: scratch.path + "/log")

    try spec.then(["grep": 3, "ls": 3])
  }

  @Test func `parameters are those of the value`() throws {
    try ProjectionSpec(Counts(step: 5)).when(grep).then(["grep": 5])
  }

  @Test func `another state is told by its places`() throws {
    let spec = ProjectionSpec(Counts()).given(grep).when(list, list)

    let failure = try #require(failure { try spec.then(["grep": 2, "cat": 1]) })

    #expect(failure.code == .unexpected)
    #expect(
      failure.description == """
        counts came to another state than expected; the state differs:
          /cat: missing, where 1 should be
          /grep: 1 instead of 2
          /ls: 2, where nothing should be
        """)
  }

  @Test func `another report is told, too`() throws {
    let failure = try #require(
      failure { try ProjectionSpec(Counts()).when(grep).then(report: ["grep": 2]) })

    #expect(failure.description.contains("the report differs:\n  /grep: 1 instead of 2"))
  }

  @Test func `that nothing changes can be expected`() throws {
    let spec = ProjectionSpec(Counts()).given(grep)

    try spec.when(#"{"event":"other"}"#).thenNothingChanges()
    let failure = try #require(failure { try spec.when(grep).thenNothingChanges() })

    #expect(failure.differences.map(\.description) == ["/grep: 2 instead of 1"])
  }

  @Test func `a handler that throws is a failure, unless it may`() throws {
    let spec = ProjectionSpec(Once()).given(#"{"event":"seen","event_id":"a"}"#).when(grep)

    let failure = try #require(failure { try spec.then(Once.State(ids: ["a"])) })

    #expect(failure.code == .handlerThrew)
    #expect(failure.description.contains("line 2 of 2: \(grep): NoID()"))
    try spec.allowingFailures().then(Once.State(ids: ["a"]))
  }

  @Test func `that a handler throws can be expected`() throws {
    let good = #"{"event":"seen","event_id":"a"}"#

    try ProjectionSpec(Once()).given(good).when(grep, list).thenFails()

    let late = failure { try ProjectionSpec(Once()).given(grep).when(grep).thenFails() }
    #expect(late?.description.contains("line 1 of 2") == true)
    let never = failure { try ProjectionSpec(Once()).given(good).when(good).thenFails() }
    #expect(never?.description.contains("no handler of once threw on line 2 of 2") == true)
  }

  @Test func `long lists of differences are cut, and say so`() throws {
    let lines = (0..<30).map { #"{"event":"seen","tool":"t\#($0)"}"# }

    let failure = try #require(
      failure { try ProjectionSpec(Counts()).given(lines: lines).then([:]) })

    #expect(failure.differences.count == 30)
    #expect(failure.description.hasSuffix("and 18 more"))
  }

  @Test func `an empty log is the initial state`() throws {
    try ProjectionSpec(Counts()).then([:]).checkLaws().checkRepeats(.ignored)
  }
}
