import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Something that a process does to a store, to be hit at each of its system calls.
struct FaultScenario: Sendable, CustomStringConvertible {
  let name: String
  var limit: Int64 = 1 << 20
  /// The store before, and the log to act on if it stands already.
  let prepare: @Sendable (FaultBench) throws -> EventLog?
  let act: @Sendable (FaultBench, EventLog?) throws -> Void

  var description: String { name }

  static let all = [
    appendFlushed, appendSynced, appendBatch, appendFirst, appendToTornTail, appendAcrossLimit,
    create, rotate, finishRotation, drainInbox, drainSpool, spoolAndSettle, importFile, retireInbox,
    pull,
  ]

  /// A store with two events in it.
  static let usual: @Sendable (FaultBench) throws -> EventLog? = { bench in
    let log = try bench.made()
    try bench.append(log, FaultBench.numbers(0..<2))
    return log
  }

  static let appendFlushed = FaultScenario(name: "append, flushed", prepare: usual) { bench, log in
    try bench.append(log!, [.numbered(10)])
    try bench.append(log!, [.numbered(11)])
  }

  static let appendSynced = FaultScenario(name: "append, synced", prepare: usual) { bench, log in
    try bench.append(log!, [.numbered(10)], durability: .synced)
    try bench.append(log!, [.numbered(11)], durability: .synced)
  }

  static let appendBatch = FaultScenario(name: "append, a batch", prepare: usual) { bench, log in
    try bench.append(log!, FaultBench.numbers(10..<30))
    try bench.append(log!, FaultBench.numbers(30..<50), durability: .synced)
  }

  /// By a process that has not opened the segment yet.
  static let appendFirst = FaultScenario(
    name: "open and append",
    prepare: { bench in
      _ = try usual(bench)
      return nil
    },
    act: { bench, _ in try bench.append(bench.opened(), FaultBench.numbers(10..<12)) })

  static let appendToTornTail = FaultScenario(
    name: "append to a torn tail",
    prepare: { bench in
      let log = try bench.made()
      try bench.append(log, [.numbered(0)])
      let end = try log.append(NewEvent.numbered(1)).end
      bench.acknowledged.append(NewEvent.numbered(1).text)
      let text = "{\"event\":\"torn\",\"text\":\"" + String(repeating: "ż", count: 200)
      try Disk.append(log.layout.segment(.start), text)
      bench.torn = (end, text)
      return log
    },
    act: { bench, log in
      try bench.append(log!, FaultBench.numbers(10..<13), durability: .synced)
    })

  static let appendAcrossLimit = FaultScenario(
    name: "append across the segment's limit", limit: 300, prepare: usual
  ) { bench, log in
    for number in 10..<20 { try bench.append(log!, [.numbered(number)]) }
  }

  static let create = FaultScenario(
    name: "create",
    prepare: { _ in nil },
    act: { bench, _ in
      let log = try bench.made()
      try bench.append(log, [.numbered(0)], durability: .synced)
    })

  static let rotate = FaultScenario(name: "rotate", prepare: usual) { bench, log in
    try log!.rotate()
    try bench.append(log!, FaultBench.numbers(10..<12))
  }

  /// The rotator died after its intent: another process finishes what it began.
  static let finishRotation = FaultScenario(
    name: "finish a rotation",
    prepare: { bench in
      let log = try usual(bench)
      // Its calls: lock, stat, fstat, fdatasync, link, stat of the segment …
      _ = Faults.strike(call: 6, .death) { try log!.rotate() }
      return try bench.opened()
    },
    act: { bench, log in try bench.append(log!, FaultBench.numbers(10..<12)) })

  static let drainInbox = FaultScenario(
    name: "drain the inbox",
    prepare: { bench in
      let log = try usual(bench)
      try write(source: bench.layout.inbox, "stranger", 0..<30, bench, tail: FaultBench.half)
      return log
    },
    act: { _, log in try log!.drain() })

  static let drainSpool = FaultScenario(
    name: "drain a spool",
    prepare: { bench in
      let log = try usual(bench)
      try Folder.make(bench.layout.spool)
      let spool = bench.layout.spool + "/00000000000000000000-1-a.jsonl"
      try write(source: spool, "spooled", 0..<12, bench, tail: FaultBench.half)
      try write(source: bench.layout.inbox, "stranger", 0..<3, bench)
      return log
    },
    act: { _, log in try log!.drain() })

  /// A producer that meets a taken lock, and gets it later.
  static let spoolAndSettle = FaultScenario(
    name: "spool and settle", prepare: usual
  ) { bench, log in
    bench.sources.append([])
    let producer = Producer(log!)
    let holder = try Descriptor.open(bench.layout.lock, .update)
    guard try holder.tryLock() else { return }
    for number in 10..<13 {
      bench.pending = [NewEvent.numbered(number).text]
      if number == 12 { holder.unlock() }
      let outcome = try producer.append(lines: NewEvent.numbered(number).line(), timeout: .zero)
      switch outcome {
      case .appended: bench.acknowledged += bench.pending
      case .spooled: bench.sources[0] += bench.pending
      }
      bench.pending = []
    }
  }

  static let importFile = FaultScenario(
    name: "import a file",
    prepare: { bench in
      let log = try usual(bench)
      let path = bench.scratch.path + "/other.jsonl"
      try write(source: path, "imported", 0..<20, bench)
      bench.redo = { log in try log.importFile(path) }
      return log
    },
    act: { bench, log in try bench.redo(log!) })

  /// Lines of another store, as a relay brings them.
  static let pull = FaultScenario(
    name: "pull",
    prepare: { bench in
      let log = try usual(bench)
      let lines = (0..<12).map { "{\"event\":\"pulled\",\"n\":\($0)}" }
      bench.sources.append(lines)
      bench.redo = { log in try PulledLog().pull(lines, into: log) }
      return log
    },
    act: { bench, log in try bench.redo(log!) })

  /// A drained inbox over its limit is renamed, and its successor drained.
  static let retireInbox = FaultScenario(
    name: "retire a large inbox",
    prepare: { bench in
      bench.options.inboxLimit = 100
      let log = try usual(bench)
      try write(source: bench.layout.inbox, "stranger", 0..<10, bench)
      return log
    },
    act: { _, log in
      try log!.drain()
      try log!.drain()
    })

  /// Writes the lines of a source, and a half line after them.
  static func write(
    source path: String, _ word: String, _ numbers: Range<Int>, _ bench: FaultBench,
    tail: String = ""
  ) throws {
    let lines = numbers.map { "{\"event\":\"\(word)\",\"n\":\($0)}" }
    try Disk.append(path, lines.joined(separator: "\n") + "\n" + tail)
    bench.sources.append(lines)
  }
}
