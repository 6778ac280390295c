import Sensors
public import Events

extension Policy {
  /// When to take an edge.
  public struct Rule: Sendable, Hashable, Codable {
    /// Whether one condition is enough.
    public enum Logic: String, Sendable, Hashable, Codable, CaseIterable {
      /// One is enough.
      case any
      /// All must hold at the same instant.
      case all
    }

    /// `NORMAL_to_ALERT`; the second rule of an edge is `NORMAL_to_ALERT#2`.
    public let name: String
    /// The mode in which the rule may fire.
    public let from: String
    /// The mode that it brings.
    public let to: String
    /// What it looks at, in the order of the file; at least one.
    public let conditions: [Policy.Condition]
    /// Whether all the conditions must hold, or any.
    public let logic: Logic
    /// Whether it only proposes.
    public let requiresHumanApproval: Bool
    /// How long a proposal waits for a person.
    public let proposalLife: Nanoseconds
    /// How long it rests after it fired, and a proposal after it was turned down; nil where the file
    /// does not say: 0 for the one, 300 s for the other.
    public let cooldown: Nanoseconds?
    /// What happens once its transition is on the log, in the order of the file.
    public let effects: [Policy.Effect]

    /// How long a proposal waits, and a rule rests after one was turned down, by default.
    public static let defaultWait = Nanoseconds(rawValue: 300_000_000_000)

    /// How long it proposes nothing after a rejection or an expiry while its conditions hold.
    var rest: Nanoseconds { cooldown ?? Self.defaultWait }
  }
}

extension Policy {
  /// A claim about a sensor, and for how long or over which window it must be true.
  public struct Condition: Sendable, Hashable, Codable {
    /// What the sensor is asked; aliases are resolved.
    public let question: SensorQuestion
    /// The claim that the reading must meet.
    public let comparison: Comparison
    /// Once true the condition stays true until this holds.
    public let clear: Comparison?
    /// How long it must have been true without a break; nil: at this instant.
    public let sustained: Nanoseconds?
    /// Readings further apart, or older, say nothing.
    public let staleAfter: Nanoseconds?

    /// Whether the policy itself computes the reading.
    var isDerived: Bool { question.sensor == SensorCatalog.rulesTrue }
  }
}

extension Policy {
  /// What happens when a rule's transition is on the log.
  public enum Effect: Sendable, Hashable, Codable {
    /// Appends an event of this name with these fields.
    case emit(event: String, fields: [Field])
    /// Runs a program, without a shell: its path, then its arguments.
    case exec([String], timeout: Nanoseconds)
    /// Posts the transition to an address.
    case webhook(String, timeout: Nanoseconds)
    /// Tells the person at the machine.
    case notify(String)

    /// A field of an emitted event.
    public struct Field: Sendable, Hashable, Codable {
      /// The member's name in the line.
      public let name: String
      /// The number or the word, as the file has it.
      public let value: SensorValue
    }

    /// How long a program or an address may take by default.
    public static let defaultTimeout = Nanoseconds(rawValue: 10_000_000_000)

    /// Whether it acts outside of the store, which a file found in a folder may not.
    public var reachesOutside: Bool {
      switch self {
      case .emit, .notify: false
      case .exec, .webhook: true
      }
    }
  }
}

extension Policy {
  /// How often an edge may be taken before its rules are proposed for calibration.
  public struct OscillationGuard: Sendable, Hashable, Codable {
    /// As many within the window are too many.
    public let transitions: Int
    /// From the first to the last of them, at most.
    public let window: Nanoseconds

    /// 3 in 600 s.
    public static let standard = Policy.OscillationGuard(
      transitions: 3, window: Nanoseconds(rawValue: 600_000_000_000))
  }
}
