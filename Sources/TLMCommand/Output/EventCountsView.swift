import TLM

/// event-counts for people: names by how often they came.
enum EventCountsView {
  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    let names = (report["names"]?.members ?? []).sorted {
      ($1.value["count"]?.count ?? 0, $0.name) < ($0.value["count"]?.count ?? 0, $1.name)
    }
    var table = Table([("event", .left), ("count", .right), ("first", .left), ("last", .left)])
    for name in names {
      table.add([
        SafeText.of(name.name), Numbers.grouped(name.value["count"]?.count ?? 0),
        time(name.value["first"], terminal), time(name.value["last"], terminal),
      ])
    }
    var lines = table.isEmpty ? ["no event has a name"] : table.lines(for: terminal)
    let unnamed = report["unnamed"]?.count ?? 0
    let untimed = report["untimed"]?.count ?? 0
    if unnamed + untimed > 0 {
      lines.append("")
      lines.append(
        "\(Numbers.grouped(unnamed)) without a name, \(Numbers.grouped(untimed)) without a time of their own"
      )
    }
    return lines
  }

  /// A time of a report: local on a terminal, as it is for a program, - where there is none.
  static func time(_ value: Value?, _ terminal: Terminal) -> String {
    guard let text = value?.text else { return "-" }
    guard terminal.isTerminal, let time = Timestamp(text) else { return text }
    return LocalTime.text(time)
  }
}
