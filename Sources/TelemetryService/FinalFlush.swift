#if Lifecycle
  public import ServiceLifecycle
  import SystemCalls
  public import Telemetry
  public import TelemetryBootstrap

  /// Writes what is left when a group of services is asked to shut down.
  ///
  /// ```swift
  /// let telemetry = TelemetrySystem.bootstrap(tool: "orders")
  /// let group = ServiceGroup(
  ///   services: [FinalFlush(telemetry), server], gracefulShutdownSignals: [.sigterm], logger: logger)
  /// ```
  /// It stands first: services are shut down from the last to the first, so that it hears all of them.
  public struct FinalFlush: Service {
    private let flush: @Sendable () -> Void

    /// Writes what a system has counted and what waits, for so long at most.
    public init(_ system: TelemetrySystem, timeout: Duration = .seconds(5)) {
      flush = { system.flush(timeout: timeout) }
    }

    /// Writes what waits in an emitter, for so long at most.
    public init(_ emitter: Emitter, timeout: Duration = .seconds(5)) {
      flush = { emitter.flush(timeout: timeout) }
    }

    /// Waits for the shutdown, or until its task is cancelled, and writes.
    public func run() async {
      // Who is cancelled ends, too.
      try? await gracefulShutdown()
      await withCheckedContinuation { continuation in
        // Tasks share few threads, and a disk may take its time.
        let isStarted = detachThread { [flush] in
          flush()
          continuation.resume()
        }
        guard !isStarted else { return }
        flush()
        continuation.resume()
      }
    }
  }
#endif
