import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// Lines of other stores, pulled into a log: each once, whoever dies.
struct PullTests {
  private let scratch = Scratch()
  private let pulled = PulledLog()

  private func lines(_ count: Int) -> [String] {
    (0..<count).map { "{\"event\":\"said\",\"n\":\($0)}" }
  }

  private func said(_ log: EventLog) throws -> [String] {
    try log.eventLines().filter { $0.contains("\"said\"") }
  }

  @Test func `a relay goes on where it was, with the book or without it`() throws {
    let log = try EventLog.create(scratch.store)
    try pulled.pull(lines(10), into: log)
    try pulled.pull(lines(20), into: log)
    try Folder.unlink(log.layout.pulls)
    try log.append(.numbered(1))
    try pulled.pull(lines(30), into: EventLog.open(scratch.store))

    let last = try #require(try log.pullLedger().last[pulled.origin])

    #expect(try said(log) == lines(30))
    #expect(last.text.host == "build-7" && last.text.store == "work")
    let length = lines(30).joined(separator: "\n").utf8.count + 1
    #expect(last.text.after == PulledLog.place(length))
  }

  @Test func `a marker says what it was told, whatever names hosts have`() throws {
    let log = try EventLog.create(scratch.store)
    var strange = pulled
    strange.host = #"a","folder":"b\"#

    try strange.pull(lines(3), into: log)
    try Folder.unlink(log.layout.pulls)

    #expect(try log.pullLedger().last[pulled.origin]?.text.host == strange.host)
  }

  @Test func `origins come in beside each other, over segments and restarts`() throws {
    var options = EventLog.Options()
    options.segmentLimit = 2_000
    let origins = (0..<4).map { PulledLog("origin\($0)") }
    for count in [3, 9, 40, 41, 90] {
      for origin in origins {
        let own = lines(count).map { $0.replacing("said", with: origin.origin) }
        try origin.pull(own, into: EventLog.create(scratch.store, options: options))
      }
      if count == 40 { try Folder.unlink(StoreLayout(root: scratch.store).pulls) }
    }

    let log = try EventLog.open(scratch.store)
    #expect(try SegmentList(log.layout).bases.count > 5)
    for origin in origins {
      let own = lines(90).map { $0.replacing("said", with: origin.origin) }
      #expect(try log.eventLines().filter { $0.contains("\"\(origin.origin)\"") } == own)
    }
  }

  @Test(arguments: [false, true])
  func `a log that was cut anywhere in what was pulled gets the rest and no more`(
    othersWrite: Bool
  ) throws {
    let log = try EventLog.create(scratch.store)
    try pulled.pull(lines(8), into: log)
    let path = log.layout.segment(.start)
    let first = try Disk.bytes(path).count
    try pulled.pull(lines(16), into: log)
    let all = try Disk.bytes(path)

    for cut in stride(from: first, through: all.count, by: 7) {
      try Disk.write(path, Array(all[..<cut]))
      try Folder.unlink(log.layout.pulls)
      let other = try EventLog.open(scratch.store)
      if othersWrite { try other.append(.numbered(cut)) }
      try pulled.pull(lines(16), into: other)
      #expect(try said(other) == lines(16), "cut at \(cut)")
    }
  }

  @Test func `of two relays that begin at one place one waits for the other`() throws {
    let log = try EventLog.create(scratch.store)
    let other = try EventLog.open(scratch.store)
    let through = try log.pullLedger().through
    let text = PulledText(
      from: .start, to: PulledLog.place(11), verified: .start, lines: 1, host: "", store: "")
    let lines = PulledLines(
      Array("{\"n\":1234}\n".utf8), from: 0, text, time: Timestamp(rawValue: 0))

    let first = try log.appendPulled(lines, of: "a", knowing: through)
    let second = try other.appendPulled(lines, of: "a", knowing: through)
    let third = try other.appendPulled(lines, of: "b", knowing: through)

    if case .written = first {} else { Issue.record("\(first)") }
    if case .overtaken(let runs, _) = second {
      #expect(runs.map(\.text.after) == [PulledLog.place(11)])
    } else {
      Issue.record("\(second)")
    }
    if case .written(_, let others, _) = third {
      #expect(others.map(\.origin) == ["a"])
    } else {
      Issue.record("\(third)")
    }
  }

  @Test(arguments: [false, true])
  func `what was pruned is not pulled again`(isTorn: Bool) throws {
    let log = try EventLog.create(scratch.store)
    if isTorn {
      _ = Faults.strike(call: 1, .torn(700)) { try? pulled.pull(lines(8), into: log) }
      try EventLog.open(scratch.store).append(.numbered(0))
    } else {
      try pulled.pull(lines(8), into: log)
    }
    let there = try said(log).count
    #expect(isTorn ? there < 8 : there == 8)
    let other = try EventLog.open(scratch.store)
    try other.rotate()
    let cut = try #require(try SegmentList(log.layout).last)
    var draft = LogBase.Draft(cut: cut, made: .now())
    for (name, bytes) in try other.pullSections(before: cut) { draft.add(name, bytes) }
    let work = try LogPruning(other)
    try work.write(draft)
    try work.unlink(before: cut)
    try work.tidy()
    try Folder.unlink(log.layout.pulls)

    try pulled.pull(lines(16), into: other)

    #expect(try said(other) == Array(lines(16).dropFirst(there)))
  }

  @Test func `a line of an origin that looks like a marker is none`() throws {
    let log = try EventLog.create(scratch.store)
    try pulled.pull(lines(2), into: log)
    let marker = try #require(try log.lines().first { $0.contains("tlm.drained") })
    let evil = (0..<3).map { shift in
      marker.replacing("\"at\":0", with: "\"at\":\(1_400 + shift)")
    }

    try pulled.pull(lines(2) + evil, into: log)

    let last = try #require(try log.pullLedger().last[pulled.origin])
    #expect(last.text.lines == 3)
    #expect(DrainedRanges(log).contains(last.position))
  }
}
