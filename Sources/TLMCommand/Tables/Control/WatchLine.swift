import TLM

/// How a watch goes, in one line that fits the terminal: what matters least is left out.
struct WatchLine {
  private let terminal: Terminal
  /// What there is to say, in the order in which it stands, each with how soon it may go.
  private var parts: [(text: String, rank: Int)] = []

  init(_ status: Watcher.Status, _ terminal: Terminal) {
    self.terminal = terminal
    parts = [(terminal.styled(SafeText.of(status.mode), .bold), 0)]
    addStanding(status)
    addControl(status)
    parts.append((LocalTime.text(status.time), 4))
  }

  /// The line. One column is left free: a cursor behind the last one makes some terminals go on
  /// below.
  var text: String {
    var kept = parts
    let room = terminal.width - 1
    while TextWidth.columns(of: Self.joined(kept)) > room,
      let last = kept.indices.max(by: { (kept[$0].rank, $0) < (kept[$1].rank, $1) }),
      kept[last].rank > 0
    {
      kept.remove(at: last)
    }
    return TextWidth.shortened(Self.joined(kept), to: room)
  }

  private static func joined(_ parts: [(text: String, rank: Int)]) -> String {
    parts.map(\.text).joined(separator: " · ")
  }

  private mutating func addStanding(_ status: Watcher.Status) {
    parts.append((Numbers.count(status.events, "event"), 1))
    parts.append((status.isCaughtUp ? "live" : "catching up", 1))
    if status.isCaughtUp {
      let isPublishing = status.isPublishing
      parts.append((isPublishing ? "board published" : "another one publishes the board", 5))
    }
    if status.samples > 0 { parts.append((Numbers.count(status.samples, "sample"), 6)) }
    if !status.warnings.isEmpty {
      parts.append((terminal.styled(Numbers.count(status.warnings.count, "warning"), .red), 1))
    }
  }

  private mutating func addControl(_ status: Watcher.Status) {
    guard let control = status.control else { return parts.append(("no rules", 3)) }
    if control.loop == nil {
      return parts.append((control.failure == nil ? "rules begin" : "rules wait", 3))
    }
    if control.decisions > 0 { parts.append((Numbers.count(control.decisions, "decision"), 3)) }
    let proposals = control.loop?.proposals.filter { $0.approvedBy == nil } ?? []
    if let first = proposals.first {
      let more = proposals.count > 1 ? " (and \(proposals.count - 1) more)" : ""
      let text = SafeText.of("\(first.transition.to)? tlm mode approve \(first.id)\(more)")
      // Somebody has to answer it.
      parts.append((terminal.styled(text, .yellow), 0))
    }
    let effects = control.outcomes.values.reduce(0, +)
    if effects > 0 { parts.append((Numbers.count(effects, "effect"), 3)) }
  }
}
