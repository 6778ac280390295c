public import Journal
import Emitting
public import Telemetry
import SystemCalls

#if Logging
  public import Logging
  public import TelemetryLogging
#endif
#if Metrics
  import CoreMetrics
  public import TelemetryMetrics
#endif
#if Tracing
  import Instrumentation
  public import TelemetryTracing
#endif

/// Swift's server APIs into a store, by one line:
///
/// ```swift
/// import TelemetryBootstrap
///
/// TelemetrySystem.bootstrap(tool: "orders")
/// ```
/// From then on what any library tells swift-log, swift-metrics and swift-distributed-tracing is in the
/// log: those of the three whose traits the package asks for. The store is found as `tlm emit` finds it,
/// and settings hold, of the user's and the store's files and of the environment.
///
/// Who has other backends, too, makes one and takes its parts:
///
/// ```swift
/// let system = TelemetrySystem(tool: "orders")
/// MetricsSystem.bootstrap(MultiplexMetricsHandler(factories: [system.metrics, others]))
/// ```
public struct TelemetrySystem: Sendable {
  /// What writes the events; a program may tell of itself by it, too.
  public let emitter: Emitter
  #if Metrics
    /// What swift-metrics counts with.
    public let metrics: EventMetricsFactory
  #endif
  #if Tracing
    /// What swift-distributed-tracing begins spans with.
    public let tracer: EventTracer
  #endif
  #if Logging
    /// The least serious records that loggers take at first: what is set, else `info`.
    public let logLevel: Logger.Level
    /// What `bootstrap` gives to swift-log to ask for metadata.
    private var metadataProvider: Logger.MetadataProvider?
  #endif

  private static let first = Guarded<TelemetrySystem?>(nil)

  /// The parts, of which none is in use yet.
  ///
  /// - Parameters:
  ///   - tool: the name of the program, told with each event; without one, that of its file.
  ///   - store: the store; without one, as `StoreLocation.resolve` finds it.
  ///   - delivery: when events are written.
  public init(
    tool: String? = nil, store: StoreLocation? = nil, delivery: Delivery = .immediate
  ) {
    let location = store ?? .resolve(option: nil)
    let settings = ProgramSettings(at: location)
    var options = settings.options
    options.delivery = delivery
    emitter = Emitter(into: location, tool: tool ?? Self.program, options: options)
    #if Metrics
      metrics = EventMetricsFactory(emitter, every: settings.metricsInterval)
    #endif
    #if Tracing
      tracer = EventTracer(emitter)
    #endif
    #if Logging
      logLevel = settings.level.map { Logger.Level($0) } ?? .info
    #endif
  }

  #if Logging
    /// What swift-log makes a logger's handler by.
    public func logHandler(
      label: String, metadataProvider: Logger.MetadataProvider? = nil
    ) -> EventLogHandler {
      EventLogHandler(
        label: label, emitter, logLevel: logLevel, metadataProvider: metadataProvider)
    }
  #endif

  /// Makes the parts, and puts all of them to use. Called again it changes nothing, and gives what it
  /// gave the first time.
  ///
  /// It is a mistake of the program, which ends it, where another backend was put to use before: each
  /// of the three takes one in a process.
  ///
  /// - Parameters:
  ///   - tool: the name of the program, told with each event; without one, that of its file.
  ///   - store: the store; without one, as `StoreLocation.resolve` finds it.
  ///   - delivery: when events are written.
  @discardableResult
  public static func bootstrap(
    tool: String? = nil, store: StoreLocation? = nil, delivery: Delivery = .immediate
  ) -> TelemetrySystem {
    bootstrap { TelemetrySystem(tool: tool, store: store, delivery: delivery) }
  }

  #if Logging
    /// The same with what swift-log asks for metadata at each record, the ids of a trace for one.
    ///
    /// - Parameters:
    ///   - tool: the name of the program, told with each event; without one, that of its file.
    ///   - store: the store; without one, as `StoreLocation.resolve` finds it.
    ///   - delivery: when events are written.
    ///   - metadataProvider: what is asked; what a record says itself overrules it.
    @discardableResult
    public static func bootstrap(
      tool: String? = nil, store: StoreLocation? = nil, delivery: Delivery = .immediate,
      metadataProvider: Logger.MetadataProvider
    ) -> TelemetrySystem {
      bootstrap {
        var system = TelemetrySystem(tool: tool, store: store, delivery: delivery)
        system.metadataProvider = metadataProvider
        return system
      }
    }
  #endif

  private static func bootstrap(_ make: () -> TelemetrySystem) -> TelemetrySystem {
    first.withLock { first in
      if let first { return first }
      let system = make()
      system.use()
      first = system
      return system
    }
  }

  /// Writes what was counted, and waits until what was told before is in the log.
  ///
  /// - Parameter timeout: how long at most.
  /// - Returns: whether nothing waits any more.
  @discardableResult
  public func flush(timeout: Duration = .seconds(5)) -> Bool {
    #if Metrics
      metrics.flush()
    #endif
    return emitter.flush(timeout: timeout)
  }

  private func use() {
    #if Logging
      LoggingSystem.bootstrap(
        { label, provider in logHandler(label: label, metadataProvider: provider) },
        metadataProvider: metadataProvider)
    #endif
    #if Metrics
      MetricsSystem.bootstrap(metrics)
    #endif
    #if Tracing
      InstrumentationSystem.bootstrap(tracer)
    #endif
  }

  private static var program: String? {
    CommandLine.arguments.first.flatMap { path in path.split(separator: "/").last.map(String.init) }
  }
}
