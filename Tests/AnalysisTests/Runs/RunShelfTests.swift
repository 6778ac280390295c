import TLM
import TestSupport
import Testing

@testable import Analysis

@Suite struct RunShelfTests {
  private let scratch = Scratch()
  private let store: Store
  private let shelf: RunShelf

  init() throws {
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    shelf = RunShelf(of: store)
  }

  private func append(_ run: Int, _ fields: [Member]) throws {
    var identity = [Member("event_id", .string("event-\(run)"))]
    if !fields.contains(where: { $0.name == "run_id" }) {
      identity.append(Member("run_id", .string("run-\(run)")))
    }
    try store.log.append(
      NewEvent("run", at: Timestamp(wholeSecond: 1_770_000_000), fields: identity + fields))
  }

  private func start(_ run: Int) throws {
    try append(
      run,
      [
        Member("agent_name", .string("agent \"\(run % 3)\"")),
        Member("job_type", .string(["test", "sync"][run % 2])), Member("status", "running"),
        Member("parent_run_id", .string("run-\(run / 10)")),
        Member("items_failed", .integer(Int64(run % 4))),
        Member(
          "start_time",
          .string(Timestamp(wholeSecond: 1_770_000_000 + Int64(run * 37 % 50)).description)),
      ])
  }

  private static let filters: [RunFilter] = {
    var all = [RunFilter](repeating: RunFilter(), count: 9)
    all[1].agents = ["agent \"1\"", "nobody"]
    all[2].statuses = [.failure, .running]
    all[3].hiddenJobs = ["test", "none"]
    all[4].startFrom = Timestamp(wholeSecond: 1_770_000_010)
    all[4].createdBefore = Timestamp(wholeSecond: 1_770_000_030)
    all[5].idPart = "run-1"
    all[6].parent = "run-2"
    all[7].fields = [FieldCondition("items_failed", .equal, .integer(2))]
    all[7].jobs = ["sync", "test"]
    all[8].idPart = "renamed"
    all[8].createdAfter = Timestamp(wholeSecond: 1_770_000_005)
    all[8].startTo = Timestamp(wholeSecond: 1_770_000_045)
    return all
  }()

  private func expectSame(_ filter: RunFilter) throws {
    let all = try filter.page(in: store, limit: .max).runs
    for (offset, limit) in [(0, 500), (3, 5), (1000, 5)] {
      let expected = all.dropFirst(offset).prefix(limit).map(\.key)
      let kept = try shelf.page(filter, offset: offset, limit: limit)
      #expect(kept.total == all.count)
      #expect(kept.runs.map(\.key) == expected)
      let read = try filter.page(in: store, offset: offset, limit: limit)
      #expect(read.total == all.count)
      #expect(read.runs.map(\.key) == expected)
    }
  }

  @Test
  func `A shelf has the runs that the command line lists, also those that came and changed since`()
    throws
  {
    for run in 0..<60 { try start(run) }
    for filter in Self.filters { try expectSame(filter) }

    for run in stride(from: 0, to: 80, by: 7) {
      if run >= 60 { try start(run) }
      try append(
        run,
        [
          Member("status", "failure"), Member("job_type", "crawl"), Member("items_failed", 2),
          Member("run_id", .string("renamed-\(run)")),
        ])
    }
    try append(5, [Member("created_at", "2026-02-02T02:40:45Z")])

    for filter in Self.filters { try expectSame(filter) }
    #expect(try shelf.page(Self.filters[8], offset: 0, limit: 50).total > 5)
  }

  @Test func `Lengths, items and statuses are those of the rows, in whatever order they were told`()
    throws
  {
    let seed = UInt64.random(in: 0 ... .max)
    print("seed \(seed)")
    var random = Seeded(seed)
    let told: [Member] = [
      Member("duration_s", .double(1.25)), Member("duration_s", -1), Member("duration_ms", 1500),
      Member("duration_ms", -2), Member("end_time", "2026-02-02T03:00:00.000001Z"),
      Member("end_time", "soon"), Member("end_time", "2020-01-01T00:00:00Z"),
      Member("start_time", "2026-02-02T02:00:00Z"), Member("start_time", "never"),
      Member("status", "success"), Member("status", "running"), Member("status", "failed"),
      Member("items_discovered", 7), Member("items_skipped", .double(2.6)),
      Member("items_failed", -1),
      Member("items_succeeded", 4_294_967_296), Member("agent_name", 3),
    ]
    for _ in 0..<400 {
      let fields = told.shuffled(using: &random).prefix(Int.random(in: 1...2, using: &random))
      try append(Int.random(in: 0..<40, using: &random), Array(fields))
      if Int.random(in: 0..<20, using: &random) == 0 { try expectRows() }
    }
    try expectRows()
    let fresh = RunShelf(of: store)
    let counts = try fresh.ask { $0.standingsByAgent.map(\.counts) }
    #expect(try shelf.ask { $0.standingsByAgent.map(\.counts) } == counts)
  }

  private func expectRows() throws {
    let rows = try store.rows(of: Runs())
    try shelf.ask { table in
      for (number, entry) in table.entries.enumerated() {
        let key = table.key(of: number)
        let run = RunRecord(key, try #require(try rows.row(key)))
        #expect(entry.duration == run.duration)
        #expect(entry.status == run.status)
        #expect(table.agent(entry.agent) == run.agent)
        let found = max(0, run["items_discovered"]?.number ?? 0)
        #expect(Double(entry.items.discovered) == found)
      }
    }
  }
}
