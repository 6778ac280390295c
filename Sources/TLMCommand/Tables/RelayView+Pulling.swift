import Relay
import TLM

extension RelayView {
  /// What was pulled, for people.
  static func lines(of report: PullReport, for terminal: Terminal) -> [String] {
    let events = report.origins.reduce(0) { $0 + Int($1.lines) }
    var lines = [
      "\(Numbers.count(events, "event")) pulled from "
        + "\(Numbers.count(report.origins.count, "origin")), "
        + SafeText.of("from the stream \(report.stream) at \(report.engine)")
    ]
    for origin in report.origins {
      let name = SafeText.of(name(origin.id, origin.words))
      lines.append(
        "  \(name)  \(Numbers.count(Int(origin.lines), "event")), "
          + "\(Numbers.count(Int(origin.place.lines), "event")) in all")
      if let since = origin.waitingSince {
        lines.append(SafeText.of("    waits since \(since): \(origin.reason ?? "")"))
      }
    }
    return lines
  }

  /// How a store stands, for people.
  static func lines(of status: RelayStatus, for terminal: Terminal) -> [String] {
    var engine = status.engine.map { " at \($0)" } ?? ""
    if status.isConnected == false { engine += ", which does not answer" }
    var lines = [SafeText.of("stream \(status.stream)\(engine)")]
    lines += status.weaknesses.map { "  " + SafeText.of($0) }
    if status.origins.isEmpty { lines.append("nothing is pushed or pulled yet") }
    for origin in status.origins { lines += self.lines(of: origin, terminal) }
    return lines
  }

  private static func lines(of origin: RelayStatus.Origin, _ terminal: Terminal) -> [String] {
    let name = origin.isOwn ? "this store (\(origin.id.prefix(8)))" : name(origin.id, origin.words)
    var parts: [String] = []
    if let pushed = origin.pushed {
      parts.append("pushed \(Numbers.count(Int(pushed.lines), "event"))")
    }
    if let pulled = origin.pulled {
      parts.append("pulled \(Numbers.count(Int(pulled.lines), "event"))")
    }
    if let verified = origin.verified {
      parts.append("verified \(Numbers.count(Int(verified.lines), "event"))")
    }
    var lines = [SafeText.of(name), "  " + parts.joined(separator: ", ")]
    if origin.behind.bytes > 0 {
      let events = origin.behind.events.map { "\(Numbers.count(Int($0), "event")), " } ?? ""
      lines.append(
        "  behind by \(events)\(Numbers.bytes(origin.behind.bytes)), "
          + "\(Int(origin.behind.seconds.rounded())) s")
    }
    if let since = origin.waitingSince {
      let sentence = SafeText.of("  waits since \(since): \(origin.reason ?? "")")
      lines.append(terminal.styled(sentence, .yellow))
    }
    return lines
  }

  /// By what `--origin` takes: of several stores of one machine each has its own.
  private static func name(_ id: String, _ words: OriginWords) -> String {
    let origin = LineOrigin(id: id, host: words.host, store: words.store)
    return words.host.isEmpty ? String(id.prefix(8)) : "\(origin.name) (\(id.prefix(8)))"
  }
}
