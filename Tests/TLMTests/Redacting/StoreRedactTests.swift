import Archives
import Sealing
import SystemCalls
import TestSupport
import Testing

@testable import TLM

/// What was redacted is nowhere any more, and everything else is as it was.
@Suite struct StoreRedactTests {
  private func digests(_ store: Store, to end: Position, _ kept: Bool) throws -> [String: Digest] {
    var options = Replay.Options()
    options.usesCheckpoints = kept
    options.bounds.to = end
    let projections = store.catalog.projections.map { $0.init() as any Projection }
    var digests: [String: Digest] = [:]
    for projection in projections {
      let replay = try store.replay([projection], options: options).replays[0]
      digests[replay.projection] = replay.digest
    }
    return digests
  }

  @Test func `no byte of it is left, and projections say what they would had it never been there`()
    throws
  {
    let scene = try RedactScene()
    let store = scene.store
    _ = try store.rebuild(store.catalog.projections.map { $0.init() })
    let before = try RedactScene.bytes(store.log)
    let sick = try RedactScene.wrong(store)
    try Disk.write(store.log.layout.board, Array("a sensor says \(RedactScene.secret)".utf8))
    #expect(try scene.files().contains("views/data.mdb"))
    #expect(try scene.files().contains("in.jsonl"))
    #expect(try scene.files().contains { $0.hasPrefix("damaged/") })

    let report = try store.redact(scene.request)

    #expect(try scene.files() == [] && report.left == [])
    let told = try #require(report.told)
    let after = try RedactScene.bytes(store.log)
    #expect(Array(after.prefix(before.count)) == RedactScene.blanked(before))
    let twin = try Store.create(
      at: StoreLocation(path: scene.scratch.path + "/twin", reason: .option))
    try Disk.write(twin.log.layout.segment(.start), Array(after.prefix(Int(told.rawValue))))
    let expected = try digests(twin, to: told, false)
    #expect(try digests(store, to: told, false) == expected)
    #expect(try digests(store, to: told, true) == expected)
    #expect(expected.count > 8)
    #expect(try scene.files() == [], "what was folded again has none of it")
    #expect(try RedactScene.wrong(scene.reopened()) == sick)
  }

  @Test func `what was kept of windows goes with the views`() throws {
    let scene = try RedactScene(events: 1200)
    var options = Replay.Options()
    options.bounds.since = Timestamp(rawValue: 1_770_000_000_000_000_000)
    _ = try scene.store.state(of: Velocity(), options: options)
    let folder = scene.store.log.layout.views + "/windows"
    let kept = try #require(try Folder.names(in: folder).first)
    let bytes = try #require(try Folder.contents(of: folder + "/" + kept))
    let isThere = ByteSearch.contains(Array(RedactScene.secret.utf8), in: bytes.span)
    #expect(isThere)

    _ = try scene.store.redact(scene.request)

    #expect(try Folder.names(in: folder) == [])
    let after = try scene.store.state(of: Velocity(), options: options).state
    options.usesCheckpoints = false
    #expect(try scene.store.state(of: Velocity(), options: options).state == after)
  }

  @Test func `sources that were drained bring nothing again, and what comes after comes in`() throws
  {
    let scene = try RedactScene()
    let store = scene.store
    let before = try store.log.eventLines().count
    _ = try store.redact(scene.request)

    #expect(try store.log.drain().bytes == 0)
    #expect(try store.log.eventLines().count == before)
    try Disk.append(store.log.layout.inbox, "{\"event\":\"late\"}\n")
    #expect(try store.log.drain().bytes == 17)
    try Folder.unlink(store.log.layout.cursors)
    try Disk.append(store.log.layout.inbox, "{\"event\":\"later\"}\n")
    #expect(try store.log.drain().bytes == 18)
    #expect(try store.log.eventLines().count == before + 2)
  }

