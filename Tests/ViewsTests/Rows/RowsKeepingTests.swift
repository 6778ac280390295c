import LMDB
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Index
@testable import Views

/// What lies in the table of rows, and what becomes of it.
@Suite struct RowsKeepingTests {
  private func ledger(_ count: Int) -> String {
    (0..<count).map { LedgerStep.set("row \($0)", $0).line }.joined()
  }

  @Test func `a commit writes the rows that were changed and leaves the others as they lie`() throws
  {
    let bench = try Bench(ledger(20))
    var catchUp = bench.catchUp([Ledger()])
    try catchUp.load()
    try catchUp.advance()
    try catchUp.commit()
    // Somebody spoils a row that is not touched again.
    try bench.change("row 3") { $0[40] ^= 1 }
    try bench.log.append(
      lines: Array((LedgerStep.add("row 5", 7).line + LedgerStep.drop("row 6").line).utf8))
    try catchUp.advance()
    let lost = try catchUp.commit()

    #expect(lost == [])
    #expect(try bench.value("row 3").map { StoredRow($0) == nil } == true)
    #expect(try bench.value("row 5").flatMap { StoredRow($0)?.decoded.sum } == 12)
    #expect(try bench.value("row 6") == nil)
    #expect(try bench.keys().count == 19)
  }

  @Test func `a checkpoint of rows is short, however many there are`() throws {
    let bench = try Bench(ledger(3_000))
    _ = try bench.replayer().rebuild([Ledger()])

    let key = try Checkpoint.key(of: .init(of: Ledger()))
    #expect(try #require(try bench.checkpoints.checkpoint(key)).count < 600)
    #expect(try bench.keys().count == 3_000)
    #expect(try bench.verifies(Ledger()))
  }

  @Test func `rows of an older generation leave in slices, and are never read`() throws {
    let bench = try Bench(ledger(2_500))
    _ = try bench.replayer().rebuild([Ledger()])
    var catchUp = try bench.refolded()
    #expect(try bench.generations() == [1: 1_500, 2: 2_500], "one slice left with the flip")
    var counts: [Int] = []
    for number in 0..<3 {
      try bench.log.append(lines: Array(LedgerStep.add("row 1", number).line.utf8))
      try catchUp.advance()
      try catchUp.commit()
      counts.append(try bench.generations()[1] ?? 0)
    }

    #expect(counts == [500, 0, 0])
    #expect(try bench.generations() == [2: 2_500])
    #expect(try bench.verifies(Ledger()))
    catchUp = try bench.refolded()
    _ = try bench.replayer().rebuild([Ledger()])
    #expect(try bench.generations() == [4: 2_500], "a rebuild leaves nothing behind")
  }

  @Test func `many rows are written in portions, which others do not see before the flip`() throws {
    let count = RowsStaging.portion * 2 + 500
    let bench = try Bench((0..<count).map { LedgerStep.set("\($0)", 1).line }.joined())
    _ = try bench.replayer().rebuild([Ledger()])
    #expect(try bench.generations() == [1: count])
    #expect(try bench.replayer().rows(of: Ledger()).page(limit: .max).count == count)
    let key = try Checkpoint.key(of: .init(of: Ledger()))
    let rows = try (0..<count).map { try RowChange(Label("\($0)"), Ledger.Row(sum: 2)) }
    let version = try bench.checkpoints.stored(for: .init(of: Ledger())).version
    do {
      guard let staging = RowsStaging(in: bench.checkpoints.views, key) else {
        Issue.record("nobody else writes rows here")
        return
      }
      #expect(RowsStaging.turn(in: bench.checkpoints.views) == nil)
      let refused = try staging.write(rows, 0, expecting: nil)
      #expect(refused == nil, "something else is stored")
      let written = try staging.write(rows, 0, expecting: version)
      let staged = try #require(written)
      #expect(staged.generation == 2 && staged.rest.count == 500)
      try bench.log.append(lines: Array(LedgerStep.add("7", 5).line.utf8))
      var catchUp = bench.catchUp([Ledger()])
      try catchUp.load()
      try catchUp.advance()
      let lost = try catchUp.commit()
      #expect(lost == [])
      #expect(try bench.generations() == [1: count, 2: count - 500], "they are on their way")
      #expect(try bench.replayer().rows(of: Ledger()).row("7")?.sum == 6)
    }
    // Who wrote them is gone.
    var catchUp = bench.catchUp([Ledger()])
    try catchUp.load()
    for _ in 0..<3 {
      try bench.log.append(lines: Array(LedgerStep.add("8", 0).line.utf8))
      try catchUp.advance()
      try catchUp.commit()
    }
    #expect(try bench.generations() == [1: count, 2: count - 3_500])
    _ = try bench.replayer().rebuild([Ledger()])
    #expect(try bench.generations() == [3: count])
    #expect(try bench.replayer().rows(of: Ledger()).row("7")?.sum == 6)
  }

