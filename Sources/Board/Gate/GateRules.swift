package import Events

/// What a gate goes by, as it stands on a board behind the modes: which tools are of which category,
/// and why the mode is what it is. The verdicts themselves are the record ``GateBits``.
package struct GateRules: Sendable, Equatable {
  package let tools: GateTools
  /// In the order of the bits.
  package let categories: [String]
  /// The mode in force.
  package let mode: String
  /// Why it is, in one sentence without a full stop.
  package let why: String
  /// What a person does about it, likewise; empty where there is nothing to do.
  package let release: String

  package init(
    _ tools: GateTools, categories: [String], mode: String, why: String, release: String
  ) {
    (self.tools, self.categories) = (tools, categories)
    (self.mode, self.why, self.release) = (mode, why, release)
  }

  /// The sensor whose reading the verdicts are.
  package static let sensor = "control_gate"

  /// The verdict on a call, and its category.
  package func verdict(
    on tool: String, command: String?, _ bits: GateBits
  ) -> (verdict: GateVerdict, category: String) {
    let category = tools.category(of: tool, command: command)
    let place = categories.firstIndex(of: category) ?? categories.firstIndex(of: GateTools.write)
    return (place.map { bits[$0] } ?? .deny, category)
  }
}

extension GateRules {
  /// As it stands on a board.
  package var json: Value {
    func list(_ patterns: [GateTools.Pattern]) -> Value {
      .array(patterns.map { .array([.string($0.text), .string($0.category)]) })
    }
    return [
      "tools": list(tools.tools), "commands": list(tools.commands),
      "categories": .array(categories.map { .string($0) }), "mode": .string(mode),
      "why": .string(why), "release": .string(release),
    ]
  }

  /// Nil for what is something else.
  package init?(_ value: Value?) {
    guard let value, let mode = value["mode"]?.text, let categories = value["categories"] else {
      return nil
    }
    func list(_ name: String) -> [GateTools.Pattern] {
      (value[name]?.elements ?? []).compactMap { pair in
        guard pair.elements.count == 2, let text = pair.elements[0].text,
          let category = pair.elements[1].text
        else { return nil }
        return GateTools.Pattern(text, category)
      }
    }
    self.init(
      GateTools(tools: list("tools"), commands: list("commands")),
      categories: categories.elements.compactMap(\.text), mode: mode,
      why: value["why"]?.text ?? "", release: value["release"]?.text ?? "")
  }
}
