import Analysis
import TLM
import TestSupport
import Testing

@testable import Dashboard

@Suite struct RunChartsTests {
  private let scratch = Scratch()
  private let store: Store

  init() throws {
    store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    let statuses = ["success", "failure", "running", "timeout", "blocked", "skipped", "odd"]
    for run in 0..<210 {
      var fields = [
        Member("event_id", .string("event-\(run)")), Member("run_id", .string("run-\(run)")),
        Member("status", .string(statuses[run % 7])), Member("items_discovered", 10),
        Member("items_failed", .integer(Int64(run % 3))),
        Member("duration_ms", .integer(Int64(run * run * 37 % 90_001))),
        Member("start_time", .string(Self.time(7200 * Int64(run)).description)),
      ]
      if run % 5 > 0 {
        fields.append(Member("agent_name", .string(["unknown", "a", "b", "c"][run % 4])))
      }
      if run % 4 > 0 { fields.append(Member("job_type", .string("job \(run % 11)"))) }
      try store.log.append(NewEvent("run", at: Self.time(0), fields: fields))
    }
  }

  private static func time(_ seconds: Int64) -> Timestamp {
    Timestamp(wholeSecond: 1_770_000_000 + seconds)
  }

  private static let filters: [RunFilter] = {
    var all = [RunFilter](repeating: RunFilter(), count: 4)
    all[1].agents = ["unknown"]
    all[2].hiddenJobs = ["job 3"]
    all[2].statuses = [.success, .timeout]
    all[3].fields = [FieldCondition("items_failed", .equal, .integer(1))]
    return all
  }()

  @Test(arguments: filters)
  func `Charts count what the command line counts`(_ filter: RunFilter) throws {
    let charts = try RunCharts(filter, of: RunShelf(of: store))
    let counted = try filter.fold(in: store, from: RunStatistics()) { $0.add($1) }

    let (found, expected) = (charts.statistics.overall, counted.overall)
    #expect(expected.runs > 10)
    #expect(found.counts == expected.counts)
    #expect(found.durations == expected.durations)
    #expect(found.byStatus == expected.byStatus)
    #expect(charts.statistics.byAgent.map(\.agent) == counted.byAgent.map(\.agent))
    #expect(
      charts.statistics.byAgent.map(\.group.durations) == counted.byAgent.map(\.group.durations))
    #expect(charts.items.discovered == 10 * expected.runs)
  }

  @Test func `Sums of items stay at the greatest number there is`() throws {
    for run in 0..<3 {
      try store.log.append(
        NewEvent(
          "run", at: Self.time(0),
          fields: [
            Member("event_id", .string("great-\(run)")), Member("agent_name", "great"),
            Member("items_discovered", .string("9223372036854775807")),
            Member("items_failed", .string("\(6_000_000_000 + run)")),
            Member("items_succeeded", .double(1e300)),
          ]))
    }
    var filter = RunFilter()
    filter.agents = ["great"]
    let charts = try RunCharts(filter, of: RunShelf(of: store))

    #expect(charts.items.discovered == .max && charts.items.succeeded == .max)
    #expect(charts.items.failed == 18_000_000_003)
    #expect(charts.itemsByAgent.html.text.contains("<svg"))
  }

  @Test func `A picture of each kind has all of the runs`() throws {
    let charts = try RunCharts(RunFilter(), of: RunShelf(of: store))

    let figures = [
      charts.successByAgent, charts.activity, charts.itemsByAgent, charts.durations,
      charts.jobsFigure,
    ]
    for figure in figures { #expect(figure.html.text.contains("<svg")) }
    #expect(charts.successByAgent.html.text.contains("unknown"))
    #expect(charts.jobsFigure.html.text.contains("job 10"))
  }
}
