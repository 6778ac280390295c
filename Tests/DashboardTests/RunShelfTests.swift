import Analysis
import TLM
import TestSupport
import Testing

@testable import Dashboard

@Suite struct RunShelfTests {
  private let scratch = Scratch()
  private let store: Store
  private let shelf = RunShelf()

  init() throws {
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
  }

  private func append(_ run: Int, _ fields: [Member]) throws {
    let identity = [
      Member("event_id", .string("event-\(run)")), Member("run_id", .string("run-\(run)")),
    ]
    try store.log.append(
      NewEvent("run", at: Timestamp(wholeSecond: 1_770_000_000), fields: identity + fields))
  }

  private func start(_ run: Int) throws {
    try append(
      run,
      [
        Member("agent_name", .string("agent \"\(run % 3)\"")),
        Member("job_type", .string(["test", "sync"][run % 2])), Member("status", "running"),
        Member(
          "start_time",
          .string(Timestamp(wholeSecond: 1_770_000_000 + Int64(run * 37 % 50)).description)),
      ])
  }

  private static let filters: [RunFilter] = {
    var (agents, statuses, hidden, times) = (RunFilter(), RunFilter(), RunFilter(), RunFilter())
    agents.agents = ["agent \"1\"", "nobody"]
    statuses.statuses = [.failure, .running]
    hidden.hiddenJobs = ["test", "none"]
    times.startFrom = Timestamp(wholeSecond: 1_770_000_010)
    times.createdBefore = Timestamp(wholeSecond: 1_770_000_030)
    return [RunFilter(), agents, statuses, hidden, times]
  }()

  private func expectSame(_ filter: RunFilter) throws {
    let all = try filter.runs(in: store)
    for (offset, limit) in [(0, 500), (3, 5), (1000, 5)] {
      let page = try shelf.page(filter, offset: offset, limit: limit, of: store)
      #expect(page.total == all.count)
      #expect(page.runs.map(\.key) == all.dropFirst(offset).prefix(limit).map(\.key))
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
      try append(run, [Member("status", "failure"), Member("job_type", "crawl")])
    }
    try append(5, [Member("created_at", "2026-02-02T02:40:45Z")])

    for filter in Self.filters { try expectSame(filter) }
  }

  @Test func `What a table does not know is asked of the runs`() throws {
    for run in 0..<20 { try start(run) }
    var filter = RunFilter()
    filter.idPart = "run-1"

    #expect(!RunTable.knows(filter))
    try expectSame(filter)
  }
}
