import TLM

/// Reports of projections as people read them.
enum ReportView {
  /// The lines for people; a projection without a page is shown as JSON.
  static func lines(of replay: Replay, for terminal: Terminal) -> [String] {
    replay.page.map { PageView(terminal).lines(of: $0) }
      ?? PrettyJSON.text(of: replay.report).split(separator: "\n").map(String.init)
  }

  /// One line: events, matched, quarantined, through, digest, time and rate.
  ///
  /// - Parameter isPart: whether only events of some stores were folded; lines are counted of all.
  static func summary(
    _ replay: Replay, elapsed: Duration, isPart: Bool = false, for terminal: Terminal
  ) -> String {
    let whole = isPart ? " of all stores" : ""
    var parts = [
      Numbers.count(replay.events, "event") + whole,
      "\(Numbers.grouped(replay.matched)) matched",
      terminal.styled(
        "\(Numbers.grouped(replay.quarantined)) quarantined" + whole
          + (replay.quarantined > 0 && terminal.isTerminal ? " (tlm doctor)" : ""),
        replay.quarantined > 0 ? .yellow : .dim),
      replay.unreadable > 0
        ? terminal.styled("\(Numbers.grouped(replay.unreadable)) unreadable", .yellow) : nil,
      replay.untimely > 0
        ? terminal.styled("\(Numbers.grouped(replay.untimely)) left out, time unreadable", .yellow)
        : nil,
      "through \(replay.through.map(\.description) ?? "-")",
      "digest \(replay.digest.description.prefix(12))",
      Footer.pace(of: replay.events, in: elapsed, for: terminal),
    ].compactMap(\.self)
    if replay.skipped > 0 {
      parts.insert(terminal.styled("\(Numbers.grouped(replay.skipped)) skipped", .red), at: 2)
    }
    if replay.failed > 0 {
      parts.insert(terminal.styled("\(Numbers.grouped(replay.failed)) failed", .red), at: 2)
    }
    return Footer.line(parts, needed: parts.count - 3, for: terminal)
  }
}
