public import Events
public import Sensors

/// What a policy must know of the sensors that its conditions name.
public struct SensorDirectory: Sendable {
  /// One sensor.
  public struct Entry: Sendable, Hashable {
    /// The id that conditions name; aliases stand apart.
    public let id: String
    /// What kind of readings it gives, which says what conditions may ask.
    public let kind: SensorDefinition.Kind
    /// `%`, `ms`, `calls`; nil where it has none.
    public let unit: String?
    /// A reading older than this says nothing; nil for sensors that events bring when they happen.
    public let staleAfter: Nanoseconds?

    /// A sensor with its unit and the age from which its readings say nothing; nil where it has
    /// none.
    public init(
      _ id: String, _ kind: SensorDefinition.Kind, unit: String? = nil,
      staleAfter: Nanoseconds? = nil
    ) {
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

  /// The sensors that ship.
  public static let shipped = SensorDirectory(of: SensorCatalog.shipped)

  /// Other names of sensors that ship.
  public static let shippedAliases = Dictionary(
    uniqueKeysWithValues: SensorCatalog.aliases.map { ($0.alias, $0.id) })
}
