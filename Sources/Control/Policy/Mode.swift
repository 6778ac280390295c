public import Events

extension Policy {
  /// A way for the system to operate, and what it may do meanwhile.
  public struct Mode: Sendable, Hashable {
    /// As rules, edges and transitions spell it.
    public let name: String
    /// What people read.
    public let about: String?
    /// What whoever obeys keeps to while the mode is in force; served and not enforced here.
    public let constraints: Constraints
    /// Shown beside the mode; nothing is decided by them.
    public let thresholds: [Threshold]
    /// No rule leaves the mode before it was in force for so long; a person may.
    public let minimumDwell: Nanoseconds

    /// A number that is shown.
    public struct Threshold: Sendable, Hashable {
      /// What the number is of, in the words of the file.
      public let name: String
      /// The number as the file has it, in a unit that its name may tell.
      public let value: Double
    }

    /// What whoever obeys the mode keeps to; nil where the file does not say.
    public struct Constraints: Sendable, Hashable, Codable {
      /// How many tasks may run at once; nil for no limit.
      public var max_concurrent_tasks: Int64?
      /// Whether work in the background goes on; nil where the file does not say.
      public var background_monitoring_enabled: Bool?
      /// Empty allows all.
      public var allowed_tool_categories: [String] = []
      /// What needs a person's approval, in the words of the file; empty: nothing does.
      public var require_approval_for: [String] = []
      /// Calls of tools in a minute; nil for no limit.
      public var tool_calls_per_minute: Int64?
      /// Calls of language models in a minute; nil for no limit.
      public var model_calls_per_minute: Int64?
      /// Calls to the outside in an hour; nil for no limit.
      public var outbound_calls_per_hour: Int64?
    }
  }
}

extension Policy {
  /// A step from one mode to another that may be taken.
  public struct Edge: Sendable, Hashable, Codable, CustomStringConvertible {
    /// The mode that it leads from.
    public let from: String
    /// The mode that it leads to.
    public let to: String
    /// Whether no rule may take it without a person's approval.
    public let isHumanOnly: Bool

    init(_ from: String, _ to: String, isHumanOnly: Bool = false) {
      self.from = from
      self.to = to
      self.isHumanOnly = isHumanOnly
    }

    /// `NORMAL_to_ALERT`, as rule files write it.
    public var description: String { "\(from)_to_\(to)" }

    /// What is allowed where a file has no `edges`, between those of these modes that it has.
    public static let defaults = [
      Policy.Edge("NORMAL", "ALERT"), Policy.Edge("NORMAL", "DEGRADED"),
      Policy.Edge("NORMAL", "LOCKDOWN"),
      Policy.Edge("ALERT", "NORMAL"), Policy.Edge("ALERT", "DEGRADED"),
      Policy.Edge("ALERT", "LOCKDOWN"),
      Policy.Edge("DEGRADED", "LOCKDOWN"), Policy.Edge("DEGRADED", "RECOVERY"),
      Policy.Edge("LOCKDOWN", "RECOVERY", isHumanOnly: true),
      Policy.Edge("RECOVERY", "NORMAL"), Policy.Edge("RECOVERY", "ALERT"),
    ]
  }
}
