#if Lifecycle && Metrics && Logging
  import CoreMetrics
  import Events
  import Journal
  import Logging
  import ServiceLifecycle
  import Telemetry
  import TelemetryBootstrap
  import TelemetryMetrics
  import TelemetryService
  import TestSupport
  import Testing

  @Suite struct FinalFlushTests {
    private let log = ScratchLog()

    /// A server that counts what it does as it shuts down.
    private struct Server: Service {
      let system: TelemetrySystem

      func run() async throws {
        try await gracefulShutdown()
        system.metrics.makeCounter(label: "closed", dimensions: []).increment(by: 1)
        system.emitter.emit("closed")
      }
    }

    @Test func `what services tell as they shut down is in the log`() async throws {
      let system = TelemetrySystem(
        tool: "server", store: log.location, delivery: .buffered(capacity: 100))
      let group = ServiceGroup(
        services: [FinalFlush(system), Server(system: system)],
        logger: Logger(label: "group") { _ in SwiftLogNoOpLogHandler() })

      try await withThrowingTaskGroup { tasks in
        tasks.addTask { try await group.run() }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
      }

      #expect(Set(try log.events().map { $0["event"]?.text }) == ["closed", "metric"])
    }

    @Test func `who is cancelled writes, too`() async throws {
      let emitter = log.emitter { $0.delivery = .buffered(capacity: 100) }
      let task = Task { await FinalFlush(emitter).run() }

      emitter.emit("waits")
      task.cancel()
      await task.value

      #expect(try log.events().map { $0["event"]?.text } == ["waits"])
    }
  }
#endif
