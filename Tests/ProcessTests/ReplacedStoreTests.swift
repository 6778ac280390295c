import Events
import Journal
import SystemCalls
import TestSupport
import Testing

extension ProcessTests.ReplacedStoreTests {
  @Test func `a store that is deleted under a writer is an error that says so, and stays deleted`()
    throws
  {
    _ = try EventLog.create(scratch.store)
    let writer = try Actors.start("keep-writing", scratch.store)
    var talk = Talk(writer)
    try talk.read { $0.hasPrefix("at ") }

    try removeStore()
    let marked = try talk.mark()
    try talk.read(5) { $0.hasPrefix("error noStore") }
    writer.say("stop")
    try talk.readRest()

    #expect(writer.wait() == .exited(0))
    #expect(talk.unclear.isEmpty)
    #expect(talk.lines[marked...].allSatisfy { $0.hasPrefix("error noStore") })
    #expect(try FileStatus.of(scratch.store) == nil)
  }

  @Test func `a writer whose store is deleted and made anew goes on in the new one`() throws {
    let watch = Stopwatch()
    _ = try EventLog.create(scratch.store)
    let writer = try Actors.start("keep-writing", scratch.store)
    var talk = Talk(writer)
    var rounds = 0
    while rounds < 10 {
      try talk.read { $0.hasPrefix("at ") }
      try removeStore()
      try talk.read { $0.hasPrefix("error noStore") }
      let log = try EventLog.create(scratch.store)
      let marked = try talk.mark()
      try talk.read(5) { $0.hasPrefix("at ") }
      try checkReceipts(of: talk.lines[marked...], in: log)
      rounds += 1
    }
    writer.say("stop")
    try talk.readRest()

    #expect(writer.wait() == .exited(0))
    #expect(talk.unclear.isEmpty)
    watch.report(
      "[processes] a store deleted and made anew \(rounds) times, \(talk.lines.count) lines said")
  }

  @Test func `after the log's folder is swapped, receipts are true of the log at the path`() throws
  {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    let writer = try Actors.start("keep-writing", scratch.store)
    var talk = Talk(writer)
    for round in 1...10 {
      let other = scratch.path + "/other\(round)"
      let otherLog = try EventLog.create(other)
      for number in 0..<round { try otherLog.append(.numbered(number)) }
      try talk.read(5) { $0.hasPrefix("at ") }
      try Folder.rename(log.layout.log, to: scratch.path + "/old\(round)")
      try Folder.rename(otherLog.layout.log, to: log.layout.log)
      let marked = try talk.mark()
      try talk.read(50) { $0.hasPrefix("at ") }
      try checkReceipts(of: talk.lines[marked...], in: log)
      #expect(try log.eventLines().prefix(round).allSatisfy { $0.contains("tick") })
    }
    writer.say("stop")
    try talk.readRest()

    #expect(writer.wait() == .exited(0))
    #expect(talk.unclear.isEmpty)
    watch.report("[processes] a log swapped 10 times, \(talk.lines.count) lines said")
  }

  /// As `rm -rf`, again if a writer was quicker to put something into a folder.
  private func removeStore() throws {
    while try FileStatus.of(scratch.store) != nil { Scratch.remove(scratch.store) }
  }

  /// What was acknowledged in `lines` is in the log.
  private func checkReceipts(of lines: ArraySlice<String>, in log: EventLog) throws {
    let contents = try LogContents(log)
    let places = Dictionary(uniqueKeysWithValues: contents.written.map { ($0.position, $0.event) })
    for line in lines where line.hasPrefix("at ") {
      let numbers = line.split(separator: " ").dropFirst().compactMap { Int64($0) }
      try #require(numbers.count == 2)
      let event = Counted(writer: 0, life: 0, number: Int(numbers[1]))
      #expect(places[Position(rawValue: numbers[0])] == event, "\(line)")
    }
  }
}

/// What a child said so far.
private struct Talk {
  let child: Child
  var lines: [String] = []

  init(_ child: Child) { self.child = child }

  /// Reads on until so many lines were as wanted that came after all that waited.
  mutating func read(_ count: Int = 1, until isWanted: (String) -> Bool) throws {
    var rest = count
    while rest > 0 {
      let line = try #require(try child.line(within: 30), "it ended after \(lines.suffix(3))")
      lines.append(line)
      if isWanted(line) { rest -= 1 }
    }
  }

  /// Appends that are said from the returned line on began after this call.
  mutating func mark() throws -> Int {
    let word = "mark \(lines.count)"
    child.say(word)
    try read { $0 == word }
    return lines.count
  }

  mutating func readRest() throws { lines += try child.lines() }

  /// Errors that do not say that something of the store is gone.
  var unclear: [String] {
    lines.filter { line in
      line.hasPrefix("error ") && !line.hasPrefix("error noStore")
        && !(line.hasPrefix("error system") && line.contains("No such file"))
    }
  }
}
