import Analysis
import Documents
import Events
import Exporters
import Journal
import Lines
import TLM

/// What the log comes to, for Prometheus.
enum Metrics {
  static let routes = [
    Route(
      "GET", "/metrics", .read, "What the log comes to, as Prometheus reads it.",
      answers: ["text/plain", "application/openmetrics-text"]
    ) { request, desk in
      try desk.checkStore()
      let page = try MetricsPage(desk.store).text + ServerMetrics(desk).text
      guard OpenMetricsText.isPreferred(by: request.headers["accept"]) else {
        return Response(text: page, type: "text/plain; version=0.0.4; charset=utf-8")
      }
      let exemplars = try MetricExemplars(ofEndOf: desk.store.log)
      return Response(text: OpenMetricsText.text(of: page, exemplars), type: OpenMetricsText.type)
    }
  ]
}

/// The metrics of a whole log.
struct MetricsPage {
  let text: String

  init(_ store: Store) throws {
    let types = PrometheusExport.projections.filter { $0 != "usage" }
      .compactMap { store.catalog.projection(named: $0) }
    var reports: [String: Value] = [:]
    for replay in try store.replay(types.map { $0.init() }).replays {
      reports[replay.projection] = replay.report
    }
    var question = UsageQuestion()
    question.prices = try PriceTable.forUser(in: store)
    reports["usage"] = UsageDocument(try store.usage(question)).json
    reports["run-stats"] =
      RunStatsDocument(RunStatistics(of: try RunFilter().runs(in: store))).json
    reports["sensors"] =
      SnapshotDocument(
        try SensorReader(of: store).snapshot(
          of: nil, window: nil, aggregate: nil, quantile: nil, at: nil)
      ).json
    text = PrometheusExport(reports).text + (try Self.budget(of: store))
  }
}

extension MetricsPage {
  /// What is left of the day's budget, where the rules know one.
  private static func budget(of store: Store) throws -> String {
    // Rules that cannot be read are told by tlm control check.
    guard let budget = try? store.budgetLeft(at: .current) else { return "" }
    return """
      # HELP tlm_budget_usd What agents may spend in a day, by the rules.
      # TYPE tlm_budget_usd gauge
      tlm_budget_usd \(budget.limit)
      # HELP tlm_budget_left_usd What is left of it today.
      # TYPE tlm_budget_left_usd gauge
      tlm_budget_left_usd \(budget.left)

      """
  }
}

/// How the server itself does.
struct ServerMetrics {
  let text: String

  init(_ desk: Desk) throws {
    let figures = desk.state.figures
    let end = try desk.store.log.bounds()
    let samples: [(String, String, String, Int64)] = [
      ("tlm_log_end_bytes", "gauge", "Where the log ends.", end.upperBound.rawValue),
      (
        "tlm_log_bytes", "gauge", "Bytes of the log that are kept.",
        end.upperBound.rawValue - end.lowerBound.rawValue
      ),
      (
        "tlm_server_requests_total", "counter", "Requests that were let in.",
        Int64(figures.requests)
      ),
      ("tlm_server_streams", "gauge", "Clients that listen.", Int64(figures.streams)),
      (
        "tlm_server_streams_dropped_total", "counter", "Clients that were too slow.",
        Int64(figures.dropped)
      ),
      ("tlm_server_uptime_seconds", "gauge", "Since the server began.", desk.state.age_s),
    ]
    text = samples.map { name, type, help, value in
      "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n\(name) \(value)\n"
    }.joined()
  }
}

extension MetricExemplars {
  /// Bytes of the log's end that are looked through; what is older is no news.
  private static let reach: Int64 = 256 << 10

  /// Those of the newest events.
  init(ofEndOf log: EventLog) throws {
    self.init()
    let bounds = try log.bounds()
    let start = try log.lineStart(
      atOrAfter: max(bounds.lowerBound.rawValue, bounds.upperBound.rawValue - Self.reach),
      in: bounds)
    var lines = try log.read(from: start, to: bounds.upperBound)
    let parser = LineParser()
    while let chunk = try lines.next() {
      let batch = parser.parse(chunk)
      for index in 0..<batch.count { add(batch.event(at: index)) }
    }
  }
}
