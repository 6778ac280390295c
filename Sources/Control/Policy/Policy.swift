public import Events
import Folding

/// Modes, the edges between them and the rules that take them: data, read from a rule file.
///
/// ```swift
/// let policy = try Policy(yaml: bytes, file: "rules.yaml")
/// var memory = Policy.Memory(for: policy)
/// memory.advance(to: now, policy, readings)
/// let decision = policy.decide(mode, memory)
/// ```
/// Nothing here has a clock, reads a file or keeps anything: see `Policy.Memory`.
public struct Policy: Sendable {
  /// All of it, so that handing a policy on costs next to nothing.
  private let parts: Parts

  private final class Parts: Sendable {
    let modes: [Policy.Mode]
    let edges: [Policy.Edge]
    let rules: [Policy.Rule]
    let oscillation: Policy.OscillationGuard
    let warnings: [Policy.Remark]
    let identity: String
    let wiring: PolicyWiring
    let rulesFrom: [String: [Int]]

    init(
      modes: [Policy.Mode], edges: [Policy.Edge], rules: [Policy.Rule],
      oscillation: Policy.OscillationGuard,
      warnings: [Policy.Remark]
    ) {
      let rank = Dictionary(uniqueKeysWithValues: modes.enumerated().map { ($1.name, $0) })
      self.modes = modes
      self.edges = edges.sorted { (rank[$0.from]!, rank[$0.to]!) < (rank[$1.from]!, rank[$1.to]!) }
      let ordered = rules.enumerated().sorted {
        (rank[$0.element.from]!, $0.offset) < (rank[$1.element.from]!, $1.offset)
      }.map(\.element)
      self.rules = ordered
      self.oscillation = oscillation
      self.warnings = warnings
      wiring = PolicyWiring(ordered, rank: rank)
      rulesFrom = Dictionary(grouping: ordered.indices) { ordered[$0].from }
      identity =
        PolicyForm(modes: modes, edges: self.edges, rules: ordered, oscillation).identity
    }
  }

  init(
    modes: [Policy.Mode], edges: [Policy.Edge], rules: [Policy.Rule],
    oscillation: Policy.OscillationGuard, warnings: [Policy.Remark]
  ) {
    parts = Parts(
      modes: modes, edges: edges, rules: rules, oscillation: oscillation, warnings: warnings)
  }

  /// In the order of badness, the initial one first.
  public var modes: [Policy.Mode] { parts.modes }
  /// Sorted by the modes that they lead from, then to.
  public var edges: [Policy.Edge] { parts.edges }
  /// By the mode that they lead from; those of one mode in the order of the file.
  public var rules: [Policy.Rule] { parts.rules }
  /// When an edge has been taken too often.
  public var oscillation: Policy.OscillationGuard { parts.oscillation }
  /// What looks like a slip and is allowed, in the order of the file.
  public var warnings: [Policy.Remark] { parts.warnings }
  /// 64 hexadecimal digits that say what the rules mean: equal for files that decide the same,
  /// whatever their spelling, comments, descriptions and thresholds are.
  public var identity: String { parts.identity }

  var wiring: PolicyWiring { parts.wiring }

  /// The mode of a name.
  public func mode(_ name: String) -> Policy.Mode? { modes.first { $0.name == name } }

  /// What the conditions ask, each once, but for what the policy computes itself.
  public var questions: [SensorQuestion] { wiring.questions }

  /// The places of the questions about a sensor, for `Policy.Memory.observe` and `advance`.
  ///
  /// - Parameter sensor: an id, aliases resolved.
  public func questions(about sensor: String) -> [Int] {
    questions.indices.filter { questions[$0].sensor == sensor }
  }

  /// Whether the question's readings must be observed one by one: some condition asks for how
  /// long it was so.
  public func isObserved(question: Int) -> Bool {
    wiring.placesOfQuestion[question].contains { wiring.checks[wiring.places[$0]].sustained != nil }
  }

  /// Whether some condition asks for the present reading.
  func isAskedAtInstants(question: Int) -> Bool {
    wiring.placesOfQuestion[question].contains { wiring.checks[wiring.places[$0]].sustained == nil }
  }

  /// The places of the rules that lead from a mode, in the order of the file.
  func rules(from mode: String) -> [Int] { parts.rulesFrom[mode] ?? [] }
}

/// What a policy means, to be digested: no spelling, no place, nothing that is only shown.
private struct PolicyForm: Encodable {
  struct ModeForm: Encodable {
    let name: String
    let minimumDwell: Nanoseconds
    let constraints: Policy.Mode.Constraints
  }

  /// Of this form; with another meaning of the same fields it changes.
  let version = 1
  let modes: [ModeForm]
  let edges: [Policy.Edge]
  let rules: [Policy.Rule]
  let oscillation: Policy.OscillationGuard

  init(
    modes: [Policy.Mode], edges: [Policy.Edge], rules: [Policy.Rule],
    _ oscillation: Policy.OscillationGuard
  ) {
    self.modes = modes.map {
      ModeForm(name: $0.name, minimumDwell: $0.minimumDwell, constraints: $0.constraints)
    }
    self.edges = edges
    self.rules = rules
    self.oscillation = oscillation
  }

  var identity: String {
    do { return try Digest(of: self).description } catch {
      preconditionFailure("numbers and words encode: \(error)")
    }
  }
}
