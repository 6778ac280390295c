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
      // A log may hold any time: one that is too far away has no length, and is no sample.
      let (length, overflows) = time.rawValue.subtractingReportingOverflow(captured.rawValue)
      guard !overflows else { return }
      state.closed[event.issueType ?? "unknown", default: Distribution()]
        .record(Nanoseconds(rawValue: length))
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
