import Events
import Journal
import Lines
import TestSupport
import Testing

@testable import Folding
@testable import Index
@testable import Views

/// What whoever looks into a log makes of it once its oldest segments are gone.
@Suite struct PrunedViewTests {
  private let scratch = Scratch()

  /// Events of four segments, each of which has ids of its own and some that all have.
  private func log(indexed isIndexed: Bool) throws -> EventLog {
    var options = EventLog.Options()
    options.unindexedTail = isIndexed ? 0 : 1 << 30
    let log = try EventLog.create(scratch.path + "/\(isIndexed)", options: options)
    for segment in 0..<4 {
      if segment > 0 { try log.rotate() }
      for number in 0..<30 {
        let n = segment * 30 + number
        try log.append(
          lines: Array(
            """
            {"ts":\(1_770_000_000 + n),"event":"work","issue_id":"BUG-\(segment)","n":\(n),\
            "stream":"s","event_id":"e-\(n % 40)","idempotency_key":"k-\(n)"}

            """.utf8))
      }
    }
    _ = try Query().run(over: log) { _ in true }
    return log
  }

  private func numbers(_ log: EventLog, _ query: Query) throws -> [Int64] {
    var found: [Int64] = []
    try query.run(over: log) { event in
      if let n = event.integer("n") { found.append(n) }
      return true
    }
    return found
  }

  private func query(_ change: (inout Query) -> Void) -> Query {
    var query = Query()
    change(&query)
    return query
  }

