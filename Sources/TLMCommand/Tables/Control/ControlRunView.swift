import Documents
import TLM

/// A control loop in the foreground: lines for a person, JSON lines for a program.
final class ControlRunView {
  private let rules: Rules
  private let scope: String?
  private let events: ControlEventView
  private let output = Output(isLineBuffered: true)
  private let isForPeople = Terminal.output.isTerminal
  private var isWorking = false
  private var told: [String] = []

  init(_ rules: Rules, _ sensors: SensorDirectory, scope: String?) {
    self.rules = rules
    self.scope = scope
    events = ControlEventView(sensors: sensors, terminal: .output)
  }

  /// Says by what it decides.
  func begin() {
    if isForPeople { put(RulesView.summary(of: rules)) }
  }

  /// The end of it.
  func finish(_ status: Controller.Status) {
    if !isForPeople { put(document(.stopped, status)) }
  }

  func show(_ event: ControlEvent) {
    guard Label(event.scope) == Label(scope) else { return }
    if isForPeople {
      put(events.line(of: event))
    } else {
      put(ControlEventDocument(event, sensors: events.sensors))
    }
  }

  /// Says when it has caught up, and what goes wrong.
  func show(_ status: Controller.Status, effects: [ControlLoop.EffectReport]) {
    for warning in status.warnings where !told.contains(warning) {
      Message.error(SafeText.of(warning))
    }
    told = status.warnings
    let wasWorking = isWorking
    isWorking = status.loop != nil
    if isWorking && !wasWorking { begin(status) }
    for report in effects { notice(report) }
  }

  private func begin(_ status: Controller.Status) {
    guard isForPeople else { return put(document(.running, status)) }
    guard let mode = status.loop?.mode else { return }
    let since = mode.since.map { " since " + ControlEventView.time($0, .output) } ?? ""
    put(Terminal.output.styled(SafeText.of(mode.name), .bold) + since)
  }

  private func notice(_ report: ControlLoop.EffectReport) {
    guard let notice = report.notice else { return }
    if isForPeople { return put(Terminal.output.styled(SafeText.of(notice), .yellow)) }
    put(NoticeDocument(rule: report.rule, text: notice))
  }

  private func put(_ text: String) { output.show(text) }

  private func put(_ document: some Document) { output.line(document) }

  private func document(
    _ state: ControlRunDocument.State, _ status: Controller.Status
  ) -> ControlRunDocument {
    ControlRunDocument(state, status, rules: rules, scope: scope, at: .current)
  }
}
