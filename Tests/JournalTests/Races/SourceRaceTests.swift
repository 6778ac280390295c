import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// A source grows in the middle of its drain, and nobody writes to it after that.
struct SourceRaceTests {
  private static func words(_ numbers: Range<Int>) -> [String] {
    numbers.map { "{\"event\":\"said\",\"n\":\($0)}" }
  }

  private static func text(_ numbers: Range<Int>) -> String {
    words(numbers).map { $0 + "\n" }.joined()
  }

  /// What is in the log once everybody who follows it has looked, each line as often as it is there.
  private func said(_ moment: Moments.Moment) throws -> [String] {
    // Whoever follows drains where there may be something; what looks drained stays as it is.
    for _ in 0..<3 where moment.log.hasWaitingSources { try moment.log.drain() }
    return try moment.log.eventLines().filter { $0.contains("said") }
  }

  @Test(arguments: ["", text(0..<3), "{\"event\":\"sa", text(0..<3) + "{\"event\":\"sa"])
  func `a line that comes into the inbox while it is drained arrives without another write`(
    before: String
  ) throws {
    let isHalf = before.hasSuffix("sa")
    let moments = Moments(
      name: "an inbox that grows",
      prepare: { log in
        try log.append(.numbered(0))
        try Disk.append(log.layout.inbox, before)
      }
    ) { log in
      let rest = isHalf ? #"id","n":3}"# + "\n" : Self.text(3..<4)
      try Disk.append(log.layout.inbox, rest)
    }
    let expected = before.contains("said") ? Self.words(0..<4) : Self.words(3..<4)

    let count = try moments.all({ log in
      _ = log.hasWaitingSources
      try log.drain()
    }) { moment, _ in
      let found = try said(moment)
      #expect(found == expected, "\(moment.name)")
    }

    #expect(count > 3)
  }

  @Test func `an inbox that is drained already and grows while somebody looks is drained anew`()
    throws
  {
    let moments = Moments(
      name: "a drained inbox that grows",
      prepare: { log in
        try Disk.append(log.layout.inbox, Self.text(0..<3))
        try log.drain()
        try Disk.append(log.layout.inbox, Self.text(3..<4))
      }
    ) { log in try Disk.append(log.layout.inbox, Self.text(4..<5)) }

    try moments.all({ log in try log.drain() }) { moment, _ in
      let found = try said(moment)
      #expect(found == Self.words(0..<5), "\(moment.name)")
    }
  }

  /// A producer that holds the lock of its spool file as long as it lives.
  private final class Producer: Sendable {
    private let file: Guarded<Descriptor?>
    private let path: String

    init(_ path: String) throws {
      self.path = path
      let file = try Descriptor.open(path, .append, create: true)
      #expect(try file.tryLock())
      self.file = Guarded(file)
    }

    /// Adds lines and dies.
    func finish(_ text: String) throws {
      try Disk.append(path, text)
      file.withLock { file in
        file?.unlock()
        file = nil
      }
    }
  }

  @Test(arguments: ["", "{\"event\":\"sa", text(0..<3)])
  func `a spool file that grows between the look at its size and its lock loses nothing`(
    before: String
  ) throws {
    let producers = Guarded<[String: Producer]>([:])
    let isHalf = before.hasSuffix("sa")
    let moments = Moments(
      name: "a spool file that grows",
      prepare: { log in
        try log.append(.numbered(0))
        try Folder.make(log.layout.spool)
        let spool = log.layout.spool + "/00000000000000000000-1-a.jsonl"
        try Disk.append(spool, before)
        // What it had by then is in the log, and the file stands for what comes.
        if !isHalf && !before.isEmpty { try log.drain(holds: 1) }
        let producer = try Producer(spool)
        producers.withLock { $0[log.layout.root] = producer }
      }
    ) { log in
      let producer = producers.withLock { $0.removeValue(forKey: log.layout.root) }
      try producer?.finish(isHalf ? #"id","n":3}"# + "\n" : Self.text(3..<4))
    }
    let expected = before.contains("said") ? Self.words(0..<4) : Self.words(3..<4)

    let count = try moments.all({ log in try log.drain() }) { moment, _ in
      // A child of another test may hold an inherited lock between its fork and its exec.
      try repeated(within: 5) { try said(moment).count >= expected.count }
      let found = try said(moment)
      #expect(found == expected, "\(moment.name)")
      #expect(try Folder.names(in: moment.log.layout.damaged).isEmpty, "\(moment.name)")
    }

    #expect(count > 4)
  }

  @Test func `a retired inbox that its last writer leaves while it is drained loses nothing`()
    throws
  {
    let writers = Guarded<[String: Descriptor]>([:])
    var options = EventLog.Options()
    options.inboxLimit = 100
    let moments = Moments(
      name: "a retired inbox that grows",
      prepare: { log in
        try Disk.append(log.layout.inbox, Self.text(0..<8))
        let writer = try Descriptor.open(log.layout.inbox, .append)
        writers.withLock { $0[log.layout.root] = writer }
        try log.drain()
      }, options: options
    ) { log in
      let writer = writers.withLock { $0.removeValue(forKey: log.layout.root) }
      let word = Array(Self.text(8..<9).utf8)
      _ = try writer?.write(once: word.span)
    }

    let count = try moments.all({ log in try log.drain() }) { moment, _ in
      try repeated(within: 5) { try said(moment).count >= 9 }
      let found = try said(moment)
      #expect(found == Self.words(0..<9), "\(moment.name)")
    }

    #expect(count > 4)
  }
}