  @Test(arguments: [false, true])
  func `a query finds what is kept, by every way to it, and nothing else`(isIndexed: Bool) throws {
    let log = try log(indexed: isIndexed)
    let first = try log.dropSegments(2)
    let session = try EventLog.open(log.layout.root, options: log.options)

    for log in [log, session] {
      #expect(try numbers(log, Query()) == Array(60..<120))
      #expect(try numbers(log, query { $0.newestFirst = true }) == (60..<120).reversed())
      #expect(
        try numbers(log, query { $0.filter.issueIDs = ["BUG-0", "BUG-2"] }) == Array(60..<90))
      #expect(try numbers(log, query { $0.filter.issueIDs = ["BUG-1"] }) == [])
      #expect(try numbers(log, query { $0.filter.eventIDs = ["e-5", "e-30"] }) == [70, 85, 110])
      #expect(try numbers(log, query { $0.filter.idempotencyKeys = ["k-7", "k-77"] }) == [77])
      #expect(
        try numbers(
          log, query { $0.filter.since = Timestamp(rawValue: 1_770_000_050 * 1_000_000_000) })
          == Array(60..<120))
      #expect(
        try numbers(
          log, query { $0.filter.until = Timestamp(rawValue: 1_770_000_062 * 1_000_000_000) })
          == [60, 61])
      #expect(try numbers(log, query { $0.from = first }) == Array(60..<120))
      #expect(try numbers(log, query { $0.to = first.advanced(by: 1) }) == [60])
    }
    if isIndexed {
      let explanation = try Query().run(over: log) { _ in true }
      #expect(explanation.indexedThrough == (try log.bounds().upperBound))
      #expect(!explanation.isDegraded, "\(explanation.reason ?? "")")
    }
  }

  @Test(arguments: [false, true])
  func `a query from what is gone is told so`(isIndexed: Bool) throws {
    let log = try log(indexed: isIndexed)
    let first = try log.dropSegments(1)

    for position in [Int64(1), 100, first.rawValue - 1] {
      let error = #expect(throws: JournalError.self) {
        try numbers(log, query { $0.from = Position(rawValue: position) })
      }
      #expect(error?.code == .truncated && error?.message.contains("\(first)") == true)
    }
    #expect(
      try numbers(log, query { $0.from = .start }) == Array(30..<120), "the start is any start")
  }

  @Test func `the index stays what it is when segments before its last block go`() throws {
    let log = try log(indexed: true)
    try log.dropSegments(3)

    let status = try IndexStatus(of: log)
    #expect(status.condition == .good && status.events == 120 && status.behind == 0)
    // All that it has its checksum of is gone, too, and it cannot be looked at.
    let last = try log.bounds().upperBound
    try log.rotate()
    try log.dropSegments(1)
    #expect(try log.bounds() == last..<last)
    #expect(try IndexStatus(of: log).condition == .good)
    try log.append(lines: Array("{\"event\":\"work\",\"n\":120,\"stream\":\"s\"}\n".utf8))
    #expect(try numbers(log, query { $0.filter.streams = ["s"] }) == [120])
  }

  @Test(arguments: [false, true])
  func `streams and keys count on over what is gone, as far as the index knows it`(isIndexed: Bool)
    throws
  {
    let log = try log(indexed: isIndexed)
    try log.dropSegments(2)

    let error = #expect(throws: AppendError.self) {
      try log.append([NewEvent("x")], onlyIf: [.expecting(stream: "s", revision: 1)])
    }
    #expect(error?.actual == (isIndexed ? 120 : 60))
    #expect(try log.append(NewEvent("x"), key: "k-100").isRepeat)
  }

  @Test func `a subscription and a reactor from what is gone are told so, one behind it goes on`()
    async throws
  {
    let log = try log(indexed: false)
    let first = try log.dropSegments(1)
    let gone = Position(rawValue: first.rawValue - 1)

    var late = Subscription(to: log, from: gone, matching: Filter(), draining: false)
      .makeAsyncIterator()
    do {
      _ = try await late.next()
      Issue.record("what is gone was given")
    } catch { #expect((error as? JournalError)?.code == .truncated) }
    var counting = Counting(checkpoint: gone)
    do {
      try await counting.react(to: log)
      Issue.record("what is gone was given")
    } catch { #expect((error as? JournalError)?.code == .truncated) }
    #expect(counting.events == 0)
    for start in [nil, first] {
      var all = Subscription(to: log, from: start, matching: Filter(), draining: false)
        .makeAsyncIterator()
      let batch = try #require(try await all.next())
      let number = batch.events.first.flatMap { $0.event.integer("n") }
      #expect(number == 30)
    }
  }

  @Test func `what was read of a tail before its segment went is given to whoever comes later`()
    throws
  {
    let log = try log(indexed: false)
    let tail = LogTail(of: log)
    let bases = try SegmentList(log.layout).bases
    var early = BatchReader(log, by: tail)
    let there = try early.next()?.count
    #expect(there == 30)

    try log.dropSegments(2)

    var late = BatchReader(log, by: tail)
    let inMemory = try late.next()?.count
    #expect(inMemory == 30)
    let error = #expect(throws: JournalError.self) {
      var alone = BatchReader(log)
      _ = try alone.next()
    }
    #expect(error?.code == .truncated)
    late.skip(to: bases[2])
    late.skip(to: .start)
    let place = late.position
    #expect(place == bases[2], "it never goes back")
    let kept = try late.next()?.count
    #expect(kept == 30)
  }

  @Test func `a live follower that has come to the end goes on there, whatever went before it`()
    throws
  {
    let log = try log(indexed: false)
    var options = Following.Options()
    options.keepsStates = false
    let pull = Pull([Seen()], of: log, options)
    while try pull.pull() {}
    let before = pull.catchUp.position
    let end = try log.bounds().upperBound
    #expect(before == end)

    try log.dropSegments(3)
    try log.append(.numbered(0))

    while try pull.pull() {}
    let (after, events) = (pull.catchUp.position, try pull.catchUp.replays()[0].events)
    #expect(try after == log.bounds().upperBound)
    #expect(events == 121)
  }
}

/// Counts what it is given.
private struct Counting: Reactor {
  let name = "counting"
  var checkpoint: Position?
  var events = 0

  mutating func handle(_ batch: LineBatch) {
    events += batch.count
    checkpoint = batch.end
  }
}
