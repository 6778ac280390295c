import Events
import Index
import Journal
import TestSupport
import Testing

/// Queries whose answer ends where something else ends: a block, a read, what is held in memory.
@Suite struct QueryEdgeTests {
  private let scratch = Scratch()

  private func log(_ name: String, unindexedTail: Int64 = 0) throws -> EventLog {
    var options = EventLog.Options()
    options.unindexedTail = unindexedTail
    return try EventLog.create(scratch.path + "/" + name, options: options)
  }

  private static func second(_ second: Int) -> Timestamp {
    Timestamp(rawValue: (1_770_000_000 + Int64(second)) * 1_000_000_000)
  }

  private func numbers(
    _ log: EventLog, withWaiting: Bool = false, _ change: (inout Query) -> Void
  ) throws -> [Int64] {
    var query = Query()
    change(&query)
    var found: [Int64] = []
    try query.run(over: log, withWaiting: withWaiting) { event in
      if let n = event.integer("n") { found.append(n) }
      return true
    }
    return found
  }

  @Test func `a block whose events are all of one instant is read for exactly that instant`() throws
  {
    let log = try log("instants")
    for segment in 0..<4 {
      if segment > 0 { try log.rotate() }
      try log.append(
        (0..<50).map {
          NewEvent(
            "tick", at: Self.second(segment),
            fields: [Member("n", .integer(Int64(segment * 50 + $0)))])
        })
    }
    let whole = try Query().run(over: log) { _ in true }
    #expect(whole.indexedThrough != nil)

    for segment in 0..<4 {
      let own = (0..<50).map { Int64(segment * 50 + $0) }
      for newestFirst in [false, true] {
        let exact = try numbers(log) {
          $0.filter.since = Self.second(segment)
          $0.filter.until = Self.second(segment + 1)
          $0.newestFirst = newestFirst
        }
        let after = try numbers(log) {
          $0.filter.since = Self.second(segment)
          $0.newestFirst = newestFirst
        }
        let before = try numbers(log) {
          $0.filter.until = Self.second(segment)
          $0.newestFirst = newestFirst
        }
        #expect(exact.sorted() == own, "second \(segment)")
        #expect(after.sorted() == (Int64(segment * 50)..<200).map { $0 }, "second \(segment)")
        #expect(before.sorted() == (0..<Int64(segment * 50)).map { $0 }, "second \(segment)")
      }
      let named = try numbers(log) {
        $0.filter.names = ["tick"]
        $0.filter.since = Self.second(segment)
        $0.filter.until = Self.second(segment + 1)
      }
      #expect(named == own, "second \(segment)")
    }
  }

  @Test func `what stands behind an index that lags is found by every way`() throws {
    let log = try log("lagging", unindexedTail: 1_000)
    func event(_ n: Int) -> NewEvent {
      NewEvent(
        "tick", at: Self.second(n),
        fields: [
          Member("n", .integer(Int64(n))), Member("issue_id", .string("BUG-\(n % 2)")),
          Member("event_id", .string("e-\(n)")),
        ])
    }
    try log.append((0..<60).map(event))
    let indexed = try Query().run(over: log) { _ in true }
    try log.append((60..<65).map(event))
    let behind = try Query().run(over: log) { _ in true }
    #expect(indexed.indexedThrough != nil && behind.indexedThrough == indexed.indexedThrough)
    #expect(behind.tailBytes > 0)

    let odd = (0..<65).filter { $0 % 2 == 1 }.map { Int64($0) }
    #expect(try numbers(log) { _ in } == (0..<65).map { Int64($0) })
    #expect(try numbers(log) { $0.filter.issueIDs = ["BUG-1"] } == odd)
    #expect(try numbers(log) { $0.filter.eventIDs = ["e-3", "e-62"] } == [3, 62])
    #expect(try numbers(log) { $0.filter.since = Self.second(58) } == (58..<65).map { Int64($0) })
    let newest = try numbers(log) {
      $0.filter.issueIDs = ["BUG-1"]
      $0.newestFirst = true
      $0.limit = 5
    }
    #expect(newest == Array(odd.suffix(5).reversed()))
  }

  @Test(arguments: [10, 1_000, 1_100, 5_000, 40_000])
  func `lines that are longer than what is read at once are found whole`(length: Int) throws {
    let log = try log("lines")
    let filler = String(repeating: "x", count: length)
    for number in 0..<40 {
      try log.append(
        NewEvent(
          "long",
          fields: [
            Member("issue_id", .string("BUG-\(number % 3)")),
            Member("text", .string(filler)), Member("n", .integer(Int64(number))),
          ]))
    }

    for issue in 0..<3 {
      let expected = (0..<40).filter { $0 % 3 == issue }.map { Int64($0) }
      #expect(try numbers(log) { $0.filter.issueIDs = ["BUG-\(issue)"] } == expected)
      let newest = try numbers(log) {
        $0.filter.issueIDs = ["BUG-\(issue)"]
        $0.newestFirst = true
        $0.limit = 5
      }
      #expect(newest == Array(expected.suffix(5).reversed()))
    }
  }

  @Test(arguments: [1, 3, 600])
  func `of very many waiting matches, newest first with a limit, the newest come`(limit: Int) throws
  {
    let most = 1024 + 2 * limit
    for count in [limit, most - 1, most, most + 1, 2 * most + 7] {
      let log = try log("waiting-\(count)", unindexedTail: 1 << 20)
      try log.append(.numbered(-1))
      let lines = (0..<count).map { "{\"event\":\"waits\",\"n\":\($0)}\n{\"event\":\"other\"}\n" }
      try Disk.append(log.layout.inbox, lines.joined())

      let found = try numbers(log, withWaiting: true) {
        $0.filter.names = ["waits"]
        $0.newestFirst = true
        $0.limit = limit
      }

      #expect(found == Array((0..<Int64(count)).suffix(limit).reversed()), "\(count) waiting")
    }
  }
}
