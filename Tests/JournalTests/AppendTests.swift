import Events
import Journal
import SystemCalls
import TestSupport
import Testing

struct AppendTests {
  let scratch = Scratch()

  @Test func `what is appended is read back in order, at the positions of the receipts`() throws {
    let log = try EventLog.create(scratch.store)

    let receipts = try (0..<100).map { try log.append(.numbered($0)) }

    #expect(try log.lines() == (0..<100).map { NewEvent.numbered($0).text })
    #expect(receipts.first?.position == .start)
    for (earlier, later) in zip(receipts, receipts.dropFirst()) {
      #expect(earlier.end == later.position)
    }
  }

  @Test func `a batch stands in the log with nothing in between`() throws {
    let log = try EventLog.create(scratch.store)

    let receipt = try log.append((0..<10).map(NewEvent.numbered), durability: .synced)

    #expect(receipt.lines == 10)
    #expect(receipt.durability == .synced)
    #expect(try log.lines().count == 10)
  }

  @Test func `a torn tail is kept, blanked, and swallows nothing`() throws {
    let log = try EventLog.create(scratch.store)
    let first = try log.append(.numbered(1))
    try Disk.append(log.layout.segment(.start), "{\"event\":\"to")

    try log.append(.numbered(2))

    #expect(try log.eventLines() == [NewEvent.numbered(1).text, NewEvent.numbered(2).text])
    #expect(try Disk.text(log.layout.tornTail(first.end)) == "{\"event\":\"to")
    #expect(try log.lines()[1].allSatisfy { $0 == " " })
  }

  @Test func `a line over the limit is refused and leaves nothing`() throws {
    var options = EventLog.Options()
    options.lineLimit = 100
    let log = try EventLog.create(scratch.store, options: options)

    let error = #expect(throws: JournalError.self) {
      try log.append(
        NewEvent("big", fields: [Member("text", .string(String(repeating: "x", count: 200)))]))
    }

    #expect(error?.code == .lineTooLong)
    #expect(try log.lines().isEmpty)
  }

  @Test func `a line of exactly the limit is taken, alone and among others`() throws {
    let line = NewEvent.numbered(1).line()
    var options = EventLog.Options()
    options.lineLimit = line.count
    let log = try EventLog.create(scratch.store, options: options)

    try log.append(lines: line)
    try log.append(lines: line + line + line)
    let longer = Array("{\"longer\":1".utf8) + line
    for lines in [longer, line + longer, line + longer + line] {
      let error = #expect(throws: JournalError.self) { try log.append(lines: lines) }
      #expect(error?.code == .lineTooLong)
    }

    #expect(try log.lines().count == 4)
  }

  @Test(arguments: ["", "{}", "{}\n{}"])
  func `what does not end in a newline is no batch`(text: String) throws {
    let log = try EventLog.create(scratch.store)

    let error = #expect(throws: JournalError.self) { try log.append(lines: Array(text.utf8)) }

    #expect(error?.code == .notALine)
    #expect(try log.lines().isEmpty)
  }

  @Test(arguments: 0..<5)
  func `of a batch that the disk takes in part the whole lines stay, and the error says how many`(
    whole: Int
  ) throws {
    let line = NewEvent.numbered(1).line().count
    for rest in [0, 1, line - 1] {
      let log = try EventLog.create(scratch.path + "/\(whole)-\(rest)")
      try log.append(.numbered(0))
      let batch = (1..<6).map(NewEvent.numbered)
      let write = try #require(
        Faults.calls { try? log.append([.numbered(0)]) }.calls.firstIndex(of: .write))

      let (result, struck) = Faults.strike(call: write + 1, .short(whole * line + rest)) {
        () throws(any Error) in try log.append(batch)
      }

      #expect(struck == .write)
      let error = #expect(throws: JournalError.self) { try result.get() }
      #expect(error?.code == (whole > 0 ? .partlyWritten : .full), "\(whole) lines and \(rest)")
      #expect(error?.wholeLines == whole)
      try log.append(.numbered(6))
      let numbers = [0, 0] + Array(1..<1 + whole) + [6]
      #expect(try log.eventLines() == numbers.map { NewEvent.numbered($0).text })
    }
  }

  @Test func `a condition that throws leaves the log as it was`() throws {
    struct Refused: Error {}
    let log = try EventLog.create(scratch.store)
    let end = try log.append(.numbered(1)).end

    let error = #expect(throws: JournalError.self) {
      try log.append(
        [.numbered(2)],
        onlyIf: { position in
          #expect(position == end)
          throw Refused()
        })
    }

    #expect(error?.code == .conditionFailed)
    #expect(error?.cause is Refused)
    #expect(try log.lines().count == 1)
  }

  @Test func `a segment over its limit is sealed with its sum, and reading crosses it`() throws {
    var options = EventLog.Options()
    options.segmentLimit = 1000
    let log = try EventLog.create(scratch.store, options: options)

    for number in 0..<100 { try log.append(.numbered(number)) }

    let segments = try SegmentList(log.layout)
    #expect(segments.bases.count > 4)
    #expect(segments.intents.isEmpty)
    for base in segments.bases.dropLast() {
      let bytes = try Disk.bytes(log.layout.segment(base))
      var sum = SealSum()
      sum.add(bytes.span)
      #expect(try SealSum(Disk.bytes(log.layout.sum(base))) == sum)
      #expect(try FileStatus.of(log.layout.segment(base))?.isSealed == true)
      #expect(segments.end(of: base)?.rawValue == base.rawValue + Int64(bytes.count))
    }
    #expect(try log.lines() == (0..<100).map { NewEvent.numbered($0).text })
    let current = try Disk.bytes(log.layout.current)
    #expect(try current == Disk.bytes(log.layout.segment(try #require(segments.last))))
  }

  @Test func `a missing store is an error that says what to do`() {
    let error = #expect(throws: JournalError.self) { try EventLog.open(scratch.store) }

    #expect(error?.code == .noStore)
    #expect(error?.message.contains("tlm init") == true)
  }
}
