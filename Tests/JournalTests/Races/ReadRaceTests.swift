import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Writers come in between the calls of a reader, who takes no lock.
struct ReadRaceTests {
  struct Writing: Sendable, CustomStringConvertible {
    let description: String
    /// Numbers of the events that there are then.
    let numbers: Range<Int>
    let write: @Sendable (EventLog) throws -> Void
  }

  static let writings = [
    Writing(description: "an append", numbers: 0..<3) { log in try log.append(.numbered(2)) },
    Writing(description: "a seal", numbers: 0..<2) { log in try log.rotate() },
    Writing(description: "an append and a seal", numbers: 0..<3) { log in
      try log.append(.numbered(2))
      try log.rotate()
    },
    Writing(description: "an append, a seal and an append", numbers: 0..<4) { log in
      try log.append(.numbered(2))
      try log.rotate()
      try log.append(.numbered(3))
    },
    Writing(description: "two seals", numbers: 0..<5) { log in
      try log.append(.numbered(2))
      try log.rotate()
      try log.append(.numbered(3))
      try log.rotate()
      try log.append(.numbered(4))
    },
    Writing(description: "a seal whose mode is lost", numbers: 0..<3) { log in
      try log.append(.numbered(2))
      try log.rotate()
      try Descriptor.open(log.layout.segment(.start), .read).setPermissions(0o600)
    },
  ]

  /// What a reader was given, to where it came, and which ranges it says have no bytes.
  struct Given {
    var lines: [String] = []
    var end = Position.start
    var missing: [Range<Position>] = []
  }

  /// All that is given until nothing comes twice.
  private func read(_ log: EventLog) throws -> Given {
    var reader = try log.read()
    var given = Given()
    for _ in 0..<3 {
      while let chunk = try reader.next() { given.lines += chunk.lines }
    }
    given.end = reader.position
    given.missing = reader.missing
    return given
  }

  /// With what comes behind it, which it had not looked for again.
  private func whole(_ given: Given, _ log: EventLog) throws -> Given {
    var given = given
    var reader = try log.read(from: given.end)
    while let chunk = try reader.next() { given.lines += chunk.lines }
    given.missing += reader.missing
    return given
  }

  @Test(arguments: writings)
  func `a reader is given each line once and misses none, whatever is written meanwhile`(
    _ writing: Writing
  ) throws {
    let moments = Moments(name: "\(writing) at a reader", other: writing.write)

    let count = try moments.all(read) { moment, given in
      let found = try whole(given, moment.log)
      #expect(found.missing.isEmpty, "\(moment.name)")
      #expect(
        found.lines == writing.numbers.map { NewEvent.numbered($0).text }, "\(moment.name)")
    }

    #expect(count > 3)
  }

  /// A torn tail of so many bytes.
  private static func torn(_ count: Int) -> String {
    "{\"event\":\"torn\",\"text\":\"" + String(repeating: "y", count: count)
  }

  private func heals(_ tail: String) -> Moments {
    Moments(
      name: "a heal at a reader",
      prepare: { log in
        for number in 0..<2 { try log.append(.numbered(number)) }
        try Disk.append(log.layout.segment(.start), tail)
      }
    ) { log in try log.append(.numbered(2)) }
  }

  private func check(_ moment: Moments.Moment, _ given: Given) throws {
    let found = try whole(given, moment.log)
    let known = Set((0..<3).map { NewEvent.numbered($0).text })
    let strange = found.lines.filter { !known.contains($0) && !$0.allSatisfy { $0 == " " } }
    #expect(strange.isEmpty, "\(moment.name): \(strange.first?.prefix(60) ?? "")")
    #expect(
      found.lines.filter(known.contains) == (0..<3).map { NewEvent.numbered($0).text },
      "\(moment.name)")
    #expect(found.missing.isEmpty, "\(moment.name)")
  }

  @Test(arguments: [10, 300, 70_000])
  func `no half of an old line is given, wherever in a read its tail is healed`(length: Int) throws
  {
    let tail = Self.torn(length)
    let begin = NewEvent.numbered(0).line().count * 2
    let places = stride(from: 1, through: begin + tail.utf8.count, by: max(1, length / 40))

    try heals(tail).within(read: places, read, then: check)
  }

  @Test(arguments: [10, 300, 70_000])
  func `no half of an old line is given, before whichever call its tail is healed`(length: Int)
    throws
  {
    let count = try heals(Self.torn(length)).all(read, then: check)

    #expect(count > 3)
  }
}
