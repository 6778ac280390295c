import Events
import Journal
import TestSupport
import Testing
import Index
import Views

/// Conditions on a log whose index does not go to its end.
@Suite struct IndexedConditionTests {
  private let scratch = Scratch()
  private static let second: Int64 = 1_000_000_000

  private static func time(_ second: Int64) -> Timestamp {
    Timestamp(rawValue: (1_770_000_000 + second) * Self.second)
  }

  /// A hundred events, one a second, all of them indexed, and the lines behind them, which are not.
  private func log(_ name: String = "a", behind lines: String) throws -> EventLog {
    var options = EventLog.Options()
    options.unindexedTail = 400
    let log = try EventLog.create(scratch.path + "/" + name, options: options)
    try log.append((0..<100).map { NewEvent("tick", at: Self.time($0)) })
    let found = try Query().run(over: log) { _ in true }
    #expect(try found.indexedThrough == log.bounds().upperBound)
    try log.append(lines: Array((lines + "\n").utf8))
    return log
  }

  private func refusal(_ log: EventLog, _ condition: AppendCondition) throws -> AppendError? {
    do {
      try log.append([NewEvent("z")], onlyIf: [condition])
      return nil
    } catch { return error }
  }

  @Test func `an untimed line behind the index has the time of the last one in it`() throws {
    var filter = Filter()
    filter.names = ["late"]
    for (since, isThere) in [(Int64(0), true), (99, true), (100, false)] {
      let log = try log("\(since)", behind: #"{"event":"late"}"#)
      let end = try log.bounds().upperBound
      filter.since = Self.time(since)

      let error = try refusal(log, .none(matching: filter))

      #expect((error?.code == .matchFound) == isThere, "since \(since)")
      #expect(error == nil || error?.position == end.advanced(by: -17))
    }
  }

  @Test func `so it has where only what came later is looked at`() throws {
    let log = try log(behind: #"{"event":"late"}"# + "\n" + #"{"event":"later"}"#)
    let end = try log.bounds().upperBound
    var filter = Filter()
    filter.since = Self.time(99)
    for start in [end.advanced(by: -18), end.advanced(by: -35)] {
      let error = try refusal(log, .none(matching: filter, from: start))

      #expect(error?.code == .matchFound && error?.position == start)
    }
    filter.since = Self.time(100)
    #expect(try refusal(log, .none(matching: filter, from: end.advanced(by: -35))) == nil)
  }

  @Test func `streams and keys of the index are counted on behind it`() throws {
    let log = try log(
      behind: #"{"event":"a","stream":"s"}"# + "\n" + #"{"event":"b","idempotency_key":"k"}"#)

    let error = try refusal(log, .expecting(stream: "s", revision: 0))
    #expect(error?.code == .wrongRevision && error?.actual == 1)
    #expect(try log.append(NewEvent("c"), key: "k").isRepeat)
    #expect(try refusal(log, .expecting(stream: "s", revision: 1)) == nil)
  }

  @Test(arguments: [false, true])
  func `a condition on the log's own events passes over what others say, indexed or not`(
    isIndexed: Bool
  ) throws {
    var filter = Filter()
    filter.names = ["decided"]
    filter.isOwn = true
    let condition = AppendCondition.none(matching: filter)
    let log = try log(behind: #"{"event":"other"}"#)
    try Disk.append(log.layout.inbox, "{\"event\":\"decided\"}\n")
    try log.drain()
    if isIndexed {
      try log.append((0..<100).map { NewEvent("tick", at: Self.time($0)) })
      _ = try Query().run(over: log) { _ in true }
    }

    #expect(try refusal(log, condition) == nil, "a stranger said it")
    let own = try log.append(NewEvent("decided"))
    let error = try refusal(log, condition)

    #expect(error?.code == .matchFound && error?.position == own.position)
    filter.isOwn = false
    #expect(try refusal(log, .none(matching: filter, from: .start))?.position != own.position)
  }
}
