import Events
import Glibc
import Journal
import LMDB
import Lines
import SystemCalls
import TestSupport
import Testing

@testable import Index
@testable import Views

/// What the log says by the index and a scan of the rest, wherever the index fails.
private struct Answer: Equatable {
  var events: [SeenEvent]
  var count: Int
  var quarantined: Int
  var lastTime: Timestamp?
  /// Whether the index found them, all but nothing of it by a scan; no part of the answer.
  var isIndexed = false

  static func == (left: Answer, right: Answer) -> Bool {
    left.events == right.events && left.count == right.count
      && left.quarantined == right.quarantined && left.lastTime == right.lastTime
  }

  /// By the index, as far as there is one.
  init(_ log: EventLog, timeout: Duration = .seconds(5)) throws {
    let scanned: Scanned
    var isIndexed = false
    do {
      let views = try ViewsStore.open(for: log)
      let index = LogIndex.open(for: log, in: views)
      try? index.bringUp(timeout: timeout, tailLimit: 0, size: 8000)
      let snapshot = try index.snapshot()
      isIndexed = try snapshot.through > .start && snapshot.through == log.bounds().upperBound
      scanned = try Scanned(snapshot.lines(wanted: .names(names)), isWanted)
    } catch let error as ViewsError {
      _ = error
      scanned = try Scanned(log.read(), isWanted)
    }
    self.init(scanned)
    self.isIndexed = isIndexed
  }

  /// By reading every line.
  init(scanning log: EventLog) throws { self.init(try Scanned(log.read(), isWanted)) }

  private init(_ scanned: Scanned) {
    events = scanned.events
    count = scanned.count
    quarantined = scanned.quarantined
    lastTime = scanned.lastTime
  }
}

private let names = ["start", "état"]
private func isWanted(_ event: borrowing Event) -> Bool { event.name.map(names.contains) ?? false }

struct DamageTests {
  /// What the log says by its index, of which as much is to be there as there is of the log.
  private func indexed(_ log: EventLog, _ comment: String) throws -> Answer {
    let answer = try Answer(log)
    #expect(answer.isIndexed, "\(comment): a scan was compared with a scan")
    return answer
  }

  private func log(_ scratch: Scratch, seed: UInt64, lines: Int = 300) throws -> EventLog {
    var options = EventLog.Options()
    options.segmentLimit = 24 << 10
    let log = try EventLog.create(scratch.store, options: options)
    var drawn = DrawnLog(seed: seed)
    try log.append(lines: drawn.lines(lines))
    return log
  }

