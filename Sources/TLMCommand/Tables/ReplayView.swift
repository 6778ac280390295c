import Documents
import TLM

/// What `tlm replay` prints: reports, states or digests, for people or for programs.
struct ReplayView {
  let showsState: Bool
  let showsDigest: Bool
  let json: Bool
  /// Whether only events of some stores were folded.
  let isPart: Bool

  func show(_ replayed: Replayed, elapsed: Duration) {
    let output = Output()
    for (place, replay) in replayed.replays.enumerated() {
      if showsDigest {
        let name = replayed.replays.count > 1 ? "  \(replay.projection)" : ""
        output.line(replay.digest.description + name)
      } else if json {
        output.json(ReplayDocument(replay, elapsed: elapsed, showsState: showsState))
      } else {
        if place > 0 { output.line() }
        if replayed.replays.count > 1 {
          output.line(Terminal.output.styled(replay.projection, .bold))
        }
        if showsState {
          output.line(PrettyJSON.text(of: replay.state))
        } else {
          output.show(ReportView.lines(of: replay, for: .output))
        }
        output.line()
        output.show(
          ReportView.summary(replay, elapsed: elapsed, isPart: isPart, for: .output))
      }
    }
    output.flush()
    if json || showsDigest { Self.tellUntimely(replayed) }
    Self.complain(replayed)
  }

  /// Says what a window left out without being asked to, where no footer does.
  private static func tellUntimely(_ replayed: Replayed) {
    let most = replayed.replays.map(\.untimely).max() ?? 0
    if most > 0 { Message.note(UntimelyNote.text(most)) }
  }

  /// Says which events failed, and what else is worth knowing.
  static func complain(_ replayed: Replayed) {
    for failure in replayed.progress.firstFailures {
      Message.error(
        "\(failure.projection) failed on the event at \(failure.position): "
          + SafeText.of(failure.message))
    }
    for warning in replayed.warnings { Message.note(SafeText.of(warning)) }
    if !replayed.warnings.isEmpty { _ = Store.takeDamage() }
  }
}
