import Events
import Journal
import SystemCalls
import TestSupport
import Testing
import Views

@Suite struct ConditionalAppendTests {
  private let scratch = Scratch()
  private let log: EventLog

  init() throws { log = try EventLog.create(scratch.store) }

  private func lines() throws -> [String] { try log.eventLines() }

  private func filter(_ name: String) -> Filter {
    var filter = Filter()
    filter.names = [name]
    return filter
  }

  /// Why an append wrote nothing; nil where it did.
  private func refusal(_ body: () throws -> AppendCondition.Receipt) -> AppendError.Code? {
    do {
      _ = try body()
      return nil
    } catch { return (error as? AppendError)?.code }
  }

  @Test func `a stream begins where none is expected and grows by one revision an event`() throws {
    let first = try log.append(
      [NewEvent("placed")], onlyIf: [.expecting(stream: "order-7", revision: .noStream)])
    let second = try log.append(
      [NewEvent("paid"), NewEvent("shipped")],
      onlyIf: [.expecting(stream: "order-7", revision: 1)])

    #expect(first.revision == 1)
    #expect(second.revision == 3)
    #expect(second.position == first.end)
    #expect(
      try lines() == [
        "{\"event\":\"placed\",\"stream\":\"order-7\"}",
        "{\"event\":\"paid\",\"stream\":\"order-7\"}",
        "{\"event\":\"shipped\",\"stream\":\"order-7\"}",
      ])
  }

  @Test(arguments: [AppendCondition.Revision.noStream, 0, 1, 3])
  func `another revision is refused with the event that stands against it`(
    expected: AppendCondition.Revision
  ) throws {
    try log.append(lines: Array("{\"n\":1,\"stream_id\":\"s\"}\n{\"n\":2,\"stream\":\"t\"}\n".utf8))
    let last = try log.append(lines: Array("{\"n\":3,\"streamId\":\"s\"}\n".utf8))

    let error = try #require(throws: AppendError.self) {
      try log.append([NewEvent("x")], onlyIf: [.expecting(stream: "s", revision: expected)])
    }

    #expect(error.code == .wrongRevision && error.isConflict)
    #expect(error.stream == "s" && error.actual == 2)
    #expect(error.position == last.position)
    #expect(error.message.contains("revision 2") && error.message.contains("\(last.position)"))
    #expect(try lines().count == 3)
  }

  @Test func `any revision will do where only the stream is given`() throws {
    try log.append([NewEvent("a")], onlyIf: [.expecting(stream: "s", revision: .any)])

    let receipt = try log.append([NewEvent("b")], onlyIf: [.expecting(stream: "s", revision: .any)])

    #expect(receipt.revision == 2)
  }

  @Test func `an event of another stream is refused`() throws {
    let stray = NewEvent("x", fields: [Member("stream", "t")])

    let error = try #require(throws: AppendError.self) {
      try log.append([NewEvent("y"), stray], onlyIf: [.expecting(stream: "s", revision: .any)])
    }

    #expect(error.code == .otherStream)
    #expect(error.message.contains("line 2"))
    #expect(try lines().isEmpty)
  }

  @Test(arguments: ["{\"stream\":null}", "{\"stream\":{}}", "{\"stream\":\"\"}"])
  func `a stream that says nothing is overruled by that of the append`(line: String) throws {
    for _ in 0..<2 {
      try log.append(
        lines: Array((line + "\n").utf8), onlyIf: [.expecting(stream: "s", revision: .any)],
        key: nil)
    }

    let code = refusal {
      try log.append([NewEvent("x")], onlyIf: [.expecting(stream: "s", revision: .exactly(1))])
    }
    #expect(code == .wrongRevision)
    try log.append([NewEvent("x")], onlyIf: [.expecting(stream: "s", revision: .exactly(2))])
  }

  @Test func `a stream that is a number is another than the append's`() throws {
    let code = refusal {
      try log.append(
        lines: Array("{\"stream\":7}\n".utf8), onlyIf: [.expecting(stream: "s", revision: .any)],
        key: nil)
    }
    #expect(code == .otherStream)
  }

  @Test func `with several streams each event says for itself where it belongs`() throws {
    let event = NewEvent("moved", fields: [Member("stream", "b")])

    let receipt = try log.append(
      [event],
      onlyIf: [
        .expecting(stream: "a", revision: .noStream), .expecting(stream: "b", revision: 0),
      ])

    #expect(receipt.revision == nil)
    let code = refusal {
      try log.append(
        [event],
        onlyIf: [.expecting(stream: "a", revision: 0), .expecting(stream: "b", revision: 0)])
    }
    #expect(code == .wrongRevision)
  }

  @Test func `none matching after a position looks behind the event that stands there`() throws {
    let seen = try log.append(NewEvent("mode"))
    let condition = AppendCondition.none(matching: filter("mode"), after: seen.position)
    try log.append([NewEvent("mode")], onlyIf: [condition])

    let error = try #require(throws: AppendError.self) {
      try log.append([NewEvent("mode")], onlyIf: [condition])
    }

    #expect(error.code == .matchFound)
    #expect(error.position == seen.end)
  }

  @Test func `none matching from the end of what was read counts the line that stands there`()
    throws
  {
    let seen = try log.append(NewEvent("mode"))
    try log.append(NewEvent("mode"))

    let code = refusal {
      try log.append([NewEvent("x")], onlyIf: [.none(matching: filter("mode"), from: seen.end)])
    }
    #expect(code == .matchFound)
  }

  @Test func `none matching without a position means nowhere`() throws {
    try log.append([NewEvent("x")], onlyIf: [.none(matching: filter("init"))])
    try log.append([NewEvent("init")], onlyIf: [.none(matching: filter("init"))])

    let code = refusal {
      try log.append([NewEvent("init")], onlyIf: [.none(matching: filter("init"))])
    }
    #expect(code == .matchFound)
  }

  @Test func `a condition on time sees the resolved time of an untimed line`() throws {
    var late = Filter()
    late.since = Timestamp(rawValue: 1_770_000_001_000_000_000)
    let early = NewEvent("a", at: Timestamp(rawValue: 1_770_000_000_000_000_000))
    let receipt = try log.append([early, NewEvent("untimed")])
    let second = Position(rawValue: receipt.position.rawValue + Int64(early.line().count))

    try log.append([NewEvent("x")], onlyIf: [.none(matching: late, from: second)])
    late.since = early.time

    let error = try #require(throws: AppendError.self) {
      try log.append([NewEvent("x")], onlyIf: [.none(matching: late, from: second)])
    }
    #expect(error.position == second)
  }

  @Test func `one key makes one event, and the receipt says where it stands`() throws {
    let first = try log.append(NewEvent("charged", fields: [Member("sum", 7)]), key: "k")
    try log.append(NewEvent("between"))

    let second = try log.append(
      NewEvent("charged", at: .current, fields: [Member("sum", 7)]), key: "k")

    #expect(!first.isRepeat && second.isRepeat)
    #expect(second.position == first.position && second.end == first.end)
    #expect(second.lines == 0 && second.hasSameContent)
    #expect(
      try lines() == [
        "{\"event\":\"charged\",\"sum\":7,\"idempotency_key\":\"k\"}", "{\"event\":\"between\"}",
      ])
  }

  @Test func `under one key the first event stays, and the receipt says that they differ`() throws {
    try log.append(NewEvent("charged", fields: [Member("sum", 7)]), key: "k")

    let second = try log.append(NewEvent("charged", fields: [Member("sum", 8)]), key: "k")

    #expect(second.isRepeat && !second.hasSameContent)
    #expect(try lines().count == 1)
  }

  @Test func `an append is repeated as it was, although its own event moved the stream on`() throws
  {
    let conditions = [AppendCondition.expecting(stream: "s", revision: 0)]
    let first = try log.append(NewEvent("x"), key: "k", onlyIf: conditions)

    let second = try log.append(NewEvent("x"), key: "k", onlyIf: conditions, durability: .synced)

    #expect(second.isRepeat && second.position == first.position)
    #expect(second.durability == .synced)
    let code = refusal {
      try log.append(NewEvent("x"), key: "another", onlyIf: conditions)
    }
    #expect(code == .wrongRevision)
  }

  @Test func `a key over 200 bytes is told from one that ends differently`() throws {
    let long = String(repeating: "k", count: 400)

    #expect(try !log.append(NewEvent("x"), key: long + "1").isRepeat)
    #expect(try !log.append(NewEvent("x"), key: long + "2").isRepeat)
    #expect(try log.append(NewEvent("x"), key: long + "1").isRepeat)
  }

  @Test func `a key stands for one event`() throws {
    for lines in ["{\"n\":1}\n{\"n\":2}\n", "\n"] {
      #expect(throws: AppendError.self) {
        try log.append(lines: Array(lines.utf8), onlyIf: [], key: "k")
      }
    }
    #expect(try lines().isEmpty)
  }

  @Test func `lines keep their bytes, and what is added stands at the end`() throws {
    let lines = " { \"n\" : 1.50 , \"a\":\"\\u00e9}\" } \n{}\r\n"

    try log.append(
      lines: Array(lines.utf8), onlyIf: [.expecting(stream: "s", revision: 0)], key: nil)

    let found = try self.lines().map { $0.drop { $0 == " " } }.map { String($0) }
    #expect(found[0].hasPrefix("{ \"n\" : 1.50 , \"a\":\"\\u00e9}\" ,\"stream\":\"s\"}"))
    #expect(found[1] == "{\"stream\":\"s\"}")
  }

  @Test func `what is no event cannot go in under a condition`() throws {
    let error = try #require(throws: AppendError.self) {
      try log.append(
        lines: Array("{\"n\":1}\nnot json\n".utf8), onlyIf: [.none(matching: filter("x"))],
        key: nil)
    }

    #expect(error.code == .notAnEvent && error.message.contains("line 2"))
    #expect(try lines().isEmpty)
  }

  @Test func `streams go on across segments and reopening`() throws {
    for revision in 0..<5 {
      let log = try EventLog.open(scratch.store)
      try log.append(
        [NewEvent("x")], onlyIf: [.expecting(stream: "s", revision: .exactly(revision))])
      try log.rotate()
    }

    #expect(try lines().count == 5)
  }

  @Test func `a lock that is not free in time throws, and nothing is spooled`() async throws {
    let other = try EventLog.open(scratch.store)
    let error = try #require(throws: (any Error).self) {
      try log.append(lines: Array("{\"n\":1}\n".utf8)) { _ in
        // The lock is held here.
        try other.append(
          NewEvent("x"), key: "k", timeout: .milliseconds(20))
      }
    }

    let cause = try #require((error as? JournalError)?.cause as? AppendError)
    #expect(cause.code == .notAppended && cause.cause?.code == .busy)
    #expect(try Folder.names(in: scratch.store).filter { $0 == "spool" }.isEmpty)
    #expect(try lines().isEmpty)
  }
}