  @Test func `whatever stands at views, the answer is the log's`() throws {
    let scratch = Scratch()
    let log = try log(scratch, seed: 1)
    let expected = try Answer(scanning: log)
    let data = log.layout.views + "/data.mdb"
    #expect(try indexed(log, "whole") == expected)
    let whole = try Disk.bytes(data)
    var cases = 0
    for size in stride(from: 0, through: whole.count, by: max(1, whole.count / 150)) {
      try Disk.write(data, Array(whole[..<size]))
      #expect(try indexed(log, "cut at \(size)") == expected, "cut at \(size)")
      cases += 1
    }
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    for size in [1, 5000, whole.count] {
      try Disk.write(data, (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) })
      #expect(try indexed(log, "random") == expected, "\(size) random bytes")
    }
    Scratch.remove(log.layout.views)
    #expect(try indexed(log, "deleted") == expected, "deleted")
    print("data.mdb cut at \(cases) sizes of \(whole.count)")
  }

  @Test func `an index of another store, an older one and one ahead are not believed`() throws {
    let scratch = Scratch()
    let log = try log(scratch, seed: 2)
    let elsewhere = Scratch()
    let other = try self.log(elsewhere, seed: 3, lines: 500)
    let data = log.layout.views + "/data.mdb"
    _ = try Answer(log)
    let older = try Disk.bytes(data)
    _ = try Answer(other)
    try Disk.write(data, try Disk.bytes(other.layout.views + "/data.mdb"))
    #expect(try indexed(log, "replaced") == Answer(scanning: log), "another store's")

    var drawn = DrawnLog(seed: 4)
    try log.append(lines: drawn.lines(200))
    #expect(try indexed(log, "replaced") == Answer(scanning: log))
    let newer = try Disk.bytes(data)
    try Disk.write(data, older)
    #expect(try indexed(log, "replaced") == Answer(scanning: log), "aged")

    // The same store with a shorter log, and with another one of the same length.
    try Disk.write(data, newer)
    let end = try log.bounds().upperBound
    var bases = try SegmentList(log.layout).bases
    // A log that crossed its limit ends in an empty segment.
    while let base = bases.last, try Disk.bytes(log.layout.segment(base)).isEmpty {
      try Folder.unlink(log.layout.segment(base))
      bases.removeLast()
    }
    let last = log.layout.segment(try #require(bases.last))
    let bytes = try Disk.bytes(last)
    let half = Array(bytes[..<(bytes.count / 2)])
    try Disk.write(last, Array(half[..<Newlines.endOfLastLine(in: half.span)]))
    let shorter = try EventLog.open(scratch.store)
    #expect(try shorter.bounds().upperBound < end)
    #expect(try indexed(shorter, "shorter") == Answer(scanning: shorter), "ahead of the log")
    try Disk.write(data, newer)
    let changed = bytes.map { $0 == UInt8(ascii: "1") ? UInt8(ascii: "2") : $0 }
    try Disk.write(last, changed)
    let another = try EventLog.open(scratch.store)
    #expect(try another.bounds().upperBound == end)
    #expect(
      try indexed(another, "another") == Answer(scanning: another), "another log of that length")
  }

  @Test func `checkpoints go where the index is of another log, and stay at a rebuild`() throws {
    let scratch = Scratch()
    let log = try log(scratch, seed: 5)
    let views = try ViewsStore.open(for: log)
    let index = LogIndex.open(for: log, in: views)
    try index.bringUp(timeout: .seconds(5), tailLimit: 0)
    try views.write(timeout: .seconds(5)) { try $0.put(ViewsTables.checkpoints, [1], [2]) }
    try index.rebuild(timeout: .seconds(5))
    #expect(try views.read { try $0.copy(ViewsTables.checkpoints, [1]) } == [2])
    var mark = try views.read { try IndexMark.read($0) } ?? IndexMark()
    mark.checksum ^= 1
    let wrong = mark
    try views.write(timeout: .seconds(5)) { try wrong.write(&$0) }
    _ = try LogIndex.open(for: log, in: views).snapshot()
    #expect(try views.read { try $0.copy(ViewsTables.checkpoints, [1]) } == nil)
  }

  @Test func `whichever LMDB call fails, the answer is the log's and the next one is indexed`()
    throws
  {
    let scratch = Scratch()
    let log = try log(scratch, seed: 6, lines: 120)
    let expected = try Answer(scanning: log)
    var struck = 0
    for (code, isLasting) in [(EIO, false), (ENOSPC, true)] {
      for number in 1... {
        Scratch.remove(log.layout.views)
        let (result, call) = CallFaults.strike(
          call: number, LMDBError.Code(rawValue: code), isLasting: isLasting
        ) { try Answer(log) }
        guard let call else { break }
        struck += 1
        switch result {
        case .success(let answer): #expect(answer == expected, "\(call) \(number)")
        case .failure(let error): Issue.record("\(call) \(number): \(error)")
        }
        #expect(try indexed(log, "after \(call)") == expected, "after \(call) \(number)")
        #expect(try IndexStatus(of: log).condition == .good, "after \(call) \(number)")
      }
    }
    print("LMDB calls that failed: \(struck)")
    #expect(struck > 100)
  }

  @Test func `looking at an index makes nothing and changes nothing`() throws {
    let scratch = Scratch()
    let log = try log(scratch, seed: 7)
    #expect(try IndexStatus(of: log).condition == .missing)
    #expect(try !Folder.names(in: scratch.store).contains("views"))
    _ = try Answer(log)
    let status = try IndexStatus(of: log)
    #expect(status.condition == .good && status.behind == 0 && status.events > 0)
    let data = log.layout.views + "/data.mdb"
    let whole = try Disk.bytes(data)
    try Disk.write(data, Array(whole[..<5000]))
    #expect(try IndexStatus(of: log).condition == .damaged)
    #expect(try Disk.bytes(data).count == 5000)
  }
}
