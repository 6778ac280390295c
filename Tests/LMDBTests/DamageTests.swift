import Glibc
import Journal
import LMDB
import TestSupport
import Testing

private let words = Table(0, "words")

private func fill(_ scratch: Scratch) throws {
  let environment = try Environment.open(scratch.path, tables: [words], create: true)
  for round in UInt8(0)..<4 {
    try environment.write { transaction in
      for number in UInt8(0)..<200 {
        try transaction.put(words, [round, number], Array(repeating: number, count: 300))
      }
    }
  }
}

struct DamageTests {
  @Test func `a file cut at any size is refused and never mapped`() throws {
    let scratch = Scratch()
    try fill(scratch)
    let path = scratch.path + "/data.mdb"
    let whole = try Disk.bytes(path)
    var refused = 0
    for size in stride(from: 1, to: whole.count, by: 1021) {
      try Disk.write(path, Array(whole[..<size]))
      do {
        let environment = try Environment.open(scratch.path, tables: [words], create: false)
        // What is cut off may be pages that no table has.
        _ = try environment.read { try $0.count(words) }
        Issue.record("\(size) of \(whole.count) bytes were taken")
      } catch let error as LMDBError {
        #expect(error.isDamage, "\(error)")
        refused += 1
      }
    }
    print("cut files refused: \(refused)")
    try Disk.write(path, whole)
    let environment = try Environment.open(scratch.path, tables: [words], create: false)
    #expect(try environment.read { try $0.count(words) } == 800)
  }

  @Test func `a file of other bytes is refused`() throws {
    let scratch = Scratch()
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var generator = Seeded(seed)
    for size in [1, 100, 4096, 8192, 100_000] {
      let bytes = (0..<size).map { _ in UInt8.random(in: 0...255, using: &generator) }
      try Disk.write(scratch.path + "/data.mdb", bytes)
      do {
        _ = try Environment.open(scratch.path, tables: [words], create: true)
        Issue.record("\(size) random bytes were taken")
      } catch { #expect(error.isDamage, "\(error)") }
    }
  }

  @Test func `every call that fails is reported and the next use works`() throws {
    let scratch = Scratch()
    try fill(scratch)
    let input = LMDBError.Code(rawValue: EIO)
    var calls: [String] = []
    for number in 1... {
      let (result, struck) = CallFaults.strike(call: number, input) {
        let environment = try Environment.open(scratch.path, tables: [words], create: true)
        try environment.write { transaction in
          try transaction.put(words, [9], [1])
          try transaction.delete(words, [9])
        }
        return try environment.read { transaction in
          var cursor = try transaction.cursor(words)
          return try cursor.first() && transaction.copy(words, [0, 0]) != nil
        }
      }
      guard let struck else { break }
      calls.append(struck)
      switch result {
      case .success: Issue.record("a failing \(struck) went unseen")
      case .failure(let error): #expect((error as? LMDBError)?.code == input, "\(error)")
      }
      let environment = try Environment.open(scratch.path, tables: [words], create: false)
      #expect(try environment.read { try $0.count(words) } == 800)
    }
    print("calls that failed: \(calls.joined(separator: " "))")
    #expect(calls.count > 10)
  }
}