  @Test func `heads that were kept before hold, and tampering elsewhere is found`() throws {
    let scene = try RedactScene(events: 400)
    let store = scene.store
    let report = try store.redact(scene.request)
    #expect(report.count > 100)
    let heads = scene.heads + [try LogSealer(store.log).takeHead().head]

    let honest = try LogVerifier.verify(store.log, heads: heads)
    #expect(honest.faults == [], "\(honest.faults)")
    #expect(honest.heads.allSatisfy { $0.outcome == .holds })
    #expect(!honest.redacted.isEmpty)
    let chosen = Set(report.events.map(\.position))
    var dice = Seeded(4)
    for base in try SegmentList(store.log.layout).bases.dropLast() {
      for _ in 0..<12 {
        let path = store.log.layout.segment(base)
        let bytes = try Disk.bytes(path)
        var changed = bytes
        changed[dice.below(bytes.count)] ^= 1
        try Disk.write(path, changed)
        let found = try LogVerifier.verify(store.log, heads: heads)
        #expect(!found.isWhole, "\(base)")
        #expect(found.faults.contains { $0.kind == .changed }, "\(found.faults)")
        try Disk.write(path, bytes)
      }
    }
    #expect(!chosen.isEmpty)
    let again = try LogVerifier.verify(store.log, heads: heads)
    #expect(again.heads.allSatisfy { $0.outcome == .holds })
  }

