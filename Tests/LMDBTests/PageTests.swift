import Glibc
import LMDB
import SystemCalls
import TestSupport
import Testing

private let words = Table(0, "words")
private let others = Table(1, "others")

/// Tables that LMDB wrote, read page by page.
struct PageTests {
  private typealias Model = [[UInt8]: [UInt8]]

  private func open(_ scratch: Scratch) throws -> Environment {
    try Environment.open(scratch.path, tables: [words, others], create: true)
  }

  /// Changes at random, of short and long values, some on pages of their own.
  private func change(_ environment: Environment, _ model: inout Model, _ random: inout Seeded)
    throws
  {
    for _ in 0..<6 {
      var changed = model
      var dice = random
      try environment.write { transaction in
        for _ in 0..<80 {
          let key = (0..<1 + dice.below(12)).map { _ in UInt8(dice.below(5)) }
          if dice.below(4) == 0 {
            try transaction.delete(words, key)
            changed[key] = nil
          } else {
            let length = [3, 40, 300, 2000, 9000][dice.below(5)]
            let value = [UInt8](repeating: UInt8(dice.below(256)), count: length)
            try transaction.put(words, key, value)
            changed[key] = value
          }
          try transaction.put(others, key, [1])
        }
      }
      (model, random) = (changed, dice)
    }
  }

  @Test(arguments: 1...8 as ClosedRange<UInt64>)
  func `what is read page by page is what LMDB was given`(seed: UInt64) throws {
    let scratch = Scratch()
    let environment = try open(scratch)
    var random = Seeded(seed)
    var model: Model = [:]
    for _ in 0..<4 {
      try change(environment, &model, &random)
      let expected = model
      let keys = expected.keys.sorted { $0.lexicographicallyPrecedes($1) }
      var dice = random
      try environment.read { transaction in
        try transaction.check()
        #expect(try transaction.count(words) == keys.count)
        for key in keys { #expect(try transaction.copy(words, key) == expected[key]) }
        var cursor = try transaction.cursor(words)
        var (forward, backward): ([[UInt8]], [[UInt8]]) = ([], [])
        var isThere = try cursor.first()
        while isThere {
          forward.append([UInt8](copying: cursor.key))
          #expect([UInt8](copying: cursor.value) == expected[forward[forward.count - 1]])
          isThere = try cursor.next()
        }
        isThere = try cursor.last()
        while isThere {
          backward.append([UInt8](copying: cursor.key))
          isThere = try cursor.previous()
        }
        #expect(forward == keys && backward == keys.reversed())
        for _ in 0..<200 {
          let key = (0..<1 + dice.below(12)).map { _ in UInt8(dice.below(6)) }
          let after = keys.first { !$0.lexicographicallyPrecedes(key) }
          let before = keys.last { $0.lexicographicallyPrecedes(key) }
          #expect(try cursor.seek(atLeast: key) == (after != nil))
          #expect([UInt8](copying: cursor.key) == after ?? [])
          #expect(try cursor.seek(before: key) == (before != nil))
          #expect([UInt8](copying: cursor.key) == before ?? [])
          #expect(try transaction.copy(words, key) == expected[key])
        }
      }
    }
    print("keys read: \(model.count), seed \(seed)")
  }

  @Test(arguments: [4096, 100, 8, 1])
  func `whatever is overwritten, reading it ends in an error or in what was written`(
    length: Int
  ) throws {
    let scratch = Scratch()
    var random = Seeded(3)
    var model: Model = [:]
    do { try change(open(scratch), &model, &random) }
    let path = scratch.path + "/data.mdb"
    let whole = try Disk.bytes(path)
    let expected = model
    var (refused, unsound) = (0, 0)
    let runs = length == 4096 ? whole.count / 8192 : 150
    for run in 0..<runs {
      let start = length == 4096 ? run * 8192 : random.below(whole.count - length)
      var bytes = whole
      for place in start..<start + length {
        bytes[place] = UInt8(truncatingIfNeeded: random.next())
      }
      try Disk.write(path, bytes)
      do {
        let environment = try Environment.open(
          scratch.path, tables: [words, others], create: false)
        try environment.read { transaction in
          let isSound = (try? transaction.check()) != nil
          if !isSound { unsound += 1 }
          var cursor = try transaction.cursor(words)
          var found: Model = [:]
          var isThere = try cursor.first()
          while isThere {
            found[[UInt8](copying: cursor.key)] = [UInt8](copying: cursor.value)
            isThere = try cursor.next()
          }
          // A value that was changed in its place is for those to notice who wrote it.
          if isSound { #expect(found.count == expected.count, "run \(run)") }
        }
      } catch let error as LMDBError {
        #expect(error.isDamage || error.code == .notFound, "run \(run): \(error)")
        refused += 1
      }
    }
    print("overwritten \(runs) times with \(length) bytes: \(refused) refused, \(unsound) unsound")
    #expect(refused + unsound > 0 || length == 1)
  }

  @Test func `a page that is told to be free and used is found`() throws {
    let scratch = Scratch()
    var random = Seeded(5)
    var model: Model = [:]
    do { try change(open(scratch), &model, &random) }
    let path = scratch.path + "/data.mdb"
    let whole = try Disk.bytes(path)
    var found = 0
    // Every number in the file that may be one of a page becomes that of its neighbour.
    for place in stride(from: 8192, to: whole.count - 8, by: 8) {
      let word = whole[place..<place + 8]
      guard word.dropFirst(2).allSatisfy({ $0 == 0 }), word.prefix(2) != [0, 0] else { continue }
      var bytes = whole
      bytes[place] ^= 1
      try Disk.write(path, bytes)
      do {
        let environment = try Environment.open(
          scratch.path, tables: [words, others], create: false)
        try environment.read { try $0.check() }
      } catch let error as LMDBError {
        #expect(error.isDamage || error.code == .notFound, "\(error)")
        found += 1
      }
    }
    #expect(found > 10)
  }

  @Test func `a file that is cut while it is open is refused by those who read it page by page`()
    throws
  {
    let scratch = Scratch()
    let environment = try open(scratch)
    var (random, model) = (Seeded(9), Model())
    try change(environment, &model, &random)
    let path = scratch.path + "/data.mdb"
    let whole = try Disk.bytes(path)
    // Below the two pages that are mapped, the system ends who looks at them.
    for size in stride(from: 8192, to: whole.count, by: 4096) + [whole.count - 1] {
      try #require(truncate(path, size) == 0)
      #expect("\(size) of \(whole.count)") {
        try environment.read { try $0.check() }
      } throws: { ($0 as? LMDBError)?.isDamage == true }
      try Disk.write(path, whole)
    }
  }
}
