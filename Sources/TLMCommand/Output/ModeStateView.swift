import TLM

/// mode-state for people: the mode and why, how long each mode was, and the last changes.
enum ModeStateView {
  /// Changes that are shown.
  private static let shown = 10

  static func lines(of report: Value, for terminal: Terminal) -> [String] {
    var lines = [SafeText.of(report["why"]?.text ?? "")]
    let edges = report["edges"]?.elements ?? []
    if !edges.isEmpty {
      var table = Table([("from", .left), ("to", .left), ("times", .right)])
      for edge in edges {
        table.add([
          name(edge["from"]), name(edge["to"]), Numbers.grouped(edge["count"]?.count ?? 0),
        ])
      }
      lines += [""] + table.lines(for: terminal)
    }
    lines += times(report["time_in_mode_s"]?.members ?? [], terminal)
    lines += history(report["history"]?.elements ?? [], terminal)
    let flaps = (report["flapping"]?.members ?? []).map { "\($0.name): \($0.value.count)" }
    if !flaps.isEmpty {
      lines += ["", "back within ten minutes: " + flaps.joined(separator: ", ")]
    }
    return lines
  }

  private static func times(_ modes: [Member], _ terminal: Terminal) -> [String] {
    guard !modes.isEmpty else { return [] }
    var table = Table([("mode", .left), ("whole stays", .right)])
    for mode in modes {
      table.add([SafeText.of(mode.name), Numbers.seconds(mode.value.number ?? 0)])
    }
    return [""] + table.lines(for: terminal)
  }

  private static func history(_ changes: [Value], _ terminal: Terminal) -> [String] {
    guard !changes.isEmpty else { return [] }
    var table = Table([("when", .left), ("from", .left), ("to", .left), ("rule", .left)])
    for change in changes.suffix(shown) {
      table.add([
        EventCountsView.time(change["at"], terminal), name(change["from"]), name(change["to"]),
        name(change["rule"] ?? change["reason"]),
      ])
    }
    return [""] + table.lines(for: terminal)
  }

  private static func name(_ value: Value?) -> String { SafeText.of(value?.text ?? "-") }
}
