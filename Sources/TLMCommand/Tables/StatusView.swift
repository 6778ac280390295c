import TLM

/// How projections stand, for people.
enum StatusView {
  static func lines(of statuses: [ProjectionStatus], for terminal: Terminal) -> [String] {
    var table = Table([
      ("projection", .left), ("", .whole), ("through", .right), ("behind", .right),
      ("events", .right), ("age", .right),
    ])
    for status in statuses {
      table.add([
        name(of: status), status.condition.rawValue, status.through.map(\.description) ?? "-",
        Numbers.bytes(status.bytesBehind), Numbers.grouped(status.eventsBehind),
        age(of: status),
      ])
    }
    let lines = table.lines(for: terminal) { column, cell in column == 1 ? style(of: cell) : nil }
    let reasons = statuses.compactMap { status in
      status.reason.map { "\(name(of: status)): \(SafeText.of($0))" }
    }
    return lines + (reasons.isEmpty ? [] : [""]) + reasons
  }

  private static func name(of status: ProjectionStatus) -> String {
    let parameters = status.parameters.members.filter { $0.value != .null }.map {
      "\($0.name)=\($0.value.text ?? JSONWriter.text(of: $0.value))"
    }
    return SafeText.of(([status.projection] + parameters).joined(separator: " "))
  }

  private static func age(of status: ProjectionStatus) -> String {
    guard let made = status.progressed else { return "-" }
    let seconds = Timestamp.current.rawValue / 1_000_000_000 - made.rawValue / 1_000_000_000
    return Numbers.age(seconds)
  }

  private static func style(of condition: String) -> Terminal.Style? {
    switch ProjectionStatus.Condition(rawValue: condition) {
    case .current, .live: .green
    case .failed, .stuck: .red
    case .behind, .stale, .booting: .yellow
    case .new, .detached: .dim
    case nil: nil
    }
  }
}
