public import Configuration
import Board
import Events

extension Policy {
  /// A policy from a rule file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: how errors name it.
  ///   - sensors: those that conditions may name.
  /// - Throws: every mistake in the file with its line and column; a file with one is refused
  ///   whole.
  public init(
    yaml bytes: [UInt8], file: String, sensors: SensorDirectory = .shipped
  ) throws(ConfigurationError) {
    let root = try YAMLReader.read(bytes, file: file, repeatable: ["transition_rules"])
    var reader = PolicyReader(file: file, sensors: sensors)
    self = try reader.policy(root)
  }

  /// The same, of a text.
  public init(
    yaml text: String, file: String, sensors: SensorDirectory = .shipped
  ) throws(ConfigurationError) {
    try self.init(yaml: Array(text.utf8), file: file, sensors: sensors)
  }
}

/// Takes the tree of a rule file apart; what is read by whom stands in its extensions.
struct PolicyReader {
  var notes: ConfigurationReader
  let sensors: SensorDirectory
  /// In the order of the file.
  var modes: [Policy.Mode] = []
  var modePlaces: [Place] = []
  var edges: [Policy.Edge] = []
  var rules: [Policy.Rule] = []
  /// How many rules an edge has so far.
  var rulesOfEdge: [String: Int] = [:]

  init(file: String, sensors: SensorDirectory) {
    notes = ConfigurationReader(file: file)
    self.sensors = sensors
  }

  mutating func policy(_ root: Node) throws(ConfigurationError) -> Policy {
    let keys = ["modes", "edges", "transition_rules", "oscillation"]
    guard let fields = notes.fields(root, "a rule file", keys: keys) else {
      throw notes.error()
    }
    if let node = notes.required("modes", fields, "a rule file") { readModes(node) }
    if modes.isEmpty { throw notes.error() }
    readEdges(fields["edges"])
    if let node = fields["transition_rules"] { readRules(node) }
    let oscillation = fields["oscillation"].map { readOscillation($0) } ?? .standard
    try notes.finish()
    let policy = Policy(
      modes: modes, edges: edges, rules: rules, oscillation: oscillation, warnings: warnings())
    let length = policy.boardText.count
    if length > Board.mostModes {
      notes.note(
        "the modes take \(length) bytes on a board, which has room for \(Board.mostModes); have"
          + " fewer or say less of them", at: modePlaces[0])
      try notes.finish()
    }
    return policy
  }

  private mutating func readOscillation(_ node: Node) -> Policy.OscillationGuard {
    let what = "oscillation"
    guard let fields = notes.fields(node, what, keys: ["transitions", "window_seconds"]) else {
      return .standard
    }
    let transitions = fields["transitions"].flatMap {
      notes.integer($0, "transitions", in: 2...1000)
    }
    let window = fields["window_seconds"].flatMap { notes.seconds($0, "window_seconds") }
    return Policy.OscillationGuard(
      transitions: transitions.map { Int($0) } ?? Policy.OscillationGuard.standard.transitions,
      window: window ?? Policy.OscillationGuard.standard.window)
  }

  /// A mode that is entered and never left is the trap of the system that these files come from.
  private func warnings() -> [Policy.Remark] {
    zip(modes, modePlaces).compactMap { mode, place in
      guard modes.count > 1, !rules.contains(where: { $0.from == mode.name }) else { return nil }
      let out = edges.filter { $0.from == mode.name }
      if out.contains(where: \.isHumanOnly) { return nil }
      let names = out.map(\.description).joined(separator: ", ")
      return notes.remark(
        out.isEmpty
          ? "nothing leads out of \(mode.name), not even by hand: add an edge from it under edges"
          : "no rule leads out of \(mode.name), so only a person can end it: add one, like"
            + " \(names)", at: place)
    }
  }
}
