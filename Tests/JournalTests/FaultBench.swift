#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// One store under faults, and what its log must hold afterwards.
final class FaultBench {
  let scratch = Scratch()
  var options: EventLog.Options
  var layout: StoreLayout { StoreLayout(root: scratch.store) }
  /// For failures: which call of what was hit, and how.
  var hit: String
  var isDead = false
  /// Lines that the log promised to hold.
  var acknowledged: [String] = []
  /// The batch that was being appended.
  var pending: [String] = []
  /// How many lines of it the log says it holds; nil where nobody lived to say so.
  var pendingHeld: Int?
  /// The whole lines of each source.
  var sources: [[String]] = []
  /// What has to be asked for again.
  var redo: (EventLog) throws -> Void = { _ in }
  /// A torn tail to be kept, and where it begins.
  var torn: (position: Position, text: String)?

  init(hit: String, segmentLimit: Int64) {
    self.hit = hit
    var options = EventLog.Options()
    options.segmentLimit = segmentLimit
    self.options = options
  }

  /// What a stranger had written of a line, when it was interrupted.
  static let half = "{\"event\":\"half"

  static func numbers(_ range: Range<Int>) -> [NewEvent] { range.map { .numbered($0) } }

  func made() throws -> EventLog { try EventLog.create(scratch.store, options: options) }

  func opened() throws -> EventLog { try EventLog.open(scratch.store, options: options) }

  /// Appends, and writes down what was promised.
  func append(
    _ log: EventLog, _ events: [NewEvent], durability: Durability = .flushed
  ) throws {
    pending = events.map(\.text)
    try log.append(events, durability: durability, timeout: .seconds(5))
    acknowledged += pending
    pending = []
  }

  func failed(with error: any Error) {
    guard !isDead else { return }
    if let error = error as? JournalError, error.code == .partlyWritten {
      pendingHeld = error.wholeLines
      #expect(error.wholeLines > 0, "\(hit)")
    } else if let error = error as? JournalError, error.code == .syncFailed {
      pendingHeld = pending.count
    } else {
      pendingHeld = 0
    }
  }

  /// The same process goes on after the failure.
  func goOn(_ log: EventLog) throws {
    let event = NewEvent.numbered(9000)
    do { try log.append([event], timeout: .seconds(5)) } catch {
      Issue.record("\(hit): the same log did not go on: \(error)")
      return
    }
    acknowledged.append(event.text)
  }

  /// Before anybody writes, another process reads all that was promised.
  func checkReading() {
    do {
      let lines = Set(try opened().lines())
      let missing = acknowledged.filter { !lines.contains($0) }
      #expect(
        missing.isEmpty, "\(hit): readers miss \(missing.count) lines, \(missing.first ?? "")")
    } catch let error as JournalError where error.code == .noStore && acknowledged.isEmpty {
    } catch { Issue.record("\(hit): reading: \(error)") }
  }

  /// Other processes append and drain.
  func recover() throws {
    var late: [String] = []
    do {
      for number in [9001, 9002] {
        let log = try made()
        let event = NewEvent.numbered(number)
        try log.append([event], durability: .synced, timeout: .seconds(5))
        acknowledged.append(event.text)
        try redo(log)
        // The newline ends whatever another stranger left open.
        late.append("{\"event\":\"late stranger\",\"n\":\(number)}")
        try Disk.append(layout.inbox, "\n\(late.last ?? "")\n")
        try log.drain()
      }
      sources.append(late)
      try made().rotate()
      let last = try made()
      try last.append([.numbered(9003)], timeout: .seconds(5))
      acknowledged.append(NewEvent.numbered(9003).text)
      // A child of another test may hold an inherited descriptor, and with it a lock, between its
      // fork and its exec; a retired inbox or a spool file then stays for the next drain.
      try repeated {
        try last.drain()
        let names = try Folder.names(in: layout.root)
        let isRetired = names.contains { $0.hasPrefix("in.") && $0 != "in.jsonl" }
        return try !isRetired && Folder.names(in: layout.spool).isEmpty
      }
    } catch { Issue.record("\(hit): recovering: \(error)") }
  }

  func checkContent() throws {
    var rest = try opened().eventLines().filter { !$0.isEmpty && $0 != Self.half }
    for source in sources {
      let known = Set(source)
      #expect(rest.filter(known.contains) == source, "\(hit): a source's lines")
      rest.removeAll(where: known.contains)
    }
    let unsure = Set(pending)
    let held = rest.filter(unsure.contains)
    #expect(held == Array(pending.prefix(held.count)), "\(hit): not a prefix of the batch")
    if let pendingHeld, !pending.isEmpty {
      #expect(held.count == pendingHeld, "\(hit): the error said otherwise")
    }
    if let first = rest.firstIndex(where: unsure.contains) {
      #expect(Array(rest[first..<first + held.count]) == held, "\(hit): lines in between")
    }
    rest.removeAll(where: unsure.contains)
    #expect(rest == acknowledged, "\(hit): \(rest.count) lines, not \(acknowledged.count)")
    if let torn {
      #expect(try Disk.text(layout.tornTail(torn.position)) == torn.text, "\(hit): torn tail")
    }
  }

  func checkFiles() throws {
    let list = try SegmentList(layout)
    #expect(list.intents.isEmpty, "\(hit): an intent is left")
    var names: Set = ["STORE", "LOCK", "CURSORS", "PULLS"]
    for base in list.bases {
      let path = layout.segment(base)
      names.insert(String(path.split(separator: "/").last ?? ""))
      guard let next = list.end(of: base) else { continue }
      names.insert(String(layout.sum(base).split(separator: "/").last ?? ""))
      let bytes = try Disk.bytes(path)
      #expect(next.rawValue - base.rawValue == Int64(bytes.count), "\(hit): a gap after \(base)")
      #expect(try FileStatus.of(path)?.isSealed == true, "\(hit): \(base) is not sealed")
      var sum = SealSum()
      sum.add(bytes.span)
      #expect(try SealSum(Disk.bytes(layout.sum(base))) == sum, "\(hit): the sum of \(base)")
    }
    let left = try Folder.names(in: layout.log).filter { !names.contains($0) }
    #expect(left.isEmpty, "\(hit): left in log: \(left)")
    let known: Set = ["log", "in.jsonl", "current.jsonl", "damaged", "spool"]
    let strange = try Folder.names(in: layout.root).filter { !known.contains($0) }
    #expect(strange.isEmpty, "\(hit): left behind: \(strange)")
    #expect(try Folder.names(in: layout.spool).isEmpty, "\(hit): spool files are left")
    let drafts = try Folder.names(in: layout.damaged).filter { $0.hasSuffix(".new") }
    #expect(drafts.isEmpty, "\(hit): left in damaged: \(drafts)")
    let last = try FileStatus.of(layout.segment(try #require(list.last)))
    #expect(try FileStatus.of(layout.current) == last, "\(hit): current.jsonl is elsewhere")
  }
}
