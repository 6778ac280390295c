import TLM

/// How a watch goes: one line that changes on a terminal, JSON lines for programs.
final class WatchView {
  private let output = Output(isLineBuffered: true)
  private let draws = Terminal.output.isTerminal
  private var shown: Watcher.Status?
  private var latest: Watcher.Status?
  private var told: Set<String> = []
  private var isDrawn = false

  /// Seconds after which programs are told that nothing has changed.
  private static let pause: Int64 = 60

  func show(_ status: Watcher.Status) {
    latest = status
    for warning in status.warnings where told.insert(warning).inserted {
      clear()
      Message.error(SafeText.of(warning))
    }
    if draws { draw(status) } else if isNews(status) { tell(status) }
  }

  /// Takes the line away.
  func finish() {
    clear()
    if let latest, !draws { output.line(JSONWriter.text(of: Self.document(of: latest, "stopped"))) }
    output.flush()
  }

  private func clear() {
    if isDrawn { Self.put("\r\u{1b}[K") }
    isDrawn = false
  }

  private func draw(_ status: Watcher.Status) {
    let now = status.time
    // Ten times a second is more than anybody reads.
    if let shown, shown.mode == status.mode, isDrawn, let age = now.since(shown.time),
      (0..<100_000_000).contains(age.rawValue)
    {
      return
    }
    shown = status
    let parts = [
      Terminal.output.styled(SafeText.of(status.mode), .bold),
      "\(Numbers.grouped(status.events)) events", status.isCaughtUp ? "live" : "catching up",
      status.isPublishing
        ? "board published" : status.isCaughtUp ? "another one publishes the board" : "",
      status.samples > 0 ? "\(Numbers.grouped(status.samples)) samples" : "",
      LocalTime.text(now),
    ]
    Self.put("\r\u{1b}[K" + parts.filter { !$0.isEmpty }.joined(separator: " · "))
    isDrawn = true
  }

  private static func put(_ text: String) { Message.put(text) }

  private func isNews(_ status: Watcher.Status) -> Bool {
    guard let shown else { return true }
    if shown.mode != status.mode || shown.isCaughtUp != status.isCaughtUp
      || shown.isPublishing != status.isPublishing
    {
      return true
    }
    guard let age = status.time.since(shown.time) else { return true }
    return age.rawValue < 0 || age.rawValue >= Self.pause * 1_000_000_000
  }

  private func tell(_ status: Watcher.Status) {
    shown = status
    output.line(JSONWriter.text(of: Self.document(of: status, "watching")))
  }

  private static func document(of status: Watcher.Status, _ state: String) -> Value {
    [
      "state": .string(state), "at": .string(status.time.description),
      "through": .integer(status.through.rawValue), "events": .integer(Int64(status.events)),
      "caught_up": .bool(status.isCaughtUp), "mode": .string(status.mode),
      "publishing": .bool(status.isPublishing), "samples": .integer(Int64(status.samples)),
    ]
  }
}
