import LMDB
import Synchronization
import SystemCalls
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Views

/// Rows that are read one by one, from what is kept and what came since.
@Suite struct RowsReadingTests {
  private func random(_ count: Int, using dice: inout Seeded) -> (text: String, plain: PlainLedger)
  {
    var plain = PlainLedger()
    var text = ""
    for _ in 0..<count {
      let step = LedgerStep.random(using: &dice)
      plain.take(step)
      text += step.line
    }
    return (text, plain)
  }

  private func expectSame(
    _ rows: ProjectionRows<Ledger>, _ plain: PlainLedger, _ what: Comment
  ) throws {
    #expect(rows.count == plain.rows.count, what)
    for key in LedgerStep.keys.map({ Label($0) }) + ["k13", "nobody"] {
      #expect(try rows.row(key) == plain.rows[key], what)
    }
    for limit in [1, 7, .max] {
      var found: [(key: Label, row: Ledger.Row)] = []
      while true {
        let page = try rows.page(after: found.last?.key, limit: limit)
        found += page
        if page.count < limit { break }
      }
      #expect(found.elementsEqual(plain.sorted, by: ==), what)
    }
    let many = try rows.page(limit: 5) { $1.sum > 20 }
    #expect(many.elementsEqual(plain.sorted.filter { $0.row.sum > 20 }.prefix(5), by: ==), what)
    #expect(try rows.page(limit: 0).isEmpty && rows.page(limit: -1).isEmpty, what)
  }

  @Test func `one row, pages and filters are those of the whole, kept or not`() throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    for round in 0..<12 {
      let (text, plain) = random(60, using: &dice)
      let bench = try Bench()
      let half = lineStarts(of: text)[Int.random(in: 0..<59, using: &dice)]
      try bench.log.append(lines: Array(text.utf8.prefix(half)))
      _ = try bench.replayer().rebuild([Ledger()])
      try bench.log.append(lines: Array(text.utf8.dropFirst(half)))

      let rows = try bench.replayer().rows(of: Ledger())
      try expectSame(rows, plain, "seed \(seed), round \(round)")
      let zero = try bench.replayer { $0.usesCheckpoints = false }.rows(of: Ledger())
      try expectSame(zero, plain, "seed \(seed), from zero")
      let alone = try Replayer(bench.log, checkpoints: nil, Replay.Options()).rows(of: Ledger())
      try expectSame(alone, plain, "seed \(seed), without views")
      #expect(rows.progress == zero.progress && rows.through == alone.through)
      Scratch.remove(bench.log.layout.views)
      try expectSame(rows, plain, "seed \(seed), views deleted while it is read")
      let after = try Replayer(bench.log, Replay.Options(), makesViews: true).rows(of: Ledger())
      try expectSame(after, plain, "seed \(seed), views deleted")
    }
  }

  @Test func `reading a few rows of many decodes those alone`() throws {
    let bench = try Bench((0..<2_000).map { LedgerStep.set("row \($0)", $0).line }.joined())
    _ = try bench.replayer().rebuild([Ledger()])
    var catchUp = bench.catchUp([Ledger()])
    catchUp.leavesRows = true
    try catchUp.load()
    try bench.log.append(lines: Array(LedgerStep.add("row 7", 1).line.utf8))
    try catchUp.advance()

    let changed = try #require(catchUp.fold.core.registrations[0] as? any KeyedRegistration)
    #expect(try changed.changes().map(\.key) == ["row 7"])
    let lost = try catchUp.commit()
    #expect(lost == [])
    #expect(try bench.verifies(Ledger()))
    #expect(try bench.replayer().rows(of: Ledger()).row("row 7")?.sum == 8)
  }

  @Test func `a damaged or missing row is answered from the log, whatever is asked`() throws {
    let text = (0..<30).map { LedgerStep.set("row \(10 + $0)", $0).line }.joined()
    let bench = try Bench(text)
    for spoil in 0..<4 {
      _ = try bench.replayer().rebuild([Ledger()])
      try bench.log.append(lines: Array(LedgerStep.add("row 12", 1).line.utf8))
      let rows = try bench.replayer().rows(of: Ledger())
      // Of the living generation, whose key sorts last.
      let key = try #require(try bench.keys().last { $0.suffix(6).elementsEqual("row 15".utf8) })
      let value = try #require(try bench.value(key))
      switch spoil {
      case 0: try bench.put(key, nil)
      case 1: try bench.put(key, value.dropLast() + [value[value.count - 1] ^ 1])
      case 2: try bench.put(Array(key.dropLast() + [0xFF]), value)
      default: try bench.put(key, [])
      }
      let after = try bench.replayer().rows(of: Ledger())

      #expect(try after.row("row 15")?.sum == 5, "\(spoil)")
      #expect(try after.row("row 99") == nil, "\(spoil)")
      #expect(try after.page(limit: .max).count == 30 && after.count == 30, "\(spoil)")
      #expect(try after.row("row 12")?.sum == 3 + spoil, "\(spoil)")
      #expect(try rows.row("row 15")?.sum == 5, "what was begun before is of before")
    }
  }

  @Test func `who reads during rebuilds sees one generation whole, and then another`() throws {
    let count = 400
    let bench = try Bench((0..<count).map { LedgerStep.set("row \($0)", 1).line }.joined())
    _ = try bench.replayer().rebuild([Ledger()])
    let roles = Atomic(0)
    let isOver = Atomic(false)
    let reads = Atomic(0)
    let wrong = Mutex<[String]>([])
    onThreads(2) {
      if roles.add(1, ordering: .relaxed).oldValue == 0 {
        defer { isOver.store(true, ordering: .relaxed) }
        do {
          for _ in 0..<25 { _ = try bench.replayer().rebuild([Ledger()]) }
        } catch { wrong.withLock { $0.append("\(error)") } }
        return
      }
      repeat {
        do {
          let rows = try bench.replayer().rows(of: Ledger())
          let page = try rows.page(limit: .max)
          let sum = page.reduce(0) { $0 + $1.row.sum }
          if page.count != count || sum != count || rows.count != count {
            wrong.withLock { $0.append("\(page.count) rows, \(sum)") }
          }
          reads.add(1, ordering: .relaxed)
        } catch { wrong.withLock { $0.append("\(error)") } }
      } while !isOver.load(ordering: .relaxed)
    }

    #expect(wrong.withLock { $0 } == [])
    #expect(reads.load(ordering: .relaxed) > 0)
    #expect(try bench.verifies(Ledger()))
    let identity = try ProjectionIdentity(of: Ledger())
    #expect(try bench.checkpoints.stored(for: identity).version?.generation == 26)
  }

  @Test func `conditions on a row are those of a query on an event`() throws {
    let row: Value = ["open": true, "started": 3, "tool": "ll-auto", "nested": ["a": "x"]]
    func holds(_ texts: String...) throws -> Bool {
      Query.RowConditions(try texts.map { try FieldCondition(parsing: $0) }).hold(for: row)
    }

    #expect(try holds())
    #expect(try holds("open = true", "started >= 3", "nested.a = x"))
    #expect(try !holds("open = true", "started > 3"))
    #expect(try !holds("absent != 1"))
    #expect(Query.RowConditions([]).hold(for: 5))
    #expect(!Query.RowConditions([FieldCondition("a", .exists)]).hold(for: 5))
  }
}
