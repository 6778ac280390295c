import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// What readers and sources make of a log whose oldest segments are gone.
struct PrunedReadTests {
  private let scratch = Scratch()

  /// Six segments of two events each.
  private func log() throws -> EventLog {
    let log = try EventLog.create(scratch.store)
    for number in 0..<12 {
      try log.append(.numbered(number))
      if number % 2 == 1 && number < 11 { try log.rotate() }
    }
    return log
  }

  private func texts(_ numbers: Range<Int>) -> [String] {
    numbers.map { NewEvent.numbered($0).text }
  }

  @Test func `it begins with the oldest line that is kept, and ends where it ended`() throws {
    let log = try log()
    let before = try log.bounds()
    let second = try SegmentList(log.layout).bases[1]

    let first = try log.dropSegments(1)

    #expect(first == second)
    #expect(try log.bounds() == first..<before.upperBound)
    #expect(try log.lines() == texts(2..<12))
    try log.append(.numbered(12))
    #expect(try log.lines() == texts(2..<13))
  }

  @Test func `whoever asks for what is gone is told where the log begins now`() throws {
    let log = try log()
    let first = try log.dropSegments(2)
    let before = NewEvent.numbered(0).line().count

    for position in [0, before, Int(first.rawValue) - before, Int(first.rawValue) - 1] {
      let error = #expect(throws: JournalError.self) {
        let reader = try log.read(from: Position(rawValue: Int64(position)))
        _ = reader.position
      }
      #expect(error?.code == .truncated, "\(position)")
      #expect(error?.message.contains("stands at \(first)") == true, "\(position)")
    }
    var reader = try log.read(from: first)
    let line = try reader.next()?.lines.first
    #expect(line == NewEvent.numbered(4).text)
  }

  @Test func `a follower that asks for what is gone is told so, one that has it goes on`()
    async throws
  {
    let log = try log()
    var early = log.follow(from: .start).makeAsyncIterator()
    let given = try #require(try await early.next())
    #expect(given.lines == texts(0..<2))

    let first = try log.dropSegments(1)

    #expect(try await early.next()?.lines == texts(2..<4))
    var late = log.follow(from: .start).makeAsyncIterator()
    do {
      _ = try await late.next()
      Issue.record("what is gone was given")
    } catch { #expect(error.code == .truncated) }
    var whole = log.follow().makeAsyncIterator()
    let chunk = try #require(try await whole.next())
    #expect(chunk.position == first && chunk.lines == texts(2..<4))
  }

  @Test func `a reader that had not come so far says which positions are gone`() throws {
    let log = try log()
    var reader = try log.read()
    let lines = try reader.next()?.lines
    #expect(lines == texts(0..<2))
    let bases = try SegmentList(log.layout).bases

    for base in bases[1...2] { try Folder.unlink(log.layout.segment(base)) }
    var rest: [String] = []
    while let chunk = try reader.next() { rest += chunk.lines }

    let missing = reader.missing
    #expect(rest == texts(6..<12))
    #expect(missing == [bases[1]..<bases[3]])
  }

  @Test(arguments: [false, true])
  func `a source goes on where it was, with the hint or without it`(
    keepsHint: Bool
  ) throws {
    let log = try EventLog.create(scratch.store)
    func say(_ number: Int) throws {
      try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":\(number)}\n")
      try log.drain()
    }
    try say(0)
    try log.rotate()
    try log.append(.numbered(1))
    try say(1)
    try log.rotate()
    try log.append(.numbered(2))
    try log.dropSegments(1)
    if !keepsHint { try Folder.unlink(log.layout.cursors) }

    try say(2)

    let said = try log.eventLines().filter { $0.contains("said") }
    #expect(said == [1, 2].map { "{\"event\":\"said\",\"n\":\($0)}" })
    #expect(DrainedRanges(log).contains(try #require(try place(of: said[1], in: log))))
  }

  private func place(of line: String, in log: EventLog) throws -> Position? {
    var reader = try log.read()
    while let chunk = try reader.next() {
      var position = chunk.position
      for found in chunk.lines {
        if found == line { return position }
        position = position.advanced(by: found.utf8.count + 1)
      }
    }
    return nil
  }
}
