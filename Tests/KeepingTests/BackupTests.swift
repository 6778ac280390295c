import Events
import Journal
import Keeping
import Sealing
import SystemCalls
import TestSupport
import TLM
import Testing

@Suite struct BackupTests {
  let scratch = Scratch()
  private var folder: String { scratch.path + "/backups" }

  private func log(events: Int, segments: Int) throws -> EventLog {
    let log = try EventLog.create(scratch.store)
    for number in 0..<events {
      try log.append(.numbered(number))
      if number % max(1, events / segments) == 0 { try log.rotate() }
    }
    return log
  }

  @Test func `a backup is the log, and shares what the one before it has`() throws {
    let log = try log(events: 40, segments: 4)
    let first = try Backup.make(of: log, in: folder)
    try log.append(.numbered(40))
    let second = try Backup.make(of: log, in: folder)

    #expect(first.copied == first.bytes && second.bytes > first.bytes)
    #expect(second.copied < first.copied, "\(second)")
    #expect(try EventLog.open(second.path).eventLines() == log.eventLines())
    #expect(try EventLog.open(first.path).eventLines().count == 40)
    let found = try LogVerifier.verify(
      EventLog.open(second.path), heads: [#require(LogHead(second.head))])
    #expect(found.isWhole && found.faults.isEmpty)
  }

  @Test func `only so many stay, and what they share with others stays whole`() throws {
    let log = try log(events: 12, segments: 3)
    var paths: [String] = []
    for number in 0..<5 {
      try log.append(.numbered(100 + number))
      paths.append(try Backup.make(of: log, in: folder, keeping: 2).path)
    }

    let left = try Folder.names(in: folder + "/" + log.identity().id)
    #expect(left.map { "\(folder)/\(try! log.identity().id)/\($0)" } == Array(paths.suffix(2)))
    for path in paths.suffix(2) {
      #expect(try LogVerifier.verify(EventLog.open(path)).isWhole)
    }
  }

  @Test func `writers write on, and what is copied is a beginning of the log`() throws {
    var options = EventLog.Options()
    options.segmentLimit = 1 << 16
    let log = try EventLog.create(scratch.store, options: options)
    let folder = folder
    let isDone = Guarded(false)
    let writers = (0..<2).map { writer in
      BackgroundWork { () -> Int in
        var count = 0
        while !isDone.withLock({ $0 }) {
          guard (try? log.append(NewEvent.numbered(writer * 1_000_000 + count))) != nil else {
            break
          }
          count += 1
        }
        return count
      }
    }
    var backups: [Backup] = []
    for _ in 0..<12 { backups.append(try Backup.make(of: log, in: folder, keeping: 20)) }
    isDone.withLock { $0 = true }
    let count = writers.reduce(0) { $0 + $1.value() }
    let whole = try log.eventLines()

    #expect(whole.count == count && count > 0)
    for backup in backups {
      let lines = try EventLog.open(backup.path).eventLines()
      #expect(lines == Array(whole.prefix(lines.count)))
      let head = try #require(LogHead(backup.head))
      #expect(try LogVerifier.verify(EventLog.open(backup.path), heads: [head]).isWhole)
      #expect(try LogVerifier.verify(log, heads: [head]).isWhole)
    }
  }

  @Test func `backups made while tens of thousands of events a second come restore to a beginning`()
    throws
  {
    var options = EventLog.Options()
    options.segmentLimit = 4 << 20
    let log = try EventLog.create(scratch.store, options: options)
    let folder = folder
    let isDone = Guarded(false)
    let begin = monotonicNow()
    let writers = (0..<2).map { writer in
      BackgroundWork { () -> Int in
        let batch = Counted(writer: writer, life: 0, number: 0).batch(1000)
        var count = 0
        while !isDone.withLock({ $0 }), (try? log.append(lines: batch)) != nil { count += 1000 }
        return count
      }
    }
    let hasBegun = try repeated { try log.bounds().upperBound > .start }
    var backups: [Backup] = []
    for _ in 0..<4 { backups.append(try Backup.make(of: log, in: folder, keeping: 10)) }
    isDone.withLock { $0 = true }
    let count = writers.reduce(0) { $0 + $1.value() }
    let rate = Double(count) / (Double(monotonicNow() - begin) / 1e9)
    print("[backup] \(count) events appended beside 4 backups, \(Int(rate)) a second")

    let whole = try RawLog(log).bytes
    #expect(whole.count { $0 == 0x0A } == count)
    for (number, backup) in backups.enumerated() {
      let restored = try Restoring.restore(backup.path, to: "\(scratch.path)/again-\(number)")
      let again = try EventLog.open(restored.path)
      let head = try #require(LogHead(backup.head))
      let bytes = try RawLog(again).bytes
      let place = Int(head.position.rawValue)
      #expect(bytes[..<place] == whole[..<place], "backup \(number)")
      #expect(bytes[place...].count { $0 == 0x0A } == 1, "only what tells of the restoration")
      #expect(try LogVerifier.verify(again, heads: [head], store: backup.store).isWhole)
    }
    #expect(hasBegun && (OwnProcess.variable("TLM_SOAK") == nil || rate > 50_000))
  }

  /// All bytes of a log.
  private struct RawLog {
    var bytes: [UInt8] = []

    init(_ log: EventLog) throws {
      for base in try SegmentList(log.layout).bases {
        bytes += try Disk.bytes(log.layout.segment(base))
      }
    }
  }

  private static func isFree(_ log: EventLog) -> Bool {
    do {
      _ = try LogPruning(log, timeout: .zero)
      return true
    } catch { return false }
  }

  @Test func `a prune that comes at any moment leaves a backup whole`() throws {
    var (n, pruned, kept) = (1, 0, 0)
    while true {
      let scratch = Scratch()
      let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
      for number in 0..<12 {
        try store.log.append(.numbered(number))
        if number % 3 == 2 { try store.log.rotate() }
      }
      let whole = try store.log.eventLines()
      let (result, struck) = Faults.interrupt(
        call: n,
        by: {
          // Where the backup has the turn, it is told so.
          guard Self.isFree(store.log) else { return }
          _ = try? store.prune(Store.PruneRequest(PruneRules(maxSize: 400)))
        }
      ) { try Backup.make(of: store.log, in: scratch.path + "/backups") }

      let backup = try result.get()
      let copy = try EventLog.open(backup.path)
      let lines = try copy.eventLines()
      #expect(lines == Array(whole.suffix(lines.count)) && !lines.isEmpty, "call \(n)")
      let head = try #require(LogHead(backup.head))
      #expect(try LogVerifier.verify(copy, heads: [head]).isWhole, "call \(n)")
      if try store.log.bounds().lowerBound > .start { pruned += 1 } else { kept += 1 }
      guard struck != nil else { break }
      n += 3
    }
    #expect(n > 50 && pruned > 0 && kept > 3, "\(n), \(pruned), \(kept)")
  }

  @Test func `a backup waits for no redaction that died, and says what to do`() throws {
    let scratch = Scratch()
    let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    try store.log.append(.numbered(1))
    try LogRedaction(store.log).begin(
      RedactIntent(
        id: RedactIntent.freshID(), reason: "a test", edition: 1, lines: [], tails: [:], scraps: [])
    )

    let error = #expect(throws: KeepingError.self) {
      try Backup.make(of: store.log, in: scratch.path + "/backups")
    }

    #expect(error?.description.contains("tlm redact") == true, "\(error.map { "\($0)" } ?? "")")
    #expect(try Folder.names(in: scratch.path + "/backups") == [])
  }

  @Test func `a backup that fails at any call leaves nothing`() throws {
    let log = try log(events: 6, segments: 2)
    let first = try Backup.make(of: log, in: folder)
    var n = 0
    while true {
      n += 1
      let other = "\(folder)-\(n)"
      let (result, struck) = Faults.strike(call: n, .failure(ErrorNumber.noSpace)) {
        try Backup.make(of: log, in: other)
      }
      if case .success(let backup) = result {
        #expect(try EventLog.open(backup.path).eventLines() == log.eventLines(), "call \(n)")
      } else {
        let left = try Folder.names(in: other).flatMap { try Folder.names(in: other + "/" + $0) }
        #expect(left.isEmpty, "call \(n), \(struck.map { "\($0)" } ?? "none"): \(result)")
      }
      guard struck != nil else { break }
    }
    #expect(n > 50)
    #expect(try EventLog.open(first.path).eventLines().count == 6)
  }
}
