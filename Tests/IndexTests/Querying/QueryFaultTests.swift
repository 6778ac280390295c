import Events
import Journal
import LMDB
import TestSupport
import Testing
import Index
import Views

/// What the index cannot say, the log does: every call of LMDB fails once, and from some call on
/// all of them, while queries and conditional appends go on to the same answers.
@Suite struct QueryFaultTests {
  private let steps: [LogStep]

  init() {
    var lines = RandomLines(dice: Seeded(7))
    steps = LogStep.random(80, &lines).filter { if case .torn = $0 { false } else { true } }
  }

  private static let queries: [Query] = {
    var byStream = Query()
    byStream.filter.streams = ["BUG-1", "é"]
    byStream.newestFirst = true
    var byName = Query()
    byName.filter.names = ["issue*"]
    byName.filter.since = Timestamp(rawValue: 1_770_000_000_000_000_000)
    var byTime = Query()
    byTime.filter.until = Timestamp(rawValue: 1_770_000_200_000_000_000)
    var byID = Query()
    byID.filter.eventIDs = ["BUG-2"]
    return [byStream, byName, byTime, byID]
  }()

  /// Each of the first calls, then ever fewer: a damaged index is made anew, which takes its time.
  private static let calls = Array(1...24) + stride(from: 27, through: 400, by: 9)

  private func answer(_ query: Query, _ log: EventLog) throws -> ([Position], [Timestamp?]) {
    var positions: [Position] = []
    var times: [Timestamp?] = []
    try query.run(over: log) { event in
      positions.append(event.position)
      times.append(event.time)
      return true
    }
    return (positions, times)
  }

  @Test(arguments: [false, true])
  func `a query comes to the same answer whichever call of LMDB fails`(isLasting: Bool) throws {
    var struck = 0
    for query in Self.queries {
      let built = try BuiltLog(steps, unindexedTail: 0)
      let expected = try answer(query, built.log)
      #expect(!expected.0.isEmpty)
      for number in Self.calls {
        let (result, call) = CallFaults.strike(call: number, .corrupted, isLasting: isLasting) {
          try answer(query, built.log)
        }
        guard let call else { break }
        struck += 1
        let found = try result.get()
        #expect(found == expected, "\(query) with \(call), call \(number)")
      }
    }
    #expect(struck > 20)
  }

  @Test(arguments: [1, 2, 5, 13, 34, 89])
  func `an index that cannot even be made harms no answer`(number: Int) throws {
    for query in Self.queries {
      let built = try BuiltLog(steps, unindexedTail: 0)
      let (result, _) = CallFaults.strike(call: number, .corrupted, isLasting: true) {
        try answer(query, built.log)
      }
      let found = try result.get()

      #expect(found == (try answer(query, built.log)))
    }
  }

  @Test(arguments: [false, true])
  func `conditions are decided alike whichever call of LMDB fails`(isLasting: Bool) throws {
    let built = try BuiltLog(steps, unindexedTail: 0)
    var filter = Filter()
    filter.streams = ["s"]
    var revision = 0
    for number in Self.calls {
      let wrong = [AppendCondition.expecting(stream: "s", revision: .exactly(revision + 1))]
      let right = [AppendCondition.expecting(stream: "s", revision: .exactly(revision))]
      let (result, call) = CallFaults.strike(call: number, .corrupted, isLasting: isLasting) {
        #expect(throws: AppendError.self) {
          try built.log.append([NewEvent("x")], onlyIf: wrong)
        }
        return try built.log.append(NewEvent("x"), key: "key-\(number)", onlyIf: right)
      }
      let receipt = try result.get()
      revision += 1
      #expect(receipt.revision == revision && !receipt.isRepeat)
      #expect(try built.log.append(NewEvent("x"), key: "key-\(number)").isRepeat)
      if call == nil { break }
    }
    #expect(try answer(Query(filter), built.log).0.count == revision)
  }
}
