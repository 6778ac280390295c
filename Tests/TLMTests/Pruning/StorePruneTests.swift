import Archives
import Sealing
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

@testable import TLM

/// What a store keeps over months, and what can be proved of it then.
@Suite struct StorePruneTests {
  private let scratch = Scratch()
  private static let day: Int64 = 86_400

  private func made() throws -> Store {
    try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
  }

  private func lines(_ count: Int, from second: Int64) -> [UInt8] {
    var text = ""
    for number in 0..<count {
      text += """
        {"ts":\(second + Int64(number)),"event":"issue_phase","issue_id":"B-\(number % 9)",\
        "phase":"p","duration_s":\(number % 7),"stream":"s-\(number % 3)"}

        """
    }
    return Array(text.utf8)
  }

  private func oldest(_ store: Store) throws -> Timestamp? {
    var query = Query()
    query.limit = 1
    query.filter.names = ["issue_phase"]
    guard let first = try store.events(matching: query).first else { return nil }
    return first.event.time
  }

  @Test func `a log of a megabyte a day is kept for ninety days, and for no day more`() throws {
    let store = try made()
    let begin = Timestamp.current.wholeSecond
    let text = String(repeating: "x", count: 10_000)
    let request = Store.PruneRequest(PruneRules(olderThan: .seconds(90 * Self.day)))
    var ages = SegmentAges()
    var pruned = 0
    for day in 0..<Int64(110) {
      for hour in 0..<Int64(4) {
        let second = begin + day * Self.day + hour * 21_600
        let lines = (0..<Int64(25)).map {
          "{\"ts\":\(second + $0 * 60),\"event\":\"issue_phase\",\"text\":\"\(text)\"}\n"
        }
        _ = try store.log.append(lines: Array(lines.joined().utf8), timeout: .seconds(5))
      }
      // What `tlm watch` does each minute, at the end of the day: the segment is closed by its age.
      let now = Timestamp(rawValue: (begin + (day + 1) * Self.day) * 1_000_000_000)
      let segments = try SegmentList(store.log.layout).bases.count
      try store.log.sealIfDue(by: store.rotationLimits(), at: now)
      if try SegmentList(store.log.layout).bases.count > segments {
        try setTimes(ofLastSeal: store, now)
      }
      pruned += try store.prune(request, &ages, at: now).events

      let first = try #require(try oldest(store))
      let age = try #require(now.since(first)).rawValue / 1_000_000_000
      #expect(age <= 91 * Self.day, "day \(day)")
      #expect(pruned == 0 || age >= 90 * Self.day - 86_400, "day \(day)")
    }
    #expect(pruned >= 18 * 100 && pruned <= 21 * 100)
  }

