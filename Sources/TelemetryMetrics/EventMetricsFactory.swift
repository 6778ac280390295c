#if Metrics
  public import CoreMetrics
  import Events
  import Journal
  import SystemCalls
  public import Telemetry

  /// Writes what swift-metrics counts: in memory as it comes, and as events `metric` again and again.
  ///
  /// ```swift
  /// MetricsSystem.bootstrap(EventMetricsFactory(telemetry))
  /// ```
  /// Each metric that has changed is an event with its label as `metric`, its `kind`, and its
  /// dimensions as fields: of a counter `delta` and `total`, of a gauge or meter `value`, of a timer
  /// the distribution of `interval_s` in seconds, of a recorder in its own unit: `count`, `sum`,
  /// `mean`, `min`, `max` and `p50` to `p99`. Whatever is left is written by `flush`, as the program
  /// ends, and at SIGTERM where it has no handler of its own. The child of a fork tells what it
  /// counts by `flush` only.
  ///
  /// Beyond 10 000 metrics the others are counted together, as `tlm.overflow` of each kind.
  public final class EventMetricsFactory: MetricsFactory {
    private let emitter: Emitter
    private let registry: MetricRegistry
    private let ticker: Ticker
    private let told: Guarded<ContinuousClock.Instant>

    /// A factory into an emitter.
    ///
    /// - Parameters:
    ///   - emitter: what writes the events; switched off, nothing is counted.
    ///   - interval: how often they are written, at least a millisecond.
    public convenience init(_ emitter: Emitter, every interval: Duration = .seconds(30)) {
      self.init(emitter, every: interval, limit: MetricRegistry.standardLimit)
    }

    package init(_ emitter: Emitter, every interval: Duration, limit: Int) {
      self.emitter = emitter
      registry = MetricRegistry(limit: limit)
      ticker = Ticker(every: max(interval, .milliseconds(1)))
      told = Guarded(.now)
      guard emitter.isEnabled else { return }
      Flushing.beforeEnd { [weak self] in self?.flush() }
    }

    deinit {
      ticker.stop()
      flush()
    }

    /// Writes now what has changed since the last time.
    public func flush() {
      // Held until all is written: the end of the program waits for a flush that is on its way.
      told.withLock { told in
        let now = ContinuousClock.now
        write(registry.changes(), since: (now - told) / .seconds(1))
        told = now
      }
    }

    private func write(_ changes: [(MetricIdentity, [Member])], since interval_s: Double) {
      let time = Member("ts", .string(Timestamp.current.description))
      for (identity, values) in changes {
        var fields = identity.fields + values
        fields += [time, Member("interval_s", .double(interval_s))]
        Attributes.add(identity.attributes, to: &fields)
        // What many spans have counted is of none of them.
        emitter.tell("metric", fields, in: nil)
      }
    }

    private func instrument<Made: Instrument>(
      _ kind: MetricKind, _ label: String, _ dimensions: [(String, String)],
      _ make: (MetricIdentity) -> Made
    ) -> Made {
      ticker.start { [weak self] in self?.flush() }
      return registry.instrument(MetricIdentity(kind, label, dimensions), make)
    }

    private func remove(_ handler: any AnyObject & Sendable) {
      if let instrument = handler as? any Instrument { registry.remove(instrument) }
    }
  }

  extension EventMetricsFactory {
    /// A count of whole numbers.
    public func makeCounter(
      label: String, dimensions: [(String, String)]
    ) -> any CounterHandler {
      guard emitter.isEnabled else { return NOOPMetricsHandler.instance }
      return instrument(.counter, label, dimensions, CountInstrument.init)
    }

    /// A count of numbers that are not whole.
    public func makeFloatingPointCounter(
      label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
      guard emitter.isEnabled else { return NOOPMetricsHandler.instance }
      return instrument(.floatingPointCounter, label, dimensions, SumInstrument.init)
    }

    /// A value that is set, or moved by steps.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
      guard emitter.isEnabled else { return NOOPMetricsHandler.instance }
      return instrument(.meter, label, dimensions, GaugeInstrument.init)
    }

    /// A distribution of values; without `aggregate` the last value.
    public func makeRecorder(
      label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
      guard emitter.isEnabled else { return NOOPMetricsHandler.instance }
      if !aggregate { return instrument(.gauge, label, dimensions, GaugeInstrument.init) }
      return instrument(.recorder, label, dimensions, SampleInstrument.init)
    }

    /// A distribution of lengths of time.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
      guard emitter.isEnabled else { return NOOPMetricsHandler.instance }
      return instrument(.timer, label, dimensions, TimerInstrument.init)
    }

    /// Forgets a counter, once what it has counted is written.
    public func destroyCounter(_ handler: any CounterHandler) { remove(handler) }

    /// Forgets a counter, once what it has counted is written.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {
      remove(handler)
    }

    /// Forgets a meter, once its value is written.
    public func destroyMeter(_ handler: any MeterHandler) { remove(handler) }

    /// Forgets a recorder, once what it has recorded is written.
    public func destroyRecorder(_ handler: any RecorderHandler) { remove(handler) }

    /// Forgets a timer, once what it has recorded is written.
    public func destroyTimer(_ handler: any TimerHandler) { remove(handler) }
  }
#endif
