import TLM

/// What a prune did, or would do, for people.
enum PruneView {
  static func lines(of report: PruneReport, for terminal: Terminal) -> [String] {
    var lines: [String] = []
    if let cut = report.finished {
      lines.append(
        report.isDryRun
          ? "a prune up to \(cut) was begun and not finished; it is finished first"
          : "finished a prune up to \(cut) that was begun before")
    }
    guard !report.segments.isEmpty else { return lines + ["nothing to prune"] }
    let what =
      "\(Numbers.count(report.events, "event")) in "
      + "\(Numbers.count(report.segments.count, "segment")), \(Numbers.bytes(report.bytes))"
    let verb = report.isDryRun ? "would prune" : "pruned"
    let archived =
      report.isArchived ? (report.isDryRun ? ", into archive/" : ", kept in archive/") : ""
    lines.append("\(terminal.styled(verb, .green)) \(what)\(archived)")
    lines.append("the log \(report.isDryRun ? "would begin" : "begins") at \(report.cut)")
    if report.baseBytes > 0 {
      lines.append("\(Numbers.bytes(report.baseBytes)) stand for what was there before")
    }
    lines.append("")
    lines += projections(report, terminal)
    for follower in report.followers {
      lines.append(
        terminal.styled("in the way", .red)
          + "  \(SafeText.of(follower.words)) stands at \(follower.position)")
    }
    return lines
  }

  private static func projections(_ report: PruneReport, _ terminal: Terminal) -> [String] {
    var table = Table([("projection", .left), ("parameters", .left), ("history", .whole)])
    for projection in report.projections {
      let parameters =
        projection.parameters == .object([]) || projection.parameters == .null
        ? "-" : SafeText.of(JSONWriter.text(of: projection.parameters))
      table.add([SafeText.of(projection.name), parameters, Self.words(projection.fate, report)])
    }
    return table.lines(for: terminal)
  }

  private static func words(_ fate: PruneReport.Fate, _ report: PruneReport) -> String {
    switch fate {
    case .kept: "kept"
    case .begins: "begins at the cut: nothing of it is kept"
    case .dropped: "dropped"
    case .superseded: "dropped: an earlier version"
    case .unknown: "in the way: no projection of this program (--drop)"
    }
  }
}
