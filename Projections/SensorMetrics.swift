public import Events
public import Sensors

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
  public static let version = 5

  /// The longest window that can be asked for, in seconds; at least an hour.
  public var horizon: Int
  /// A user's own sensors. One with the id of a shipped sensor takes its place.
  public var sensors: [SensorDefinition]
  /// A user's own prices of models, which come before those that ship.
  package var prices: [Price] = []
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

  public typealias State = SensorState

  public var initial: State { plan.initial }

  /// The sensors laid out.
  package var plan: SensorPlan { SensorPlan(self) }

  public var body: Handlers<State> {
    let plan = plan
    let horizon = plan.horizon
    for (name, steps) in plan.steps {
      On([name]) { event, state in
        var feeds = SensorFeeds()
        steps.apply(event, &state, horizon, &feeds)
      }
    }
  }

  /// Every sensor: the shipped ones in their order, then the user's by id.
  public var definitions: [SensorDefinition] { SensorCatalog.definitions(with: sensors) }

  /// The same, for windows of so many seconds at least.
  package func reaching(back seconds: Int) -> SensorMetrics {
    guard seconds > horizon else { return self }
    var wide = SensorMetrics(
      sensors: sensors, horizon: seconds, initialMode: initialMode, scope: scope)
    wide.prices = prices
    return wide
  }

  /// In the order of their ids, aliases resolved, each id once: what the order of a file was does
  /// not matter to the projection's identity.
  private static func canonical(_ sensors: [SensorDefinition]) -> [SensorDefinition] {
    var seen: Set<Label> = []
    var canonical: [SensorDefinition] = []
    for var sensor in sensors {
      sensor.id = SensorCatalog.id(of: sensor.id)
      if seen.insert(Label(sensor.id)).inserted { canonical.append(sensor) }
    }
    return canonical.sorted { Label($0.id) < Label($1.id) }
  }
}

extension SensorPlan {
  /// What the projection's parameters come to.
  ///
  /// - Parameter ids: the sensors that are wanted; nil: all.
  init(_ metrics: SensorMetrics, keeping ids: Set<String>? = nil) {
    let table =
      metrics.prices.isEmpty ? .shipped : PriceTable.shipped.preceded(by: metrics.prices)
    let prices = KnownPrices { table.prices(of: $0) }
    self.init(
      metrics.definitions, horizon: metrics.horizon, initialMode: metrics.initialMode,
      scope: metrics.scope, spending: { SpendingTelling.reader(of: $0, at: prices) }, keeping: ids)
  }
}

extension SensorTable {
  /// The sensors of `metrics`, laid out once; states of the same projection may then be asked.
  package init(_ metrics: SensorMetrics) { self.init(metrics.plan) }

  /// The same, and sensors whose readings come from elsewhere: here they say nothing. One of them
  /// stands for the sensor of `metrics` with the same id.
  package init(_ metrics: SensorMetrics, others: [SensorDefinition]) {
    self.init(metrics.plan, others: others)
  }
}

extension SensorFold {
  /// - Parameters:
  ///   - metrics: the projection.
  ///   - ids: the sensors that are wanted; nil: all.
  package convenience init(_ metrics: SensorMetrics, of ids: Set<String>? = nil) {
    self.init(SensorPlan(metrics, keeping: ids))
  }
}
