import Documents
import SystemCalls
import TLM

/// How a watch goes: one line that changes on a terminal, JSON lines for programs.
final class WatchView {
  private let output = Output(isLineBuffered: true)
  private let sensors: SensorDirectory
  private let draws = Terminal.output.isTerminal
  private var shown: Watcher.Status?
  private var latest: Watcher.Status?
  private var told: [String] = []
  /// Notices that were not told to a program yet.
  private var notices: [ControlLoop.EffectReport] = []
  private var isDrawn = false

  /// Seconds after which programs are told that nothing has changed.
  private static let pause: Int64 = 60

  init(_ sensors: SensorDirectory) { self.sensors = sensors }

  func show(_ status: Watcher.Status) {
    for warning in status.warnings where !told.contains(warning) {
      clear()
      Message.error(SafeText.of(warning))
    }
    told = status.warnings
    if draws { tellPerson(status) } else { notices += status.effects.filter { $0.notice != nil } }
    latest = status
    if draws { draw(status) } else if isNews(status) { tell(status) }
  }

  /// Takes the line away.
  func finish() {
    clear()
    if let latest, !draws { output.line(WatchDocument(.stopped, latest, notices: notices)) }
    output.flush()
  }

  /// What happened stands above the line that changes.
  private func tellPerson(_ status: Watcher.Status) {
    var lines: [String] = []
    if let rules = status.rules, rules != latest?.rules {
      lines.append(RulesView.summary(of: rules))
    }
    if let latest, latest.isCaughtUp, latest.course != status.course, let last = status.course.last
    {
      let from = SafeText.of(last.from?.text ?? latest.mode)
      lines.append(
        "\(from) → \(SafeText.of(ModeView.sentence(of: status.course, sensors, for: .output)))")
    }
    for effect in status.effects {
      if let notice = effect.notice {
        lines.append(Terminal.output.styled(SafeText.of(notice), .yellow))
      }
      guard let outcome = effect.outcome, outcome != .done else { continue }
      let error = effect.error.map { ": \($0)" } ?? ""
      lines.append(
        SafeText.of("effect of \(effect.rule) \(outcome.rawValue): \(effect.effect)\(error)"))
    }
    if lines.isEmpty { return }
    clear()
    output.show(lines)
  }

  private func clear() {
    if isDrawn { Message.put("\r\u{1b}[K") }
    isDrawn = false
  }

  private func draw(_ status: Watcher.Status) {
    // A shell that went on has its prompt there.
    guard StandardStream.output.isInForeground else { return isDrawn = false }
    let now = status.time
    // Ten times a second is more than anybody reads.
    if let shown, shown.mode == status.mode, isDrawn, let age = now.since(shown.time),
      (0..<100_000_000).contains(age.rawValue)
    {
      return
    }
    shown = status
    // A line that goes on in the next one could not be taken back.
    Message.put("\r\u{1b}[K" + WatchLine(status, Terminal(.output)).text)
    isDrawn = true
  }

  private func isNews(_ status: Watcher.Status) -> Bool {
    guard let shown, notices.isEmpty else { return true }
    if shown.mode != status.mode || shown.isCaughtUp != status.isCaughtUp
      || shown.isPublishing != status.isPublishing || shown.warnings != status.warnings
      || shown.rules != status.rules || Self.hasChanged(shown.control, status.control)
    {
      return true
    }
    guard let age = status.time.since(shown.time) else { return true }
    return age.rawValue < 0 || age.rawValue >= Self.pause * 1_000_000_000
  }

  private static func hasChanged(_ old: Controller.Status?, _ new: Controller.Status?) -> Bool {
    old?.decisions != new?.decisions || old?.outcomes != new?.outcomes
      || old?.restarts != new?.restarts || (old?.loop == nil) != (new?.loop == nil)
      || old?.loop?.proposals != new?.loop?.proposals
  }

  private func tell(_ status: Watcher.Status) {
    shown = status
    output.line(WatchDocument(.watching, status, notices: notices))
    notices = []
  }
}
