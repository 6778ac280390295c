import Events
import Journal
import SystemCalls
import TestSupport

/// A run that is recorded: what it did to the disk, and what it was promised.
final class LossRun {
  struct Receipt {
    var position: Position
    var bytes: [UInt8]
  }

  let scratch = Scratch()
  var store: String { scratch.store }
  let options: EventLog.Options
  private(set) var operations: [Operation] = []
  /// Synced ones; they count from the moment that the recording acknowledges them.
  private(set) var receipts: [Receipt] = []
  /// Torn tails that the run met, by where they begin.
  private(set) var torn: [Receipt] = []

  private init() {
    var options = EventLog.Options()
    options.segmentLimit = 600
    self.options = options
  }

  /// Promises that were made on the way; without them nothing would be checked.
  var acknowledgements: Int {
    operations.count { if case .acknowledged = $0 { true } else { false } }
  }

  static func recorded(_ body: (LossRun) throws -> Void) throws -> LossRun {
    let run = LossRun()
    run.operations = try Recorder.record(below: run.scratch.path) { () throws in try body(run) }
    return run
  }

  func append(_ log: EventLog, _ numbers: Range<Int>, durability: Durability = .flushed) throws {
    let events = numbers.map(NewEvent.numbered)
    let receipt = try log.append(events, durability: durability, timeout: .seconds(5))
    if durability == .synced {
      receipts.append(Receipt(position: receipt.position, bytes: events.flatMap { $0.line() }))
    }
  }

  /// Half a line at the end of the log, as a killed writer leaves it.
  func tear(_ log: EventLog) throws {
    let position = try log.end(timeout: .seconds(5))
    let text = "{\"event\":\"torn at \(position)"
    let base = try SegmentList(log.layout).last ?? .start
    try Disk.append(log.layout.segment(base), text)
    torn.append(Receipt(position: position, bytes: Array(text.utf8)))
  }

  /// Everything that a store lives through: appends of both kinds, rotations, drains, a torn tail.
  static func usual(_ run: LossRun) throws {
    let log = try EventLog.create(run.store, options: run.options)
    try run.append(log, 0..<1, durability: .synced)
    try run.append(log, 1..<3)
    for round in 0..<6 {
      try run.append(log, round * 10 + 10..<round * 10 + 12)
      try run.append(log, round * 10 + 12..<round * 10 + 13, durability: .synced)
      for number in 0..<3 {
        try Disk.append(
          log.layout.inbox, "{\"event\":\"stranger\",\"n\":\(round * 3 + number)}\n")
      }
      try log.drain()
      if round % 2 == 1 {
        try run.tear(log)
        // Another process heals it.
        let other = try EventLog.open(run.store, options: run.options)
        try run.append(other, round * 10 + 13..<round * 10 + 14, durability: .synced)
      }
      try run.append(log, round * 10 + 15..<round * 10 + 18, durability: .synced)
    }
    // What was only flushed is synced by the rotation: positions behind it depend on it.
    try run.append(log, 88..<90)
    try log.rotate()
    try run.append(log, 90..<92)
    try run.append(log, 92..<93, durability: .synced)
  }

  /// A spool file that was left behind, and is durable.
  static func leaveSpool(_ run: LossRun) throws -> [String] {
    let log = try EventLog.create(run.store, options: run.options)
    try run.append(log, 0..<1, durability: .synced)
    let lines = (0..<9).map { "{\"event\":\"spooled\",\"n\":\($0)}" }
    let spool = log.layout.spool + "/00000000000000000000-1-a.jsonl"
    try Folder.make(log.layout.spool)
    try Disk.append(spool, lines.joined(separator: "\n") + "\n")
    try Descriptor.open(spool, .read).syncData()
    try Folder.sync(log.layout.spool)
    try Folder.sync(log.layout.root)
    return lines
  }

  /// A store is made, written, rotated and drained.
  static func short(_ run: LossRun) throws {
    let log = try EventLog.create(run.store, options: run.options)
    try run.append(log, 0..<1)
    try log.rotate()
    try Disk.append(log.layout.inbox, "{\"event\":\"stranger\",\"n\":1}\n")
    try log.drain()
    try run.append(log, 1..<2)
  }
}
