import TLM
import TestSupport
import Testing

@testable import Folding
@testable import Views

/// The file of the rows, spoilt from outside.
@Suite struct RowsDamageTests {
  private struct Answer: Equatable {
    let digest: String
    let rows: PlainLedger
    let one: Int?
    let none: Int?

    /// By what is kept, as far as it is good.
    init(_ scratch: Scratch) throws {
      let log = try EventLog.open(scratch.store)
      let replayed = try Replayer(log, Replay.Options(), makesViews: true).replay([Ledger()])
      digest = replayed.replays[0].digest.description
      let rows = try Replayer(log, Replay.Options(), makesViews: true).rows(of: Ledger())
      one = try rows.row("row 5")?.sum
      none = try rows.row("row 999")?.sum
      var plain = PlainLedger()
      for (key, row) in try rows.page(limit: .max) { plain.rows[key] = row }
      self.rows = plain
    }
  }

  private func store(_ scratch: Scratch) throws -> (data: String, bytes: [UInt8]) {
    let log = try EventLog.create(scratch.store)
    let lines = (0..<60).map { LedgerStep.set("row \($0)", $0).line }.joined()
    try log.append(lines: Array(lines.utf8))
    _ = try Replayer(log, Replay.Options(), makesViews: true).rebuild([Ledger()])
    try log.append(lines: Array(LedgerStep.add("row 7", 1).line.utf8))
    let data = log.layout.views + "/data.mdb"
    return (data, try Disk.bytes(data))
  }

  @Test func `views deleted or cut at any place, the answer is the log's`() throws {
    let scratch = Scratch()
    let (data, whole) = try store(scratch)
    let expected = try Answer(scratch)
    #expect(expected.rows.rows.count == 60 && expected.one == 5 && expected.none == nil)

    for size in stride(from: 0, through: whole.count, by: max(1, whole.count / 40)) {
      try Disk.write(data, Array(whole[..<size]))
      #expect(try Answer(scratch) == expected, "cut at \(size)")
    }
    Scratch.remove(scratch.store + "/views")
    #expect(try Answer(scratch) == expected, "deleted")
  }

  @Test func `a bit flipped in the keys by which rows are found hides none`() throws {
    let scratch = Scratch()
    let (data, whole) = try store(scratch)
    let expected = try Answer(scratch)
    // In a leaf the value with its digest comes after the key; in a branch another node does.
    let places = whole.indices.filter { place in
      place > 100 && whole[place...].starts(with: Array("row ".utf8))
        && whole[place - 16..<place - 8].contains { $0 != 0 }
        && whole[place - 8..<place].allSatisfy { $0 == 0 || $0 == 1 }
    }
    #expect(places.count > 60)
    for place in places {
      for bit: UInt8 in [0x01, 0x80] {
        var changed = whole
        changed[place] ^= bit
        try Disk.write(data, changed)
        #expect(try Answer(scratch) == expected, "byte \(place)")
      }
    }
  }

  @Test func `a bit flipped in the file, wherever rows lie, gives no other answer`() throws {
    let scratch = Scratch()
    let (data, whole) = try store(scratch)
    let expected = try Answer(scratch)
    let seed = randomSeed()
    var dice = Seeded(seed)
    // A row's value holds its key, and the key stands right before the value.
    let places = whole.indices.filter { place in
      whole[place...].starts(with: Array("row ".utf8)) && place > 100
    }
    #expect(places.count >= 120)
    for _ in 0..<120 {
      let place = try #require(places.randomElement(using: &dice))
      // Past that comes what is LMDB's own.
      let byte = place + Int.random(in: 0..<22, using: &dice)
      var changed = whole
      changed[byte] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      try Disk.write(data, changed)
      #expect(try Answer(scratch) == expected, "seed \(seed), byte \(byte)")
    }
  }
}
