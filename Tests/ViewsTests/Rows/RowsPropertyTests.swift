import LMDB
import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Views

/// Rows against a plain dictionary, whatever happens to those who fold them.
@Suite struct RowsPropertyTests {
  @Test
  func `rows come to what a plain dictionary does, however they are split, kept, rebuilt and lost`()
    throws
  {
    let days = StoreLocation.variable("TLM_SOAK") == "1" ? 1_000 : 25
    let seed = randomSeed()
    var dice = Seeded(seed)
    var commits = 0
    for number in 0..<days {
      var day = LedgerDay(dice: Seeded(dice.next()))
      let problem = try day.run()
      commits += day.commits
      guard let problem else { continue }
      Issue.record("seed \(seed), day \(number): \(problem)")
      return
    }
    print("[rows] seed \(seed), \(days) days, \(commits) commits")
  }
}

/// A ledger that grows, while three fold it, keep it, rebuild it and delete what was kept.
private struct LedgerDay {
  var dice: Seeded
  private(set) var commits = 0
  private var plain = PlainLedger()
  /// The ledger at the end of each line.
  private var history: [Position: PlainLedger] = [:]
  private var ends: [Position] = []

  init(dice: Seeded) { self.dice = dice }

  /// What went otherwise than it should; nil where nothing did.
  mutating func run() throws -> String? {
    let bench = try Bench()
    var catchUp = bench.catchUp([Ledger()])
    try catchUp.load()
    var followers = [follower(of: bench), follower(of: bench)]
    for _ in 0..<(10 + roll(40)) {
      let one = roll(2)
      switch roll(14) {
      case 0: followers[one] = follower(of: bench)
      case 1: followers[one].finish()
      case 2: _ = try bench.replayer().rebuild([Ledger()])
      case 3: if roll(5) == 0 { Scratch.remove(bench.log.layout.views) }
      case 4: try catchUp.load()
      case 5, 6, 7:
        try catchUp.advance(to: ends.filter { $0 >= catchUp.position }.randomElement(using: &dice))
        if try !catchUp.commit().isEmpty { try catchUp.load() }
        commits += 1
      case 8, 9: _ = try followers[one].pull()
      default: try append(to: bench)
      }
      if roll(4) == 0, let problem = try problem(in: bench) { return problem }
    }
    for follower in followers {
      repeat { _ = try follower.pull() } while !follower.isCaughtUp
      guard follower.catchUp.fold.state(of: Ledger.self)?.plain == plain else {
        return "a follower has come to other rows"
      }
      follower.finish()
    }
    return try problem(in: bench)
  }

  /// Whether a replay, and what is kept, are what the plain ledger says.
  private func problem(in bench: Bench) throws -> String? {
    let replayed = try bench.replayer().state(of: Ledger())
    if replayed.state.plain != plain { return "a replay comes to other rows" }
    if replayed.state.count != plain.rows.count { return "the count is \(replayed.state.count)" }
    if try Digest(of: replayed.state).description != plain.digest() { return "another digest" }
    let identity = try ProjectionIdentity(of: Ledger())
    guard case .checkpoint(let kept) = try bench.checkpoints.stored(for: identity) else {
      return nil
    }
    guard let then = kept.position == .start ? PlainLedger() : history[kept.position] else {
      return "what is kept ends within a line"
    }
    guard let rows = try bench.rows(beside: kept) else { return "no rows are kept" }
    if rows.state != then { return "other rows are kept" }
    if try kept.rows?.digest.bytes != RowDigest(hex: then.digest())?.bytes {
      return "another digest is kept"
    }
    if !rows.pages.elementsEqual(then.sorted.map(\.key)) { return "the order is another" }
    return nil
  }

  private mutating func append(to bench: Bench) throws {
    var text = ""
    var offsets: [(Int, PlainLedger)] = []
    for _ in 0..<(1 + roll(15)) {
      let step = LedgerStep.random(using: &dice)
      plain.take(step)
      text += step.line
      offsets.append((text.utf8.count, plain))
    }
    let receipt = try bench.log.append(lines: Array(text.utf8))
    for (offset, ledger) in offsets {
      let end = Position(rawValue: receipt.position.rawValue + Int64(offset))
      history[end] = ledger
      ends.append(end)
    }
  }

  private mutating func follower(of bench: Bench) -> Pull {
    var options = Following.Options()
    options.jobs = 1
    options.slice = Int64(50 + roll(2_000))
    return Pull([Ledger()], of: bench.log, options)
  }

  private mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
}

extension Bench {
  /// The rows that lie beside a checkpoint, and their keys in pages; nil where they are not whole.
  func rows(beside checkpoint: Checkpoint) throws -> (state: PlainLedger, pages: [Label])? {
    guard let record = checkpoint.rows else { return nil }
    let space = RowSpace(
      of: try Checkpoint.key(of: checkpoint.identity), generation: checkpoint.generation)
    let source = StoredRows(try checkpoints.snapshot(), space, record)
    var rows = Rows<Ledger.Row>()
    rows.restore(from: source, isLazy: true)
    let state = rows.plain
    var pages: [Label] = []
    while true {
      let page = rows.page(after: pages.last, limit: 7)
      if page.isEmpty { break }
      pages += page.map(\.key)
    }
    return source.loss == nil ? (state, pages) : nil
  }
}

extension RowDigest {
  init?(hex: String) {
    let digits = Array(hex.utf8).map { $0 > 57 ? $0 - 87 : $0 - 48 }
    self.init(
      prefixOf: stride(from: 0, to: digits.count - 1, by: 2).map {
        digits[$0] * 16 + digits[$0 + 1]
      })
  }
}
