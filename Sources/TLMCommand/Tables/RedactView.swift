import TLM

/// What a redaction did, or would do, for people.
enum RedactView {
  private static let shown = 20

  static func lines(of report: RedactReport, for terminal: Terminal) -> [String] {
    var lines: [String] = []
    if report.finished {
      lines.append(
        report.isDryRun
          ? "a redaction was begun and not finished; it is finished first"
          : "finished a redaction that was begun before")
    }
    lines += report.isEmpty ? [report.finished ? "" : "nothing to redact"] : what(report, terminal)
    if report.reserved > 0 {
      lines.append(
        "\(Numbers.count(report.reserved, "event")) of tlm's own would do and stay: what tlm.*, mode_* "
          + "and control_* say steers the log")
    }
    for warning in report.warnings { lines.append(terminal.styled(warning, .yellow)) }
    lines += others(report, terminal)
    return lines.filter { !$0.isEmpty }
  }

  private static func what(_ report: RedactReport, _ terminal: Terminal) -> [String] {
    let verb = report.isDryRun ? "would blank" : "blanked"
    var places = ["\(Numbers.count(report.segments.count, "segment"))"]
    if !report.archived.isEmpty { places.append("\(report.archived.count) in archive/") }
    places += (report.sources + report.damaged).map {
      "\(SafeText.of($0.file)) (\(Numbers.count($0.count, "line")))"
    }
    var lines = [
      terminal.styled(verb, .green)
        + " \(Numbers.count(report.count, "event")), \(Numbers.bytes(report.bytes)), in "
        + places.joined(separator: ", ")
    ]
    for event in report.events.prefix(shown) {
      let name = event.name.map { SafeText.of($0) } ?? "no event"
      lines.append("  @\(event.position)  \(event.time?.description ?? "-")  \(name)")
    }
    if report.count > shown { lines.append("  and \(report.count - shown) more; --json has more") }
    if let told = report.told { lines.append("tlm.redacted stands at @\(told)") }
    return lines
  }

  private static func others(_ report: RedactReport, _ terminal: Terminal) -> [String] {
    report.left.map {
      terminal.styled("still there", .red)
        + "  \(SafeText.of($0.file)) (\(Numbers.count($0.count, "place")))"
    }
      + report.backups.map {
        terminal.styled("may have it", .yellow) + "  the backups in \(SafeText.of($0))"
      }
      + report.exports.map {
        terminal.styled("may have it", .yellow) + "  the export \(SafeText.of($0))"
      }
  }
}