  /// The last segment that was sealed was so at that time.
  private func setTimes(ofLastSeal store: Store, _ time: Timestamp) throws {
    let base = try #require(try SegmentList(store.log.layout).bases.dropLast().last)
    for path in [store.log.layout.sum(base), store.log.layout.segment(base)] {
      let moment = timespec(tv_sec: Int(time.wholeSecond), tv_nsec: 0)
      let times = [moment, moment]
      #expect(
        unsafe times.withUnsafeBufferPointer {
          unsafe utimensat(AT_FDCWD, path, $0.baseAddress, 0)
        } == 0)
    }
  }

  @Test func `a fold from zero is refused once something was pruned, and says where it begins`()
    throws
  {
    let store = try made()
    for part in 0..<2 {
      let lines = lines(50, from: 1_600_000_000 + Int64(part) * 1000)
      _ = try store.log.append(lines: lines, timeout: .seconds(5))
      if part == 0 { try store.log.rotate() }
    }
    var fold = Fold()
    fold.add(EventCounts())
    try store.replay(into: &fold)
    #expect(fold.progress.events == 100)
    _ = try store.prune(Store.PruneRequest(PruneRules(maxSize: 0)))

    var again = Fold()
    again.add(EventCounts())
    let error = #expect(throws: FoldError.self) { try store.replay(into: &again) }

    let first = try store.log.bounds().lowerBound
    #expect(error?.code == .truncated && error?.position == first && first > .start)
  }

  @Test func `a log that grows each day is pruned to its retention within a day`() throws {
    let store = try made()
    let whole = try Store.create(
      at: StoreLocation(path: scratch.path + "/whole", reason: .option))
    let begin = Timestamp.current.wholeSecond - 45 * Self.day
    let request = Store.PruneRequest(PruneRules(olderThan: .seconds(10 * Self.day)))
    var ages = SegmentAges()
    var pruned = 0
    for day in 0..<Int64(40) {
      let lines = lines(200, from: begin + day * Self.day)
      for each in [store, whole] { _ = try each.log.append(lines: lines, timeout: .seconds(5)) }
      try store.log.rotate()
      let now = Timestamp(rawValue: (begin + (day + 1) * Self.day) * 1_000_000_000)

      let report = try store.prune(request, &ages, at: now)

      pruned += report.events
      let first = try #require(try oldest(store))
      #expect(
        try #require(now.since(first)).rawValue <= 11 * Self.day * 1_000_000_000, "day \(day)")
      #expect(try SegmentList(store.log.layout).bases.count <= 13)
    }
    #expect(pruned >= 28 * 200)
    var options = Replay.Options()
    options.usesCheckpoints = false
    let (kept, all) = try (
      store.replay([PhaseTiming()], options: options),
      whole.replay([PhaseTiming()], options: options)
    )
    #expect(kept.replays[0].digest == all.replays[0].digest)
    #expect(kept.warnings.isEmpty)
    let bases = try Folder.names(in: store.log.layout.log).filter { $0.hasSuffix(".base") }
    #expect(bases.count == 1)
  }

  @Test func `heads of what is left still hold, and older ones are said to be pruned`() throws {
    let store = try made()
    let now = Timestamp.current
    var heads: [LogHead] = []
    for part in 0..<Int64(6) {
      _ = try store.log.append(
        lines: lines(300, from: now.wholeSecond - (60 - part * 10) * Self.day))
      heads.append(try LogSealer(store.log).takeHead().head)
      try store.log.rotate()
    }
    let request = Store.PruneRequest(PruneRules(olderThan: .seconds(25 * Self.day)))

    let report = try store.prune(request, at: now)
    #expect(report.segments.count == 4)

    heads.append(try LogSealer(store.log).takeHead().head)
    let verification = try LogVerifier.verify(store.log, heads: heads)
    #expect(verification.faults.isEmpty, "\(verification.faults)")
    let outcomes = verification.heads.map(\.outcome)
    #expect(outcomes == [.pruned, .pruned, .pruned, .holds, .holds, .holds, .holds])
    let all = Store.PruneRequest(PruneRules(olderThan: .seconds(1)))
    #expect(try store.prune(all, at: now).segments.count == 2)
    let later = try LogVerifier.verify(store.log, heads: [heads[6]])
    #expect(later.faults.isEmpty && later.heads.map(\.outcome) == [.holds])
  }

  @Test func `an export that has not come to the cut stands in the way`() throws {
    let store = try made()
    let now = Timestamp.current
    _ = try store.log.append(lines: lines(300, from: now.wholeSecond - 60 * Self.day))
    try Folder.make(store.log.layout.exports)
    try Disk.write(
      store.log.layout.exports + "/nightly",
      Array("{\"store\":\"s\",\"target\":\"t\",\"through\":120,\"length\":0}\n".utf8))
    var request = Store.PruneRequest(PruneRules(olderThan: .seconds(Self.day)))

    let error = #expect(throws: PruneError.self) { try store.prune(request, at: now) }
    #expect(error?.message.contains("the export nightly stands at 120") == true)
    #expect(try store.log.bounds().lowerBound == .start)
    request.drops = ["nightly"]
    #expect(try store.prune(request, at: now).events == 300)
  }

  @Test func `the mode of each scope is in force behind a cut`() throws {
    let store = try made()
    let past = Timestamp(rawValue: Timestamp.current.rawValue - 90 * Self.day * 1_000_000_000)
    for scope in [nil, "a", "b"] {
      let mode = try store.mode(scope: scope)
      try store.setMode(
        "ALERT", from: mode, reason: "test", by: "me", scope: scope, at: past)
    }
    try store.log.rotate()
    let request = Store.PruneRequest(PruneRules(olderThan: .seconds(60 * Self.day)))

    #expect(try store.prune(request).events == 3)

    for scope in [nil, "a", "b"] {
      #expect(try store.mode(scope: scope).state.course.mode.text == "ALERT")
    }
    #expect(try store.mode(scope: "c").state.course.mode.text == "NORMAL")
  }

  @Test func `segments that were put back are pruned again without a change of any answer`() throws
  {
    let store = try made()
    let now = Timestamp.current
    for part in 0..<Int64(5) {
      _ = try store.log.append(
        lines: lines(300, from: now.wholeSecond - (50 - part * 10) * Self.day))
      try store.log.rotate()
    }
    var options = Replay.Options()
    options.usesCheckpoints = false
    func digest() throws -> Digest {
      try store.replay([PhaseTiming()], options: options).replays[0].digest
    }
    let before = try digest()
    var request = Store.PruneRequest(PruneRules(olderThan: .seconds(25 * Self.day)))
    request.isArchiving = true
    let first = try store.prune(request, at: now)
    #expect(first.segments.count == 3)

    let last = try #require(first.segments.last)
    #expect(try store.restoreArchive(from: last) == [last])
    #expect(try store.log.bounds().lowerBound == last)
    #expect(try digest() == before, "a part of what went is there again")
    let again = try store.prune(request, at: now)
    #expect(again.segments == [last] && again.events == 300)
    #expect(try digest() == before)
    #expect(try store.restoreArchive() == first.segments)
    #expect(try store.log.bounds().lowerBound == .start)
    #expect(try digest() == before)
    request.rules.olderThan = .seconds(15 * Self.day)
    #expect(try store.prune(request, at: now).segments.count == 4)
    #expect(try digest() == before)
  }
}
