import Glibc
import Journal
import LMDB
import SystemCalls
import TestSupport
import Testing

private let words = Table(0, "words")
private let numbers = Table(1, "numbers")

private func open(_ scratch: Scratch, create: Bool = true) throws -> Environment {
  try Environment.open(scratch.path, tables: [words, numbers], create: create)
}

private func bytes(_ text: String) -> [UInt8] { Array(text.utf8) }

struct EnvironmentTests {
  @Test func `what was written is read, also after opening again`() throws {
    let scratch = Scratch()
    do {
      let environment = try open(scratch)
      try environment.write { transaction in
        try transaction.put(words, bytes("b"), bytes("two"))
        try transaction.put(words, bytes("a"), bytes("one"))
        try transaction.put(numbers, bytes("a"), [1])
      }
    }
    let environment = try open(scratch, create: false)
    try environment.read { transaction in
      #expect(try transaction.copy(words, bytes("a")) == bytes("one"))
      #expect(try transaction.copy(numbers, bytes("a")) == [1])
      #expect(try transaction.copy(numbers, bytes("b")) == nil)
      let count = try transaction.copy(words, bytes("b"))?.count
      #expect(count == 3)
      #expect(try transaction.count(words) == 2)
    }
  }

  @Test func `a write that throws leaves nothing`() throws {
    struct Stop: Error {}
    let scratch = Scratch()
    let environment = try open(scratch)
    #expect(throws: Stop.self) {
      try environment.write { transaction in
        try transaction.put(words, bytes("a"), bytes("one"))
        throw Stop()
      }
    }
    let found = try environment.read { try $0.copy(words, bytes("a")) }
    #expect(found == nil)
  }

  @Test func `a reader keeps what it saw while others write`() throws {
    let scratch = Scratch()
    let environment = try open(scratch)
    try environment.write { try $0.put(words, bytes("a"), bytes("old")) }
    let reader = try environment.reading()
    try environment.write { try $0.put(words, bytes("a"), bytes("new")) }
    #expect(try reader.copy(words, bytes("a")) == bytes("old"))
    #expect(try environment.read { try $0.copy(words, bytes("a")) } == bytes("new"))
  }

  @Test func `a cursor moves both ways in the order of the keys`() throws {
    let scratch = Scratch()
    let environment = try open(scratch)
    try environment.write { transaction in
      for number in UInt8(0)..<100 { try transaction.put(numbers, [number * 2], [number]) }
    }
    try environment.read { transaction in
      var cursor = try transaction.cursor(numbers)
      #expect(try cursor.seek(atLeast: [31]))
      #expect(cursor.key[0] == 32)
      #expect(cursor.value[0] == 16)
      #expect(try cursor.previous())
      #expect(cursor.key[0] == 30)
      #expect(try cursor.seek(before: [30]))
      #expect(cursor.key[0] == 28)
      #expect(try cursor.last())
      #expect(cursor.key[0] == 198)
      #expect(try !cursor.next())
      #expect(cursor.key.count == 0)
      #expect(try !cursor.seek(atLeast: [199]))
      #expect(try cursor.seek(before: [200]))
      #expect(cursor.key[0] == 198)
      #expect(try !cursor.seek(before: [0]))
    }
  }

  @Test func `deleting and clearing take away what they say`() throws {
    let scratch = Scratch()
    let environment = try open(scratch)
    try environment.write { transaction in
      try transaction.put(words, bytes("a"), bytes("one"))
      try transaction.put(numbers, bytes("a"), [1])
      #expect(try transaction.delete(words, bytes("a")))
      #expect(try !transaction.delete(words, bytes("a")))
      try transaction.clear(numbers)
      #expect(try transaction.count(numbers) == 0)
    }
  }

  @Test func `nothing is made where nothing may be made`() throws {
    let scratch = Scratch()
    #expect(throws: LMDBError.self) { try open(scratch, create: false) }
    #expect(try Folder.names(in: scratch.path) == [])
  }

  @Test func `an error has LMDB's own words, its call and the path`() throws {
    let scratch = Scratch()
    let environment = try open(scratch)
    do {
      try environment.write { try $0.put(words, [], [1]) }
      Issue.record("an empty key was taken")
    } catch let error as LMDBError {
      #expect(error.description.hasPrefix("mdb_put \(scratch.path)/data.mdb: MDB_BAD_VALSIZE"))
    }
  }

  @Test func `openers of one file share it and the last one closes it`() throws {
    let scratch = Scratch()
    var first: Environment? = try open(scratch)
    let second = try open(scratch)
    try first?.write { try $0.put(words, bytes("a"), bytes("one")) }
    first = nil
    #expect(try second.read { try $0.copy(words, bytes("a")) } == bytes("one"))
    #expect(second.isInPlace)
    try Folder.unlink(scratch.path + "/data.mdb")
    #expect(!second.isInPlace)
  }

  @Test func `a transaction that outlives its environment's owner keeps it open`() throws {
    let scratch = Scratch()
    func reader() throws -> ReadTransaction {
      let environment = try open(scratch)
      try environment.write { try $0.put(words, bytes("a"), bytes("one")) }
      return try environment.reading()
    }
    let transaction = try reader()
    #expect(try transaction.copy(words, bytes("a")) == bytes("one"))
  }
}