  @Test func `who only says that something was redacted explains nothing`() throws {
    let scene = try RedactScene()
    let store = scene.store
    _ = try store.redact(scene.request)
    let base = try #require(try SegmentList(store.log.layout).bases.first)
    let path = store.log.layout.redacted(base)
    // The log without the event that tells of it.
    let last = try #require(try SegmentList(store.log.layout).last)
    let bytes = try Disk.text(store.log.layout.segment(last))
    try Disk.write(
      store.log.layout.segment(last),
      Array(bytes.replacing("tlm.redacted", with: "tlm.redactef").utf8))

    let found = try LogVerifier.verify(store.log, heads: scene.heads)

    #expect(!found.isWhole)
    #expect(found.faults.contains { $0.kind == .changed })
    #expect(
      found.faults.contains { $0.file == String(path.dropFirst(scene.scratch.store.count + 1)) })
  }

  @Test func `what is redacted again in the same block is explained from the beginning`() throws {
    let scene = try RedactScene(events: 200)
    let store = scene.store
    for number in [104, 130, 101, 500] {
      var request = Store.RedactRequest(reason: "number \(number)")
      var filter = Filter()
      filter.fields = [FieldCondition("n", .equal, .integer(Int64(number)))]
      request.filter = filter
      #expect(try store.redact(request).count == 1, "\(number)")
      let found = try LogVerifier.verify(store.log, heads: scene.heads)
      #expect(found.faults == [], "\(number): \(found.faults)")
      #expect(found.heads.allSatisfy { $0.outcome == .holds })
    }
    var request = Store.RedactRequest(reason: "again")
    request.positions = [try #require(try store.events(matching: Query()).first).position]
    _ = try store.redact(request)
    #expect(try store.redact(request).isEmpty, "there is nothing left to blank")
  }

  @Test func `what tlm said itself stays, and what strangers said in its name goes`() throws {
    let scene = try RedactScene()
    let store = scene.store
    try store.setMode("ALERT", from: store.mode(), reason: RedactScene.secret, by: "me")
    try Disk.append(
      store.log.layout.inbox,
      "{\"event\":\"mode_transition\",\"to\":\"X\",\"text\":\"\(RedactScene.secret)\"}\n")
    try store.log.drain()
    var request = Store.RedactRequest(reason: "one")
    var query = Query()
    query.filter.names = ["mode_transition"]
    let events = try store.events(matching: query)
    try #require(events.count == 2)
    request.positions = [events[0].position]

    let error = #expect(throws: RedactError.self) { try store.redact(request) }

    #expect(error?.code == .reserved)
    request.positions = [events[1].position]
    #expect(try store.redact(request).count == 1)
    let all = try store.redact(scene.request)
    #expect(all.reserved == 1)
    #expect(all.left.map(\.count) == [1], "\(all.left)")
    #expect(try store.mode().state.course.mode.text == "ALERT")
  }

  @Test func `a dry run says what would be blanked and changes nothing`() throws {
    let scene = try RedactScene(hasArchive: true)
    func files() throws -> [String: StoreImage.Entry] {
      let all = try StoreImage(of: scene.scratch.store).entries
      return Dictionary(
        uniqueKeysWithValues: all.filter { !$0.path.hasPrefix("views") }.map { ($0.path, $0.entry) }
      )
    }
    let before = try files()
    var request = scene.request
    request.isDryRun = true
    let outlook = try scene.store.redact(request)
    #expect(try files() == before)

    let report = try scene.store.redact(scene.request)

    #expect(outlook.count == report.count && outlook.events == report.events)
    #expect(outlook.sources == report.sources && outlook.damaged == report.damaged)
    #expect(outlook.archived == report.archived && outlook.told == nil)
  }

  @Test func `lines that are nowhere are told, and a reason with the secret is refused`() throws {
    let scene = try RedactScene()
    var request = Store.RedactRequest(reason: "x")
    for position in [1, 99_999_999] {
      request.positions = [Position(rawValue: Int64(position))]
      let error = #expect(throws: RedactError.self) { try scene.store.redact(request) }
      #expect(error?.code == .missing)
    }
    request.positions = []
    request.ids = ["no-such-id"]
    let error = #expect(throws: RedactError.self) { try scene.store.redact(request) }
    #expect(error?.code == .missing)
    var told = scene.request
    told.reason = "it was \(RedactScene.secret)"
    #expect(throws: RedactError.self) { try scene.store.redact(told) }
    #expect(try scene.store.log.eventLines().allSatisfy { !$0.contains("redacted") })
  }

  @Test func `who follows the log folds it again`() async throws {
    let scene = try RedactScene()
    let store = scene.store
    let projections: [any Projection] = [EventCounts(), PhaseTiming(), ToolUsage(), Issues()]
    var iterator = Following(projections, of: store.log, .init()).makeAsyncIterator()
    var update = try #require(try await iterator.next())
    while !update.isCaughtUp { update = try #require(try await iterator.next()) }
    let before = try update.replays().map(\.digest)

    let told = try #require(try store.redact(scene.request).told)

    while update.position <= told || !update.isCaughtUp {
      update = try #require(try await iterator.next())
    }
    var options = Replay.Options()
    options.usesCheckpoints = false
    options.bounds.to = update.position
    let zero = try store.replay(projections, options: options).replays.map(\.digest)
    #expect(try update.replays().map(\.digest) == zero)
    #expect(zero != before)
    #expect(try scene.files() == [])
  }

  @Test func `writers beside it lose nothing, and nothing of theirs comes twice`() throws {
    let scene = try RedactScene(events: 200)
    let path = scene.scratch.store
    let writers = (0..<4).map { writer in
      BackgroundWork { () -> Bool in
        guard let log = try? EventLog.open(path) else { return false }
        return (0..<400).allSatisfy { number in
          let event = NewEvent(
            "beside", at: nil,
            fields: [Member("n", .integer(Int64(100_000 + writer * 1_000 + number)))])
          return (try? log.append(lines: event.line(), timeout: .seconds(20))) != nil
        }
      }
    }
    var reports: [RedactReport] = []
    for number in [104, 107, 250, 300] {
      var request = Store.RedactRequest(reason: "beside writers")
      var filter = Filter()
      filter.fields = [FieldCondition("n", .equal, .integer(Int64(number)))]
      request.filter = filter
      reports.append(try scene.store.redact(request))
    }
    #expect(writers.allSatisfy { $0.value() })

    #expect(reports.allSatisfy { $0.count == 1 })
    let lines = try scene.store.log.eventLines().filter { $0.contains("\"beside\"") }
    #expect(lines.count == 1_600 && Set(lines).count == 1_600)
    let found = try LogVerifier.verify(scene.store.log, heads: scene.heads)
    #expect(found.faults == [] && found.heads.allSatisfy { $0.outcome == .holds })
  }
}
