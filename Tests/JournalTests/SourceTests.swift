import Events
import Journal
import SystemCalls
import TestSupport
import Testing

struct SourceTests {
  let scratch = Scratch()

  @Test func `the inbox is drained once, unchanged, up to its last newline`() throws {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"a\"}\r\n\n{\"event\":\"b\"}\n{\"event\":")

    let first = try log.drain()
    let second = try log.drain()
    try Disk.append(log.layout.inbox, "\"c\"}\n")
    let third = try log.drain()

    #expect(first.bytes == 30 && second.bytes == 0 && third.bytes == 14)
    #expect(
      try log.eventLines()
        == ["{\"event\":\"a\"}\r", "", "{\"event\":\"b\"}", "{\"event\":\"c\"}"]
        .filter { !$0.isEmpty })
  }

  @Test func `a hint that is lost, old or of another log repeats nothing`() throws {
    let log = try EventLog.create(scratch.store)
    var old: [UInt8] = []
    for round in 0..<6 {
      try Disk.append(log.layout.inbox, "{\"event\":\"e\(round)\"}\n")
      if round == 2 { try Folder.unlink(log.layout.cursors) }
      if round == 4 { try Disk.write(log.layout.cursors, old) }
      if round == 5 { try Disk.write(log.layout.cursors, Array("nonsense\n".utf8)) }
      try log.append(.numbered(round))
      try log.drain()
      if round == 0 { old = try Disk.bytes(log.layout.cursors) }
    }

    let drained = try log.eventLines().filter { $0.contains("\"e") && !$0.contains("tick") }

    #expect(drained == (0..<6).map { "{\"event\":\"e\($0)\"}" })
  }

  @Test func `an inbox that was replaced is drained from its start`() throws {
    let log = try EventLog.create(scratch.store)
    try Disk.append(log.layout.inbox, "{\"event\":\"old\"}\n")
    try log.drain()
    try Disk.write(log.layout.inbox, Array("{\"event\":\"new one\"}\n{\"event\":\"more\"}\n".utf8))

    try log.drain()

    #expect(
      try log.eventLines() == [
        "{\"event\":\"old\"}", "{\"event\":\"new one\"}", "{\"event\":\"more\"}",
      ])
  }

  @Test(arguments: [0, 1, 2, 5])
  func `however often an inbox was drained, one that replaces it is drained from its start`(
    drains: Int
  ) throws {
    let log = try EventLog.create(scratch.store)
    for number in 0..<drains {
      try Disk.append(log.layout.inbox, "{\"event\":\"old\",\"n\":\(number)}\n")
      try log.drain()
    }
    let lines = (0..<9).map { "{\"event\":\"new one\",\"n\":\($0)}" }
    try Disk.write(log.layout.inbox, Array((lines.joined(separator: "\n") + "\n").utf8))

    try log.drain()
    try log.drain()

    #expect(try log.eventLines().filter { $0.contains("new") } == lines)
  }

  @Test func `what goes on with a line that was passed over comes in as no line`() throws {
    let log = try EventLog.create(scratch.store)
    // As whoever writes it holds the file open.
    let writer = try Descriptor.open(log.layout.inbox, .append, create: true)
    let begin = Array(("{\"x\":\"" + String(repeating: "x", count: 17 << 20)).utf8)
    _ = try writer.write(once: begin.span)
    try log.drain()
    for part in ["yyy", "y\",", "\"z\":1}\n{\"event\":\"after\"}\n{\"event\":\"last\"}\n"] {
      let bytes = Array(part.utf8)
      _ = try writer.write(once: bytes.span)
      try log.drain()
    }

    let lines = try log.eventLines().map { String($0.prefix(80)) }
    #expect(lines == [#"{"event":"after"}"#, #"{"event":"last"}"#])
    let skipped = try log.lines().filter { $0.contains("tlm.skipped") }
    #expect(skipped.first?.contains("too_long") == true)
  }

  private func say(_ number: Int, in log: EventLog) throws {
    try Disk.append(log.layout.inbox, "{\"event\":\"said\",\"n\":\(number)}\n")
    try log.drain()
  }

  @Test func `a copy of the log in another source tells nothing about its own sources`() throws {
    let log = try EventLog.create(scratch.store)
    let copy = scratch.path + "/copy.jsonl"
    try say(0, in: log)
    try Disk.write(copy, Disk.bytes(log.layout.segment(.start)))
    try say(1, in: log)
    try say(2, in: log)

    try log.importFile(copy)
    try say(3, in: log)
    try Folder.unlink(log.layout.cursors)
    try say(4, in: log)

    let said = try log.eventLines().filter { $0.contains("said") }
    #expect(said == [0, 1, 2, 0, 3, 4].map { "{\"event\":\"said\",\"n\":\($0)}" })
  }

  @Test func `a hint of another log that knows of no source hides none of this one`() throws {
    let other = try EventLog.create(scratch.path + "/other")
    try other.append(.numbered(0))
    try Folder.make(other.layout.spool)
    try Disk.append(other.layout.spool + "/00000000000000000000-1-a.jsonl", "{\"x\":1}\n")
    // A child of another test may hold an inherited lock between its fork and its exec.
    try repeated {
      try other.drain()
      return try Folder.names(in: other.layout.spool).isEmpty
    }
    let hint = try Disk.bytes(other.layout.cursors)
    #expect(!String(decoding: hint, as: UTF8.self).contains("spool"))

    let log = try EventLog.create(scratch.store)
    try say(0, in: log)
    try log.append((0..<20).map(NewEvent.numbered))
    try Disk.write(log.layout.cursors, hint)
    try say(1, in: log)

    let said = try log.eventLines().filter { $0.contains("said") }
    #expect(said == [0, 1].map { "{\"event\":\"said\",\"n\":\($0)}" })
  }

  @Test func `a file is imported once, and what it grows by later`() throws {
    let log = try EventLog.create(scratch.store)
    let file = scratch.path + "/other.jsonl"
    try Disk.append(file, "{\"event\":\"a\"}\n{\"event\":\"b\"}")

    let first = try log.importFile(file)
    let second = try log.importFile(file)
    try Disk.append(file, "\n{\"event\":\"c\"}\n")
    let third = try log.importFile(file)

    #expect(first.bytes == 27 && second.bytes == 0 && third.bytes == 15)
    #expect(
      try log.eventLines().filter { !$0.isEmpty } == [
        "{\"event\":\"a\"}", "{\"event\":\"b\"}", "{\"event\":\"c\"}",
      ])
  }

  @Test func `a large inbox is renamed when it is drained, and late writers are still heard`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    let line = "{\"event\":\"fill\",\"text\":\"" + String(repeating: "x", count: 1000) + "\"}\n"
    let late = try Descriptor.open(log.layout.inbox, .append, create: true)
    for _ in 0..<9 {
      try Disk.append(log.layout.inbox, String(repeating: line, count: 1000))
    }

    try log.drain()
    let word = Array("{\"event\":\"late\"}\n".utf8)
    _ = try late.write(once: word.span)
    try Disk.append(log.layout.inbox, "{\"event\":\"fresh\"}\n")
    try log.drain()
    try log.drain()

    let lines = try log.eventLines()
    #expect(lines.count == 9002)
    #expect(Set(lines.suffix(2)) == ["{\"event\":\"late\"}", "{\"event\":\"fresh\"}"])
  }

  @Test func `what misses the deadline is spooled, and comes into the log before what follows`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    let producer = Producer(log)
    let holder = try Descriptor.open(log.layout.lock, .update)
    #expect(try holder.tryLock())

    let first = try producer.append(lines: NewEvent.numbered(1).line())
    let second = try producer.append(lines: NewEvent.numbered(2).line())
    holder.unlock()
    let third = try producer.append(lines: NewEvent.numbered(3).line())

    #expect(first == .spooled && second == .spooled)
    guard case .appended = third else { Issue.record("the third was not appended"); return }
    #expect(try log.eventLines() == [1, 2, 3].map { NewEvent.numbered($0).text })
    #expect(try Folder.names(in: log.layout.spool).isEmpty)
  }

  @Test func `a spool file whose producer lives is left to it, and one that is left is drained`()
    throws
  {
    let log = try EventLog.create(scratch.store)
    let holder = try Descriptor.open(log.layout.lock, .update)
    #expect(try holder.tryLock())
    var producer: Producer? = Producer(log)
    #expect(try producer?.append(lines: NewEvent.numbered(1).line()) == .spooled)
    holder.unlock()

    let whileItLives = try EventLog.open(scratch.store).drain()
    #expect(whileItLives.bytes == 0 && whileItLives.sources == 0)
    #expect(try Folder.names(in: log.layout.spool).count == 1)
    producer = nil
    // A child of another test may hold an inherited lock between its fork and its exec.
    try repeated {
      try EventLog.open(scratch.store).drain()
      return try Folder.names(in: log.layout.spool).isEmpty
    }

    #expect(try log.eventLines() == [NewEvent.numbered(1).text])
  }

  @Test func `the lines of a spool file are durable before it goes, of each by itself`() throws {
    let log = try EventLog.create(scratch.store)
    let segment = log.layout.segment(.start)
    try Folder.make(log.layout.spool)
    let operations = try Recorder.record(below: scratch.path) { () throws in
      for round in 0..<3 {
        let spool = log.layout.spool + "/0000000000000000000\(round)-1-a.jsonl"
        try Disk.append(spool, "{\"event\":\"spooled\",\"n\":\(round)}\n")
        try repeated {
          try log.drain()
          return try FileStatus.of(spool) == nil
        }
      }
    }

    var isDurable = true
    var gone = 0
    for operation in operations {
      switch operation {
      case .write(segment, _, _): isDurable = false
      case .sync(segment): isDurable = true
      case .unlink(let path) where path.hasPrefix(log.layout.spool):
        #expect(isDurable, "\(path)")
        gone += 1
      default: break
      }
    }
    #expect(gone == 3)
  }
}
