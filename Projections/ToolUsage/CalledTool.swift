package import Events

/// What was called: a tool, at a level of risk. A million calls are of a few of these, so that they
/// share them.
package final class CalledTool: Codable, Sendable {
  package let tool: Label
  let risk: Label

  init(tool: Label, risk: Label) {
    self.tool = tool
    self.risk = risk
  }

  /// What an event about one call says.
  package convenience init(_ event: borrowing Event) {
    let name = Self.isNamed(by: event) ? event.toolName ?? event.tool : event.toolName
    self.init(tool: Label(name) ?? .unknown, risk: Label(event.string(.riskLevel)) ?? .unknown)
  }

  /// Whether `tool` of such an event is what an agent called, and not the program that emitted it.
  static func isNamed(by event: borrowing Event) -> Bool {
    event.nameID == .overflow
      ? event.name == "SessionToolUsed" : event.nameID == sessionToolUsed
  }

  private static let sessionToolUsed = Event.Name("SessionToolUsed")
}

extension CalledTool: Hashable {
  package static func == (left: CalledTool, right: CalledTool) -> Bool {
    left === right || left.tool == right.tool && left.risk == right.risk
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(tool)
    hasher.combine(risk)
  }
}

extension CalledTool {
  /// What two tellings know together. Where they differ it is the tool that sorts first, and the
  /// higher risk, so that it does not matter which came first.
  func joined(with other: CalledTool) -> CalledTool {
    if self === other || self == other { return self }
    let joined = CalledTool(
      tool: Self.known(tool, other.tool, by: <),
      risk: Self.known(risk, other.risk, by: Self.isGraver))
    return joined == self ? self : joined == other ? other : joined
  }

  private static func known(
    _ one: Label, _ other: Label, by isFirst: (Label, Label) -> Bool
  ) -> Label {
    if one == .unknown { return other }
    return other == .unknown || !isFirst(other, one) ? one : other
  }

  private static let risks: [Label] = ["critical", "high", "medium", "low"]

  private static func isGraver(_ one: Label, _ other: Label) -> Bool {
    func rank(_ risk: Label) -> Int { risks.firstIndex(of: risk) ?? risks.count }
    return rank(one) == rank(other) ? one < other : rank(one) < rank(other)
  }
}
