import TLM

/// runs for people: agents with how their runs stand.
enum RunsView {
  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    let agents = report["by_agent"]?.members ?? []
    if agents.isEmpty { return ["no run was recorded"] }
    let columns = ["running", "success", "failure", "partial", "timeout", "cancelled"]
    var table = Table(
      [("agent", .left)] + columns.map { ($0, .right) } + [("success rate", .right)])
    let all = report["overall"].map { [Member("all agents", $0)] } ?? []
    for agent in agents + all {
      table.add(
        [SafeText.of(agent.name)]
          + columns.map { Numbers.grouped(agent.value[$0]?.count ?? 0) }
          + [agent.value["success_rate"]?.number.map(Numbers.percent) ?? "-"])
    }
    return table.lines(for: terminal) + [
      "", "\(Numbers.grouped(report["runs"]?.count ?? 0)) runs; the rate is of those that ended",
    ]
  }
}
