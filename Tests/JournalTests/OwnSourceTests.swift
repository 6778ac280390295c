import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// A source as anybody may write one: lines in memory, read from any byte on.
private struct Memory: Source {
  struct Content: SourceContent {
    let text: [UInt8]
    var size: Int64 { Int64(text.count) }

    func bytes(at offset: Int64, count: Int) -> [UInt8] {
      Array(text.dropFirst(Int(offset)).prefix(count))
    }
  }

  let name: String
  var text = ""

  init(_ name: String) { self.name = name }

  func open() -> Content? { Content(text: Array(text.utf8)) }

  mutating func say(_ numbers: Range<Int>) {
    for number in numbers { text += "{\"event\":\"said\",\"number\":\(number)}\n" }
  }
}

/// One whose lines come only while nobody else has them, and which ends when they are in the log.
private final class Handed: Source {
  let name = "handed"
  private let state = Guarded((isTaken: true, isThere: true))

  func open() -> Memory.Content? {
    guard state.withLock({ $0.isThere }) else { return nil }
    return Memory.Content(text: Array("{\"event\":\"handed\"}\n".utf8))
  }

  func claim(_ content: Memory.Content) -> Bool { !state.withLock { $0.isTaken } }

  func finish(
    _ content: Memory.Content, at cursor: Int64, in drain: inout DrainHold
  ) throws(JournalError) {
    guard cursor == content.size else { return }
    drain.forget(name)
    state.withLock { $0.isThere = false }
  }

  func release() { state.withLock { $0.isTaken = false } }
  var isThere: Bool { state.withLock { $0.isThere } }
}

struct OwnSourceTests {
  let scratch = Scratch()

  private func numbers(in log: EventLog) throws -> [String] {
    try log.eventLines().filter { $0.contains("\"said\"") }
  }

  private func said(_ count: Int) -> [String] {
    (0..<count).map { "{\"event\":\"said\",\"number\":\($0)}" }
  }

  @Test func `a source of one's own is drained once, by whoever drains, and goes on there`() throws
  {
    let log = try EventLog.create(scratch.store)
    var source = Memory("memory/a")
    source.say(0..<3)
    source.text += "{\"event\":\"half"

    let first = try log.drain(from: source)
    let again = try log.drain(from: source)
    source.text.removeLast(14)
    source.say(3..<5)
    try log.append(.numbered(7))
    let other = try EventLog.open(scratch.store).drain(from: source)

    #expect(first.sources == 1 && again.bytes == 0 && other.bytes == 56)
    #expect(try numbers(in: log) == said(5))
  }

  @Test func `no line is lost or doubled where a drain died, wherever it did`() throws {
    var source = Memory("memory/a")
    source.say(0..<4)
    let whole = try EventLog.create(scratch.store)
    try whole.drain(from: source)
    let bytes = try Disk.bytes(whole.layout.segment(.start))

    for length in 0..<bytes.count {
      let torn = try EventLog.create(scratch.path + "/torn\(length)")
      try Disk.write(torn.layout.segment(.start), Array(bytes.prefix(length)))
      var grown = source
      grown.say(4..<5)
      try EventLog.open(torn.layout.root).drain(from: grown)
      try EventLog.open(torn.layout.root).drain(from: grown)
      #expect(try numbers(in: torn) == said(5), "cut at \(length)")
    }
  }

  @Test func `a marker says what was imported`() throws {
    let log = try EventLog.create(scratch.store)
    for name in ["memory/a", SourceName.imported("/var/a.jsonl")] {
      var source = Memory(name)
      source.say(0..<1)
      try log.drain(from: source)
    }

    let markers = try log.lines().filter { $0.contains("\"tlm.drained\"") }

    #expect(markers.map { $0.contains("\"source\":\"file:/var/a.jsonl\"") } == [false, true])
    #expect(SourceName.isImported("file:/var/a.jsonl") && !SourceName.isImported("memory/a"))
  }

  @Test func `a source may be somebody else's for a while, and end with its lines`() throws {
    let log = try EventLog.create(scratch.store)
    let source = Handed()

    let early = try log.drain(from: source)
    source.release()
    let late = try log.drain(from: source)

    #expect(early.bytes == 0 && late.bytes == 19)
    #expect(!source.isThere)
    #expect(try log.drain(from: source).bytes == 0)
  }
}
