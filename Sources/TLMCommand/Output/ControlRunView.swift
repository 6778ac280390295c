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
    if !isForPeople { put(document(of: status, "stopped")) }
  }

  func show(_ event: ControlEvent) {
    guard Label(event.scope) == Label(scope) else { return }
    if isForPeople { put(events.line(of: event)) } else { put(events.document(of: event)) }
  }

  /// Says when it has caught up, and what goes wrong.
  func show(_ status: Controller.Status, effects: [EffectReport]) {
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
    guard isForPeople else { return put(document(of: status, "running")) }
    guard let mode = status.loop?.mode else { return }
    let since = mode.since.map { " since " + ControlEventView.time($0, .output) } ?? ""
    put(Terminal.output.styled(SafeText.of(mode.name), .bold) + since)
  }

  private func notice(_ report: EffectReport) {
    guard let notice = report.notice else { return }
    if isForPeople { return put(Terminal.output.styled(SafeText.of(notice), .yellow)) }
    put(["kind": "notice", "rule": .string(report.rule), "text": .string(notice)])
  }

  private func document(of status: Controller.Status, _ state: String) -> Value {
    .object(
      [
        Member("kind", .string(state)), Member("at", .string(Timestamp.current.description)),
        Member("scope", scope.map { .string($0) } ?? .null),
        Member("rules", RulesView.origin(of: rules)),
      ] + ControllerView.members(of: status))
  }

  private func put(_ text: String) { output.line(text) }

  private func put(_ document: Value) { put(JSONWriter.text(of: document)) }
}

/// How a controller stands, for programs.
enum ControllerView {
  static func members(of status: Controller.Status) -> [Member] {
    let mode = status.loop?.mode
    return [
      Member("through", status.loop.map { .integer($0.through.rawValue) } ?? .null),
      Member("mode", mode.map { .string($0.name) } ?? .null),
      Member("since", mode?.since.map { .string($0.description) } ?? .null),
      Member("decisions", .integer(Int64(status.decisions))),
      Member("proposals", .array((status.loop?.proposals ?? []).map(document))),
      Member(
        "effects",
        .object(
          EffectOutcome.allCases.map {
            Member($0.rawValue, .integer(Int64(status.outcomes[$0] ?? 0)))
          })),
      Member("restarts", .integer(Int64(status.restarts))),
      Member("warnings", .array(status.warnings.map { .string($0) })),
    ]
  }

  static func document(_ proposal: Proposal) -> Value {
    [
      "proposal_id": .string(proposal.id), "from": .string(proposal.transition.from),
      "to": .string(proposal.transition.to), "rule": .string(proposal.transition.rule),
      "expires_at": .string(proposal.expiresAt.description),
      "approved_by": proposal.approvedBy.map { .string($0) } ?? .null,
    ]
  }
}
