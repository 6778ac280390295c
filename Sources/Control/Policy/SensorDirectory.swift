public import Events

/// What a policy must know of the sensors that its conditions name.
public struct SensorDirectory: Sendable {
  /// How a sensor comes to its reading.
  public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
    case gauge, counter, rate, histogram, state
  }

  /// One sensor.
  public struct Entry: Sendable, Hashable {
    public let id: String
    public let kind: Kind
    /// `%`, `ms`, `calls`; nil where it has none.
    public let unit: String?
    /// A reading older than this says nothing; nil for sensors that events bring when they happen.
    public let staleAfter: Nanoseconds?

    public init(_ id: String, _ kind: Kind, unit: String? = nil, staleAfter: Nanoseconds? = nil) {
      self.id = id
      self.kind = kind
      self.unit = unit
      self.staleAfter = staleAfter
    }
  }

  private let entries: [String: Entry]
  private let aliases: [String: String]

  /// - Parameters:
  ///   - entries: of two with one id the later counts.
  ///   - aliases: other names, each with the id that it stands for.
  public init(_ entries: [Entry], aliases: [String: String] = Self.shippedAliases) {
    self.entries = Dictionary(entries.map { ($0.id, $0) }) { _, later in later }
    self.aliases = aliases
  }

  /// The sensor of a name or of an alias.
  public subscript(_ name: String) -> Entry? {
    entries[name] ?? aliases[name].flatMap { entries[$0] }
  }

  /// All names and aliases, sorted.
  var names: [String] { (Array(entries.keys) + Array(aliases.keys)).sorted() }

  /// Other names of sensors that ship.
  public static let shippedAliases = [
    "safety_policy_violations": "safety_output_policy_violations",
    "perf_system_disk_used": "res_disk_usage_percent",
    "perf_system_disk_usage_percent": "res_disk_usage_percent",
    "perf_system_load_avg": "perf_system_load_avg_1m",
  ]

  /// The sensor that a policy computes itself: rules whose conditions hold and that lead from a
  /// mode to a worse one. The modes of a file are in the order of badness.
  public static let rulesTrue = "control_rules_true"
}
