import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Views

/// What comes to a log, or in its place, between the look at its conditions and the lock.
@Suite struct ConditionRaceTests {
  private let scratch = Scratch()

  private struct Case: Sendable, CustomStringConvertible {
    let description: String
    let condition: AppendCondition
    /// What stands against it.
    let line: String
    let code: AppendError.Code
  }

  private static let cases = [
    Case(
      description: "a stream that is not there", condition: .expecting(stream: "s", revision: 0),
      line: #"{"event":"x","stream":"s"}"#, code: .wrongRevision),
    Case(
      description: "a stream of one event", condition: .expecting(stream: "t", revision: 1),
      line: #"{"event":"x","stream":"t"}"# + "\n" + #"{"event":"y","stream":"t"}"#,
      code: .wrongRevision),
    Case(
      description: "an event that must not be there",
      condition: .none(
        matching: {
          var filter = Filter(); filter.names = ["x"]; return filter
        }()),
      line: #"{"event":"x"}"#, code: .matchFound),
  ]

  private func made(_ root: String, _ lines: String) throws -> EventLog {
    let log = try EventLog.create(root)
    try log.append(lines: Array((lines + "\n").utf8))
    return log
  }

  /// Right before the append takes the lock of the log.
  private func beforeLock<Result>(
    of append: () throws -> Result, by other: @escaping @Sendable () throws -> Void,
    _ body: () throws -> Result
  ) throws -> Swift.Result<Result, any Error> {
    let calls = Faults.calls { () throws(any Error) in _ = try append() }.calls
    let lock = try #require(calls.firstIndex(of: .flock), "\(calls)")
    let (result, struck) = Faults.interrupt(
      call: lock + 1,
      by: { do { try other() } catch { Issue.record(error) } }
    ) { () throws(any Error) in try body() }
    #expect(struck == .flock)
    return result
  }

  @Test(arguments: cases.indices)
  func `a store that was made anew in between is judged by its own log`(number: Int) throws {
    let it = Self.cases[number]
    let first = #"{"event":"a","stream":"t"}"#
    for other in ["", "\n" + String(repeating: "{\"event\":\"more\"}\n", count: 300)] {
      // The same once more, to know which of its calls is the lock's.
      let trial = try made(scratch.path + "/trial-\(number)-\(other.count)", first)
      let root = scratch.path + "/store-\(number)-\(other.count)"
      let log = try made(root, first)
      let result = try beforeLock(
        of: { try trial.append([NewEvent("z")], onlyIf: [it.condition]) },
        by: {
          Scratch.remove(root)
          let anew = try EventLog.create(root)
          // At least as long as the one before, and what stands against it early on.
          try anew.append(lines: Array((it.line + "\n" + first + "\n" + other).utf8))
        },
        { try log.append([NewEvent("z")], onlyIf: [it.condition]) })

      let error = #expect(throws: AppendError.self, "\(it)") { try result.get() }
      #expect(error?.code == it.code, "\(it)")
      #expect(try !EventLog.open(root).lines().contains { $0.contains("\"z\"") }, "\(it)")
    }
  }

  @Test(arguments: cases.indices)
  func `what another process appends in between is judged, too`(number: Int) throws {
    let it = Self.cases[number]
    let first = #"{"event":"a","stream":"t"}"#
    let trial = try made(scratch.path + "/trial", first)
    let root = scratch.path + "/store"
    let log = try made(root, first)
    let result = try beforeLock(
      of: { try trial.append([NewEvent("z")], onlyIf: [it.condition]) },
      by: { try EventLog.open(root).append(lines: Array((it.line + "\n").utf8)) },
      { try log.append([NewEvent("z")], onlyIf: [it.condition]) })

    let error = #expect(throws: AppendError.self, "\(it)") { try result.get() }
    #expect(error?.code == it.code, "\(it)")
  }

  @Test func `a key that another process wrote in between is written once`() throws {
    let trial = try made(scratch.path + "/trial", #"{"event":"a"}"#)
    let root = scratch.path + "/store"
    let log = try made(root, #"{"event":"a"}"#)
    let result = try beforeLock(
      of: { try trial.append(NewEvent("z"), key: "k") },
      by: { try EventLog.open(root).append(NewEvent("y"), key: "k") },
      { try log.append(NewEvent("z"), key: "k") })

    let receipt = try result.get()
    #expect(receipt.isRepeat && !receipt.hasSameContent)
    #expect(try log.lines().count == 2)
  }
}
