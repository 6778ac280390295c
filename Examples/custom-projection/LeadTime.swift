import TLM
import TLMCommand

/// How long issues lie open: the time from `issue.captured` to `issue.completed`, by type of issue.
struct LeadTime: Reporting {
  static let name = "lead-time"
  static let version = 1

  /// The only type of issue that counts; empty for all. (`--set type=BUG`)
  var type = ""

  struct State: Codable, Sendable, Equatable {
    /// When each issue was captured that is still open.
    var open: [String: Timestamp] = [:]
    /// How long issues lay open that are completed.
    var closed: [String: Distribution] = [:]
    /// Completions of issues that were not open: never captured, or completed before.
    var strays = 0
  }

  var initial: State { State() }

  var body: Handlers<State> {
    On("issue.captured") { event, state in
      guard let issue = event.issueID, let time = event.time, counts(event) else { return }
      // Whoever captures an issue again does not make it younger.
      if state.open[issue] == nil { state.open[issue] = time }
    }
    On("issue.completed") { event, state in
      guard let issue = event.issueID, let time = event.time, counts(event) else { return }
      guard let captured = state.open.removeValue(forKey: issue) else {
        state.strays += 1
        return
      }
      state.closed[event.issueType ?? "unknown", default: Distribution()]
        .record(from: captured, to: time)
    }
  }

  func report(of state: State) -> Value {
    [
      "open": .integer(Int64(state.open.count)),
      "strays": .integer(Int64(state.strays)),
      // A dictionary has no order that is worth showing.
      "closed": .object(
        state.closed.sorted { $0.key < $1.key }.map { Member($0.key, .object($0.value.timings)) }),
    ]
  }

  private func counts(_ event: borrowing Event) -> Bool { type.isEmpty || event.issueType == type }
}

/// What `replay --projection lead-time` shows to people; programs get the report.
extension LeadTime: Tabular {
  func page(of state: State) -> ReportPage {
    let closed = state.closed.sorted { $0.key < $1.key }
    let all = closed.reduce(0) { $0 + $1.value.count }
    var page = ReportPage()
    if closed.isEmpty {
      page.add(.line("no issue was captured and completed"))
    } else {
      page.add(
        heading: "from captured to completed",
        .table(
          ReportPage.Table(
            of: closed,
            .text("type") { $0.key },
            .bar("of all") { Double($0.value.count) / Double(all) },
            .count("issues") { $0.value.count },
            .seconds("median") { $0.value.percentile_s(50) },
            .seconds("p95") { $0.value.percentile_s(95) },
            .seconds("longest") { $0.value.max?.seconds }.forWideScreens)))
    }
    page.add(
      .line(
        .list([
          "\(.count(state.open.count), .strong) are open",
          "\(.count(state.strays)) were completed and not open",
        ])))
    return page
  }
}

extension LeadTime {
  /// `tlm sensors get issues_open`, and for any process on the board.
  static let openIssues = Sensor("issues_open", unit: "issues", of: LeadTime()) { state, _ in
    SensorReading(.number(Double(state.open.count)), at: nil)
  }

  /// How long the issue that is open longest has been open by now.
  static let oldestIssue = Sensor("issues_oldest", unit: "s", of: LeadTime()) { state, now in
    guard let first = state.open.values.min(), let age = now.since(first) else { return nil }
    return SensorReading(.number(Double(age.rawValue) / 1e9), at: now)
  }
}

/// All of `tlm`, with this projection and these sensors among its own.
@main struct CustomProjection {
  static func main() async {
    await TLMCommand.main(
      projections: [LeadTime.self], sensors: [LeadTime.openIssues, LeadTime.oldestIssue])
  }
}
