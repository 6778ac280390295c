import Documents
import TLM

/// What rules would have done, for people.
struct BacktestView {
  let rules: Rules
  let events: ControlEventView

  private var terminal: Terminal { events.terminal }

  func lines(of result: Backtest.Result, against other: BacktestDocument.Other?, elapsed: Duration)
    -> [String]
  {
    var lines = timeline(result)
    if !lines.isEmpty { lines.append("") }
    lines += BacktestModes(of: result, against: other).lines(for: terminal)
    if let other {
      lines += [""] + differences(result, other)
    }
    let budget = BudgetSentence(of: result, under: rules.policy)
    if let text = budget.text(at: { ControlEventView.time($0, terminal) }) { lines += ["", text] }
    lines += ["", RulesView.summary(of: rules), summary(result, elapsed)]
    if let other {
      let isSame = result.digest == other.result.digest
      lines.append(
        SafeText.of("against \(other.name): digest \(other.result.digest.prefix(12)), ")
          + (isSame ? "the same" : terminal.styled("another", .yellow)))
    }
    return lines
  }

  /// Changes, proposals and calibrations in the order of time.
  private func timeline(_ result: Backtest.Result) -> [String] {
    // A proposal comes before what it led to at the same instant.
    var told = result.proposals.map { proposal in
      let edge = "\(proposal.transition.from) → \(proposal.transition.to)"
      let end = ControlEventView.time(proposal.expiresAt, terminal)
      let cause = events.cause(of: proposal.transition, by: nil, reason: nil)
      let text = SafeText.of("\(edge) is proposed until \(end)\(cause)")
      return (
        time: proposal.transition.decidedAt, line: said(proposal.transition.decidedAt, text)
      )
    }
    told += result.transitions.map { ($0.decidedAt, events.line(of: $0)) }
    told += result.calibrations.compactMap { calibration in
      calibration.times.last.map { time in
        let advice = calibration.advice.joined(separator: "; ")
        let edge = "\(calibration.from) → \(calibration.to)"
        return (
          time,
          said(
            time,
            SafeText.of("\(edge) was taken \(calibration.times.count) times, too often: \(advice)"))
        )
      }
    }
    return told.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element.line)
  }

  private func said(_ time: Timestamp, _ text: String) -> String {
    terminal.styled(ControlEventView.time(time, terminal), .dim) + "  " + text
  }

  private func differences(_ result: Backtest.Result, _ other: BacktestDocument.Other) -> [String] {
    let differences = result.differences(from: other.result)
    if differences.isEmpty { return ["no transition differs"] }
    var table = Table([
      ("", .whole), ("when", .whole), ("from", .left), ("to", .left), ("rule", .left),
    ])
    for difference in differences {
      let step = difference.step
      table.add([
        difference.side == .added ? "added" : "missing",
        ControlEventView.time(step.time, terminal), SafeText.of(step.from), SafeText.of(step.to),
        step.rule.isEmpty ? "by hand" : SafeText.of(step.rule),
      ])
    }
    return table.lines(for: terminal) { column, cell in
      column == 0 ? cell == "added" ? .green : .red : nil
    }
  }

  private func summary(_ result: Backtest.Result, _ elapsed: Duration) -> String {
    let parts = [
      Numbers.count(result.transitions.count, "transition"),
      Numbers.count(result.proposals.count, "proposal"),
      Numbers.count(result.calibrations.count, "calibration"),
      Numbers.count(result.events, "event"),
      "digest \(result.digest.prefix(12))",
      Footer.pace(of: result.events, in: elapsed, for: terminal),
    ]
    return Footer.line(parts, needed: 4, for: terminal)
  }
}
