import Configuration
import Events

extension PolicyReader {
  private static let modeKeys = [
    "description", "max_concurrent_tasks", "background_monitoring_enabled",
    "allowed_tool_categories", "require_approval_for", "tool_calls_per_minute",
    "model_calls_per_minute", "outbound_calls_per_hour", "thresholds", "min_dwell_seconds",
  ]
  private static let edgeMark = "_to_"

  mutating func readModes(_ node: Node) {
    guard let entries = notes.entries(node, "modes") else { return }
    if entries.isEmpty {
      notes.note("expected at least one mode, found none; add one", at: node.place)
    }
    for entry in entries {
      if !Self.isName(entry.key) {
        notes.note(
          "expected the name of a mode (letters, digits, _ - . and no \(Self.edgeMark)), found"
            + " \(Node.quoted(entry.key)); rename it", at: entry.keyPlace)
      }
      modes.append(mode(entry))
      modePlaces.append(entry.keyPlace)
    }
  }

  private static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.count <= 64 && !text.contains(edgeMark)
      && text.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
  }

  private mutating func mode(_ entry: Node.Entry) -> Policy.Mode {
    var constraints = Policy.Mode.Constraints()
    var about: String?
    var thresholds: [Policy.Mode.Threshold] = []
    var dwell: Nanoseconds?
    if !entry.value.isNull,
      let fields = notes.fields(entry.value, "the mode \(entry.key)", keys: Self.modeKeys)
    {
      about = fields["description"].flatMap { notes.text($0, "description") }
      constraints = self.constraints(fields)
      thresholds = fields["thresholds"].map { self.thresholds($0) } ?? []
      dwell = fields["min_dwell_seconds"].flatMap { notes.seconds($0, "min_dwell_seconds") }
    }
    return Policy.Mode(
      name: entry.key, about: about, constraints: constraints, thresholds: thresholds,
      minimumDwell: dwell ?? .zero)
  }

  private mutating func constraints(_ fields: Fields) -> Policy.Mode.Constraints {
    var constraints = Policy.Mode.Constraints()
    constraints.max_concurrent_tasks = count(fields, "max_concurrent_tasks")
    constraints.background_monitoring_enabled = fields["background_monitoring_enabled"].flatMap {
      notes.flag($0, "background_monitoring_enabled")
    }
    constraints.allowed_tool_categories = words(fields, "allowed_tool_categories")
    constraints.require_approval_for = words(fields, "require_approval_for")
    constraints.tool_calls_per_minute = count(fields, "tool_calls_per_minute")
    constraints.model_calls_per_minute = count(fields, "model_calls_per_minute")
    constraints.outbound_calls_per_hour = count(fields, "outbound_calls_per_hour")
    return constraints
  }

  private mutating func count(_ fields: Fields, _ key: String) -> Int64? {
    fields[key].flatMap { notes.integer($0, key, in: 0...1_000_000_000) }
  }

  private mutating func words(_ fields: Fields, _ key: String) -> [String] {
    fields[key].flatMap { notes.texts($0, key) } ?? []
  }

  private mutating func thresholds(_ node: Node) -> [Policy.Mode.Threshold] {
    (notes.entries(node, "thresholds") ?? []).compactMap { entry in
      notes.number(entry.value, entry.key).map { Policy.Mode.Threshold(name: entry.key, value: $0) }
    }
  }

  // MARK: Edges

  mutating func readEdges(_ node: Node?) {
    guard let node else {
      let names = Set(modes.map(\.name))
      edges = Policy.Edge.defaults.filter { names.contains($0.from) && names.contains($0.to) }
      return
    }
    for item in notes.list(node, "edges") ?? [] {
      guard let edge = edge(item) else { continue }
      if edges.contains(where: { $0.from == edge.from && $0.to == edge.to }) {
        notes.note("expected each edge once, found \(edge) again; remove it", at: item.place)
      }
      edges.append(edge)
    }
  }

  /// `NORMAL_to_ALERT`, or `{edge: LOCKDOWN_to_RECOVERY, human_only: true}`.
  private mutating func edge(_ node: Node) -> Policy.Edge? {
    guard case .mapping = node.content else {
      guard let name = notes.text(node, "an edge"), let (from, to) = ends(name, at: node.place)
      else { return nil }
      return Policy.Edge(from, to)
    }
    guard let fields = notes.fields(node, "an edge", keys: ["edge", "human_only"]),
      let name = notes.required("edge", fields, "an edge"),
      let text = notes.text(name, "edge"), let (from, to) = ends(text, at: name.place)
    else { return nil }
    let isHumanOnly = fields["human_only"].flatMap { notes.flag($0, "human_only") } ?? false
    return Policy.Edge(from, to, isHumanOnly: isHumanOnly)
  }

  /// The two modes of `FROM_to_TO`.
  mutating func ends(_ name: String, at place: Place) -> (from: String, to: String)? {
    let parts = name.split(separator: Self.edgeMark, omittingEmptySubsequences: false)
    guard parts.count == 2 else {
      notes.note(
        "expected FROM\(Self.edgeMark)TO with two modes, found \(Node.quoted(name)); write it like"
          + " NORMAL_to_ALERT", at: place)
      return nil
    }
    let names = modes.map(\.name)
    let unknown = parts.map { String($0) }.filter { !names.contains($0) }
    for part in unknown {
      notes.note(
        "expected a mode of this file (\(names.joined(separator: ", "))), found"
          + " \(Node.quoted(part))\(Nearest.suggestion(for: part, in: names))", at: place)
    }
    guard unknown.isEmpty else { return nil }
    guard parts[0] != parts[1] else {
      notes.note(
        "expected two different modes, found \(Node.quoted(name)); correct one", at: place)
      return nil
    }
    return (String(parts[0]), String(parts[1]))
  }
}