  @Test func `two who fold the same rows write them once, and count nothing twice`() throws {
    let bench = try Bench(ledger(5))
    var one = bench.catchUp([Ledger()])
    var other = bench.catchUp([Ledger()])
    try one.load()
    try other.load()
    try one.advance()
    try other.advance()
    let first = try one.commit()
    let second = try other.commit()
    #expect(first == [] && second == [0])
    try bench.log.append(lines: Array(LedgerStep.add("row 1", 10).line.utf8))
    try other.load()
    try other.advance()
    try one.advance()
    let third = try other.commit()
    let fourth = try one.commit()

    #expect(third == [] && fourth == [0])
    #expect(try bench.value("row 1").flatMap { StoredRow($0)?.decoded.sum } == 11)
    #expect(try bench.replayer().verify(Ledger()).isGood)
  }

  @Test func `rows of another base than the checkpoint says are not added to`() throws {
    let bench = try Bench(ledger(5))
    var catchUp = bench.catchUp([Ledger()])
    try catchUp.load()
    try catchUp.advance()
    try catchUp.commit()
    // The same generation and position, and yet another record.
    let identity = try ProjectionIdentity(of: Ledger())
    guard case .checkpoint(var kept) = try bench.checkpoints.stored(for: identity) else {
      Issue.record("nothing is kept")
      return
    }
    kept.rows = RowsRecord(count: 4, digest: RowDigest())
    let bytes = try kept.encoded()
    _ = try bench.checkpoints.changeCheckpoint(Checkpoint.key(of: identity)) { _ in bytes }
    try bench.log.append(lines: Array(LedgerStep.add("row 1", 10).line.utf8))
    try catchUp.advance()

    let lost = try catchUp.commit()
    #expect(lost == [0])
    try catchUp.load()
    #expect(catchUp.places[0].refusal == .damaged)
    try catchUp.advance()
    let again = try catchUp.commit()
    #expect(again == [])
    #expect(try bench.verifies(Ledger()))
  }

  @Test func `a state that an older tlm kept whole is gone on from`() throws {
    let bench = try Bench(ledger(5))
    var catchUp = bench.catchUp([Ledger()])
    try catchUp.load()
    try catchUp.advance()
    try catchUp.commit()
    let identity = try ProjectionIdentity(of: Ledger())
    guard case .checkpoint(var kept) = try bench.checkpoints.stored(for: identity) else {
      Issue.record("nothing is kept")
      return
    }
    kept.state = try catchUp.fold.core.registrations[0].encodedState()
    kept.rows = nil
    let bytes = try kept.encoded()
    try bench.checkpoints.views.write(timeout: .seconds(5)) { transaction in
      try transaction.clear(ViewsTables.rows)
      try transaction.put(ViewsTables.checkpoints, Checkpoint.key(of: identity), bytes)
    }
    try bench.log.append(lines: Array(LedgerStep.add("row 1", 10).line.utf8))
    try catchUp.load()
    #expect(catchUp.places[0].start != nil)
    try catchUp.advance()
    let lost = try catchUp.commit()

    #expect(lost == [])
    #expect(try bench.keys().count == 5)
    #expect(try bench.verifies(Ledger()))
  }

  @Test func `whichever byte of a row or its key is changed, the answer is that of the log`() throws
  {
    let bench = try Bench(ledger(9) + LedgerStep.add(LedgerStep.keys[16], 3).line)
    _ = try bench.replayer().rebuild([Ledger()])
    let whole = try bench.replayer { $0.usesCheckpoints = false }.replay([Ledger()])
    let keys = try bench.keys()
    var cases = 0
    for key in [keys[0], keys[9]] {
      let value = try #require(try bench.value(key))
      for place in value.indices {
        var changed = value
        changed[place] ^= [1, 128][place % 2]
        try bench.put(key, changed)
        try check(bench, whole, "byte \(place) of \(value.count)")
        try bench.put(key, value)
        cases += 1
      }
      // The same bytes under another key: one is missing and one too many.
      for place in key.indices {
        var other = key
        other[place] ^= 1
        try bench.put(key, nil)
        try bench.put(other, value)
        try check(bench, whole, "byte \(place) of a key")
        try bench.put(other, nil)
        try bench.put(key, value)
        cases += 1
      }
    }
    #expect(ProjectionInspection(of: LogSession(bench.log), opensViews: true).damaged == 0)
    try bench.put(keys[4], nil)
    try check(bench, whole, "a row is missing")
    let inspection = ProjectionInspection(of: LogSession(bench.log), opensViews: true)
    #expect(inspection.damaged == 1 && inspection.checkpoints == 1)
    print("[rows] \(cases) changed bytes")
  }

  /// Looks without keeping anything; the rows stay as they are.
  private func check(_ bench: Bench, _ whole: Replayed, _ what: String) throws {
    let catchUp = bench.catchUp([Ledger()])
    let replayed = try bench.replayer().replayed(catchUp)
    #expect(replayed.replays == whole.replays, "\(what)")
    #expect(replayed.refusals == [.damaged], "\(what)")
  }
}

extension Replayer {
  /// Folds without keeping.
  func replayed(_ catchUp: consuming CatchUp) throws -> Replayed {
    try foldLog(&catchUp, keeps: false)
    return try Replayed(catchUp)
  }
}
