public import Events

/// What a sensor is: its name, its kind and unit, and which events it reads.
///
/// The sensors that ship are `SensorCatalog.shipped`; a user's own come as a parameter of the
/// projection, and one with the id of a shipped sensor takes its place.
public struct SensorDefinition: Codable, Sendable, Equatable {
  /// `loop_subsystem_signal`, for example `perf_tool_call_latency`.
  public var id: String
  /// What kind of reading it gives: it decides what the other members mean.
  public var kind: SensorDefinition.Kind
  /// What a value counts, for example `ms`, `%` or `calls`; `–` for a bare number.
  public var unit: String
  /// Where its readings come from, which decides whether they grow stale.
  public var collection: SensorDefinition.Collection
  /// What is counted, measured or read: any of these.
  public var signals: [SensorDefinition.Signal]
  /// Of a rate: what the signals are a share of. Empty: they are counted per time.
  public var over: [SensorDefinition.Signal] = []
  /// Of a rate without `over`: per how many seconds; 1 where it is not said.
  public var per: Int?
  /// The seconds that a reading covers for which nobody names a window.
  public var window: Int?
  /// Of a gauge: what stands for the readings of a window.
  public var aggregate: SensorQuestion.Aggregate?
  /// Of a histogram: the share of values that the reading is not below, between 0 and 1.
  public var quantile: Double?
  /// Seconds between two readings of a poller.
  public var interval: Int?
  /// The seconds after which a reading is stale; see `staleness`.
  public var staleAfter: Int?
  /// How a reading comes about that no single event tells.
  public var derivation: SensorDefinition.Derivation?
  /// Of `tasks`: what begins and ends; nil for tasks of an orchestrator.
  package var activity: SensorDefinition.Activity?
  /// Of `agents`: what it says of them.
  package var measure: AgentMeasure?

  /// A sensor whose other members are as by default. Without a `collection` a gauge is polled, and
  /// all else comes with events.
  public init(
    id: String, kind: SensorDefinition.Kind, unit: String = "–",
    collection: SensorDefinition.Collection? = nil,
    signals: [SensorDefinition.Signal]
  ) {
    self.id = id
    self.kind = kind
    self.unit = unit
    self.collection = collection ?? (kind == .gauge ? .interval : .event)
    self.signals = signals
  }

  /// The seconds after which a reading is stale: as defined, else three intervals (of 5 s where
  /// nothing is said) for what is polled, and never for what events bring.
  public var staleness: Int? {
    staleAfter ?? (collection == .interval ? 3 * (interval ?? Self.usualInterval) : nil)
  }

  /// Whether a reading of this time is stale at another.
  package func isStale(_ read: Timestamp?, at time: Timestamp) -> Bool {
    guard let read, let staleness else { return false }
    return read.advanced(bySeconds: Int64(staleness)) < time
  }

  /// The window of a reading for which nobody names one: rates and histograms cover 300 s, and
  /// nil means all time or the latest value.
  public var usualWindow: Int? {
    window ?? (kind == .rate || kind == .histogram ? Self.usualWindow : nil)
  }

  /// Seconds between two readings of a poller that does not say.
  public static let usualInterval = 5
  /// Seconds that a rate or a histogram covers.
  public static let usualWindow = 300
  /// The quantile that a histogram reads where none is named: the median.
  public static let usualQuantile = 0.5
  /// Seconds of the longest window, interval or staleness: ten years; longer ones are mistakes.
  public static let longestWindow = 315_360_000
  /// Bytes of the longest id, so that it fits a record of the board.
  public static let idLimit = 47
}

extension SensorDefinition {
  /// What kind of reading a sensor gives.
  public enum Kind: String, Codable, Sendable, CaseIterable {
    /// The latest value.
    case gauge
    /// How many events there were, in a window or in total.
    case counter
    /// The share of events that were of one kind, or how many there were per time.
    case rate
    /// How values of a field are distributed in a window.
    case histogram
    /// The latest word.
    case state
  }
}

extension SensorDefinition {
  /// Where the readings of a sensor come from.
  public enum Collection: String, Codable, Sendable, CaseIterable {
    /// A poller samples it.
    case interval
    /// Something that happened says it.
    case event
    /// It is computed from other things.
    case derived
  }
}

extension SensorDefinition {
  /// The readings that take more than an event and a field.
  public enum Derivation: String, Codable, Sendable, CaseIterable {
    /// What was started and has not ended: tasks, calls.
    case tasks
    /// The mode in force, as `ModeState` follows it.
    case mode
    /// How many rules hold: known to the control loop alone, which puts it beside these readings.
    case rules
    /// What agents may call: known to the watch alone, which puts it beside these readings.
    case gate
    /// What agents spend, call and get done.
    case agents
    /// Read off a projection's state, in Swift.
    case state
  }
}

extension SensorDefinition {
  /// Events that mean the same to a sensor.
  public struct Signal: Codable, Sendable, Equatable {
    /// Names, any of which will do.
    public var events: [String]
    /// Where the value stands: the first of these that the event has.
    public var fields: [String]
    /// What must hold, all of it.
    public var conditions: [SensorDefinition.Condition]

    /// Events of these names that meet all conditions, with the fields in which a value may stand.
    public init(
      _ events: String..., field: String..., where conditions: SensorDefinition.Condition...
    ) {
      self.init(events: events, fields: field, conditions: conditions)
    }

    /// The same, of arrays; without fields the events are only counted.
    public init(
      events: [String], fields: [String] = [], conditions: [SensorDefinition.Condition] = []
    ) {
      self.events = events
      self.fields = fields
      self.conditions = conditions
    }
  }
}
