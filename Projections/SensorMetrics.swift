public import Events

/// What every sensor reads: the catalogue that ships, and a user's own.
///
/// ```swift
/// let metrics = SensorMetrics()
/// let sensors = SensorTable(metrics)
/// let reading = sensors.reading(of: "perf_tool_error_rate", in: state, window: 60, at: now)
/// ```
///
/// The state knows no `now`: whoever asks says at what time. Which events of a log were imported
/// cannot be seen from an event, so this fold counts them all; whoever drives rules or modes with
/// readings shows it the live ones only (they do not stand behind a `tlm.drained` marker whose
/// source is a file).
public struct SensorMetrics: Reporting {
  public static let name = "sensor-metrics"
  public static let version = 1

  /// The longest window that can be asked for, in seconds; at least an hour.
  public var horizon: Int
  /// A user's own sensors. One with the id of a shipped sensor takes its place.
  public var sensors: [SensorDefinition]
  /// The mode before the first transition, as in `ModeState`.
  public var initialMode: String
  /// Whose transitions make the mode, as in `ModeState`.
  public var scope: String?

  public init() { self.init(sensors: []) }

  /// - Parameters:
  ///   - sensors: a user's own; of two with one id the first counts.
  ///   - horizon: the longest window of any rule, in seconds; windows of sensors are seen to here.
  ///   - initialMode: in force before the first transition.
  ///   - scope: whose transitions make the mode; nil: nobody's in particular.
  public init(
    sensors: [SensorDefinition], horizon: Int = 3600,
    initialMode: String = ModeState.usualMode, scope: String? = nil
  ) {
    self.sensors = Self.canonical(sensors)
    self.horizon =
      SensorHorizon(
        seconds: max(horizon, sensors.compactMap(\.usualWindow).max() ?? 0)
      ).seconds
    self.initialMode = initialMode
    self.scope = scope
  }

  public struct State: Codable, Sendable, Equatable {
    var gauges: [GaugeReadings]
    var counters: [EventTally]
    var rates: [ShareTally]
    var histograms: [ValueHistogram]
    var words: [LatestWords]
    var tasks = ActiveTasks()
    var mode: ModeCourse
    /// The clock of the events that some sensor reads.
    public internal(set) var clock = LogClock()
  }

  public var initial: State {
    let plan = SensorPlan(self)
    return State(
      gauges: plan.states(of: .gauge), counters: plan.states(of: .counter),
      rates: plan.states(of: .rate), histograms: plan.states(of: .histogram),
      words: plan.states(of: .state), mode: ModeCourse(from: initialMode))
  }

  public var body: Handlers<State> {
    let plan = SensorPlan(self)
    for (name, steps) in plan.steps {
      On([name]) { event, state in
        if let time = event.time, event.isTimed { state.clock.observe(time) }
        var feeds = SensorFeeds()
        for step in steps { step.apply(event, &state, plan.horizon, &feeds) }
      }
    }
  }

  /// Every sensor: the shipped ones in their order, then the user's by id.
  public var definitions: [SensorDefinition] {
    let own = Dictionary(
      sensors.map { (Label($0.id), $0) }, uniquingKeysWith: { first, _ in first })
    let shipped = Self.catalog.map { own[Label($0.id)] ?? $0 }
    let known = Set(shipped.map { Label($0.id) })
    return shipped + sensors.filter { !known.contains(Label($0.id)) }
  }

  /// The id that a name stands for: that of an alias, else the name itself.
  public static func id(of name: String) -> String {
    aliases.first { $0.alias == name }?.id ?? name
  }

  /// In the order of their ids, aliases resolved, each id once: what the order of a file was does
  /// not matter to the projection's identity.
  private static func canonical(_ sensors: [SensorDefinition]) -> [SensorDefinition] {
    var seen: Set<Label> = []
    var canonical: [SensorDefinition] = []
    for var sensor in sensors {
      sensor.id = id(of: sensor.id)
      if seen.insert(Label(sensor.id)).inserted { canonical.append(sensor) }
    }
    return canonical.sorted { Label($0.id) < Label($1.id) }
  }
}
