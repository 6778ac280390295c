import Analysis
import Documents
import Events
import Exporters
import Journal
import Lines
import Questions
import TLM

/// What the log comes to, for Prometheus.
enum Metrics {
  static let routes = [
    Route(
      "GET", "/metrics", .read, "What the log comes to, as Prometheus reads it.",
      answers: ["text/plain", "application/openmetrics-text"]
    ) { request, desk in
      let page = try MetricsPage(desk.store, desk.runs).text + ServerMetrics(desk).text
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

  init(_ store: Store, _ runs: RunShelf) throws {
    let types = PrometheusExport.projections.filter { $0 != "usage" }
      .compactMap { store.catalog.projection(named: $0) }
    var reports: [String: Value] = [:]
    for replay in try store.replay(types.map { $0.init() }).replays {
      reports[replay.projection] = replay.report
    }
    reports["run-stats"] = ["by_agent": try Self.standings(of: runs)]
    var settings = SettingsRead()
    reports["usage"] = try settings.read("prices") {
      var question = UsageQuestion()
      question.prices = try PriceTable.forUser(in: store)
      return UsageDocument(try store.usage(question)).json
    }
    reports["sensors"] = try settings.read("sensors") {
      SnapshotDocument(try SensorReader(of: store).snapshot()).json
    }
    let budget: BudgetLeft? =
      try settings.read("rules") { try store.budgetLeft(at: .current) } ?? nil
    text = PrometheusExport(reports).text + (budget.map(Self.text(of:)) ?? "") + settings.text
  }
}

extension MetricsPage {
  /// How runs stand, by agent. The table keeps the counts: nobody counts a million runs at each scrape.
  private static func standings(of runs: RunShelf) throws -> Value {
    let agents = try runs.ask { $0.standingsByAgent }
    return .object(
      agents.map { agent, counts in
        let members = RunStatistics.order.compactMap { status in
          counts[status].map { Member(status.rawValue, .integer(Int64($0))) }
        }
        return Member(agent, .object(members))
      })
  }

  /// What is left of the day's budget.
  private static func text(of budget: BudgetLeft) -> String {
    """
    # HELP tlm_budget_usd What agents may spend in a day, by the rules.
    # TYPE tlm_budget_usd gauge
    tlm_budget_usd \(budget.limit)
    # HELP tlm_budget_left_usd What is left of it today.
    # TYPE tlm_budget_left_usd gauge
    tlm_budget_left_usd \(budget.left)

    """
  }
}

/// Which files of settings could be read: one that cannot takes what rests on it from a page of metrics, and
/// nothing else.
private struct SettingsRead {
  private var parts: [(name: String, isRead: Bool)] = []

  /// What rests on a part of the settings; nil where that cannot be read.
  mutating func read<Answer>(_ part: String, _ answer: () throws -> Answer) throws -> Answer? {
    do {
      let answer = try answer()
      parts.append((part, true))
      return answer
    } catch {
      guard QuestionError(error).isOfSettings else { throw error }
      parts.append((part, false))
      return nil
    }
  }

  var text: String {
    """
    # HELP tlm_settings_readable Whether the settings that this page rests on can be read.
    # TYPE tlm_settings_readable gauge

    """ + parts.map { "tlm_settings_readable{part=\"\($0.name)\"} \($0.isRead ? 1 : 0)\n" }.joined()
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
