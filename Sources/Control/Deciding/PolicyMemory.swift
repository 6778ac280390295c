public import Sensors
public import Events

extension Policy {
  /// What deciding must remember from one instant to the next: a value, folded from the log.
  ///
  /// At an event: `observe` the readings that it brings, `record` what it did to modes and proposals,
  /// `advance` to the log clock, `decide`. Between events: `advance` to each multiple of the interval,
  /// `decide`. The same calls in the same order give the same memory, on every machine.
  ///
  /// Time never goes back: an instant before the last one is taken for the last one.
  public struct Memory: Codable, Sendable, Equatable {
    /// The identity of the policy that it belongs to; of another one it knows nothing.
    public let policy: String
    /// The greatest instant so far.
    public internal(set) var time: Timestamp?
    var conditions: [ConditionMemory]
    var rules: [RuleMemory]
    var edges: [EdgeMemory]

    /// The memory of one who has seen nothing.
    public init(for policy: Policy) {
      self.policy = policy.identity
      conditions = policy.wiring.conditions.map {
        ConditionMemory(history: $0.sustained == nil ? nil : SustainedHistory())
      }
      rules = policy.rules.map { _ in RuleMemory() }
      edges = policy.edges.map { _ in EdgeMemory() }
    }

    /// Whether this memory can be used with the policy.
    public func belongs(to policy: Policy) -> Bool { self.policy == policy.identity }

    /// Takes a reading in that an event brought, for the conditions that ask for how long it was so.
    ///
    /// For a gauge or a state it is the event's own reading; for the others what the sensor says at
    /// the event. It may be late, or early: then it waits for its time. `advance` by this question
    /// comes next.
    ///
    /// - Parameters:
    ///   - reading: the value and its own time.
    ///   - question: its place in `Policy.questions`.
    ///   - policy: the one that the memory belongs to.
    public mutating func observe(_ reading: SensorReading, question: Int, _ policy: Policy) {
      guard !reading.value.isNaN else { return }
      let wiring = policy.wiring
      let (checks, words) = (wiring.checks, wiring.words)
      for entry in wiring.placesOfQuestion[question] {
        let condition = wiring.places[entry]
        conditions[condition].history?.take(reading, now: time, checks[condition], words)
      }
    }
  }
}

/// What is remembered of a condition.
struct ConditionMemory: Codable, Sendable, Equatable {
  /// As of its last evaluation.
  var isTrue = false
  /// Whether it stays true until it is cleared.
  var isLatched = false
  /// Whether it is true for no other reason.
  var isOnlyLatched = false
  /// The reading at its last evaluation.
  var value: SensorValue?
  /// Since when it has been true, where that is asked for.
  var heldSince: Timestamp?
  var history: SustainedHistory?
}

/// What is remembered of a rule.
struct RuleMemory: Codable, Sendable, Equatable {
  /// As of the last evaluation of its conditions.
  var isTrue = false
  var lastFired: Timestamp?
  /// The open proposal.
  var proposal: Policy.Proposal?
  /// When its last proposal was turned down, until its conditions were once false.
  var restingSince: Timestamp?

  /// Whether there is an open proposal, told without a copy of it.
  var hasProposal: Bool { if case .none = proposal { false } else { true } }
}

/// What is remembered of an edge.
struct EdgeMemory: Codable, Sendable, Equatable {
  /// When it was last taken, the newest last; as many as the oscillation guard counts.
  var times: [Timestamp] = []
  /// Why, each time.
  var reasons: [[ModeReason]] = []
  /// Whether a calibration was proposed for the present oscillation.
  var isCalibrated = false
}

extension Policy {
  /// A transition that waits for a person.
  public struct Proposal: Codable, Sendable, Equatable {
    /// What a person names to approve or reject it: 12 hexadecimal digits, equal for whoever decides
    /// the same.
    public let id: String
    /// What happens once it is approved, as it stood when it was proposed.
    public let transition: ModeTransition
    /// From then on it can no longer be approved.
    public let expiresAt: Timestamp
    /// Who approved it; the transition comes with the next decision.
    public internal(set) var approvedBy: String?
  }
}

extension SensorValue {
  var isNaN: Bool { if case .number(let number) = self { number.isNaN } else { false } }
}
