import Configuration
import Events

extension PolicyReader {
  private static let ruleKeys = [
    "description", "conditions", "logic", "requires_human_approval", "proposal_expires_seconds",
    "cooldown_seconds", "effects", "origin",
  ]

  mutating func readRules(_ node: Node) {
    for entry in notes.entries(node, "transition_rules") ?? [] {
      guard let (from, to) = ends(entry.key, at: entry.keyPlace) else {
        // Its own mistakes are named, too.
        for node in rulesIn(entry.value) { _ = rule(node, named: entry.key, "", "") }
        continue
      }
      let edge = edges.first { $0.from == from && $0.to == to }
      if edge == nil { noteForbidden(entry, from: from) }
      for node in rulesIn(entry.value) {
        let number = rulesOfEdge[entry.key, default: 0] + 1
        rulesOfEdge[entry.key] = number
        let name = number == 1 ? entry.key : "\(entry.key)#\(number)"
        guard let rule = rule(node, named: name, from, to) else { continue }
        if edge?.isHumanOnly == true, !rule.requiresHumanApproval {
          notes.note(
            "expected requires_human_approval: true, as only a person may take \(entry.key);"
              + " add it", at: node.place)
        }
        rules.append(rule)
      }
    }
  }

  /// A rule, or a list of rules for one edge.
  private func rulesIn(_ node: Node) -> [Node] {
    if case .list(let items) = node.content { items } else { [node] }
  }

  private mutating func noteForbidden(_ entry: Node.Entry, from: String) {
    let allowed = edges.filter { $0.from == from }.map(\.description)
    notes.note(
      "expected an edge that is allowed"
        + (allowed.isEmpty ? "" : " (\(allowed.joined(separator: ", ")))")
        + ", found \(entry.key); list it under edges, or remove the rule", at: entry.keyPlace)
  }

  private mutating func rule(
    _ node: Node, named name: String, _ from: String, _ to: String
  ) -> Policy.Rule? {
    guard let fields = notes.fields(node, "a rule", keys: Self.ruleKeys) else { return nil }
    if let about = fields["description"] { _ = notes.text(about, "description") }
    let logic = fields["logic"].flatMap { notes.choice($0, "logic", Policy.Rule.Logic.self) }
    let approval = fields["requires_human_approval"].flatMap {
      notes.flag($0, "requires_human_approval")
    }
    let life = fields["proposal_expires_seconds"].flatMap {
      notes.seconds($0, "proposal_expires_seconds")
    }
    let cooldown = fields["cooldown_seconds"].flatMap { notes.seconds($0, "cooldown_seconds") }
    let effects = fields["effects"].map { self.effects($0) } ?? []
    guard let list = notes.required("conditions", fields, "a rule") else { return nil }
    let origin = fields["origin"].flatMap { self.origin($0) }
    let conditions =
      notes.list(list, "conditions").map { $0.compactMap { condition($0, of: origin) } } ?? []
    if case .list(let items) = list.content, items.isEmpty {
      notes.note("expected at least one condition, found none; add one", at: list.place)
    }
    if origin != nil, !conditions.isEmpty, conditions.allSatisfy({ $0.question.origin == nil }) {
      notes.note(
        "expected a condition about events beside origin, found none: the mode is this store's; "
          + "remove origin", at: fields.place(of: "origin"))
    }
    return Policy.Rule(
      name: name, from: from, to: to, conditions: conditions, logic: logic ?? .any,
      requiresHumanApproval: approval ?? false, proposalLife: life ?? Policy.Rule.defaultWait,
      cooldown: cooldown, effects: effects)
  }

  /// The store whose events drive a rule, as a relay pulled them.
  private mutating func origin(_ node: Node) -> String? {
    guard let name = notes.text(node, "origin") else { return nil }
    guard (1...255).contains(name.utf8.count) else {
      return notes.mismatch(node, "the id of a store or the name of its machine for origin")
    }
    return name
  }
}
