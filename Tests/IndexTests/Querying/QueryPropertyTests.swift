import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Index

@Suite struct QueryPropertyTests {
  /// Queries of one log.
  private static let queries = 12
  /// What else is in the index.
  private static let chosen: [[String]?] = [
    nil, nil, ["result"], ["absent", "issue_id", "kind", "kind.n", "n", "result", "status"],
  ]

  @Test func `a query is a filter over a scan of every line`() throws {
    let logs = StoreLocation.variable("TLM_SOAK") == "1" ? 2_000 : 100
    let seed = randomSeed()
    let watch = Stopwatch()
    var lines = RandomLines(dice: Seeded(seed))
    var found = 0
    var indexed = 0
    var named = 0
    for number in 0..<logs {
      let steps = LogStep.random(lines.roll(number % 10 == 9 ? 1_200 : 120), &lines)
      let tail = Int64([0, 0, lines.roll(4_000), 384 << 10][lines.roll(4)])
      let fields = Self.chosen[lines.roll(Self.chosen.count)]
      let built = try BuiltLog(steps, unindexedTail: tail, fields: fields)
      let events = try PlainScan.events(of: built)
      let end = (events.last?.position ?? 0) + 100
      for _ in 0..<Self.queries {
        let query = Query.random(end: end, &lines)
        let (isEqual, explanation) = try compare(query, built, events)
        found += explanation.matched
        indexed += explanation.indexedThrough == nil ? 0 : 1
        named += explanation.candidates == nil ? 0 : 1
        if isEqual { continue }
        let few = shrunk(steps) { steps in
          // A log that cannot be built shows nothing.
          guard let built = try? BuiltLog(steps, unindexedTail: tail, fields: fields),
            let events = try? PlainScan.events(of: built)
          else { return false }
          return (try? compare(query, built, events).isEqual) == false
        }
        Issue.record(
          "seed \(seed), tail \(tail), keys \(fields ?? []): \(query) over\n\(few.map(\.description).joined(separator: "\n"))"
        )
        return
      }
    }
    watch.report(
      "queries: seed \(seed), \(logs * Self.queries) queries found \(found) events, \(indexed) of "
        + "them with the index, \(named) by lines that it named")
    #expect(indexed > logs * Self.queries / 4 && named > logs)
  }

  /// Whether the query finds what a plain scan finds, in the same order and with the same times.
  private func compare(_ query: Query, _ built: BuiltLog, _ events: [PlainEvent]) throws
    -> (isEqual: Bool, Query.Explanation)
  {
    var found: [Found] = []
    let explanation = try query.run(over: built.log, withWaiting: true) { event in
      found.append(Found(event))
      return true
    }
    let expected = PlainScan.answer(query, in: events).map(Found.init)
    return (found == expected && explanation.matched == found.count, explanation)
  }
}

/// What must be equal of an event that was found in two ways.
private struct Found: Equatable {
  let position: Int64
  let time: Int64?
  let line: [UInt8]

  init(_ event: borrowing Event) {
    position = event.position.rawValue
    time = event.time?.rawValue
    line = [UInt8](copying: event.line)
  }

  init(_ event: PlainEvent) {
    position = event.position
    time = event.time
    line = event.recorded.line
  }
}
