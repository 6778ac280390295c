import TLM

/// Which recorded transitions are confirmed, for people.
struct ControlVerificationView {
  let rules: Rules
  /// The store as it was named to the command.
  let store: String?

  func lines(of result: ControlVerification.Result, for terminal: Terminal) -> [String] {
    var lines: [String] = []
    for doubt in result.doubts {
      let mark = terminal.styled("in doubt", .red)
      lines.append("\(mark)  at \(doubt.position): \(SafeText.of(doubt.reason))")
      lines.append("          " + terminal.styled(SafeText.of(look(at: doubt.position)), .dim))
    }
    if !lines.isEmpty { lines.append("") }
    lines.append(SafeText.of("rules: \(RulesView.name(of: rules.source))"))
    lines.append(
      "\(Numbers.grouped(result.confirmed)) confirmed · \(Numbers.grouped(result.manual)) manual · "
        + "\(Numbers.grouped(result.foreign)) foreign · "
        + terminal.styled(
          "\(Numbers.grouped(result.doubts.count)) in doubt", result.isSound ? .green : .red))
    if result.foreign > 0 {
      lines.append(
        "foreign ones were decided by other rules, sensors or another interval: give them with "
          + "--rules and --interval")
    }
    if result.pruned > 0 {
      lines.append(
        "\(Numbers.grouped(result.pruned)) rest on what was pruned, and cannot be decided again")
    }
    return lines
  }

  /// The command that shows the event.
  func look(at position: Position) -> String {
    let place = store.map { " --store '\($0.replacing("'", with: "'\\''"))'" } ?? ""
    return "tlm query\(place) --from \(position) --limit 1 --jsonl"
  }
}
