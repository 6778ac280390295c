#if Logging && Metrics && Tracing
  import Logging
  import Metrics
  import TelemetryBootstrap
  import Tracing

  /// A server that knows swift-log, swift-metrics and swift-distributed-tracing; but for the one line of
  /// its bootstrap it knows nothing of tlm.
  ///
  ///     swift run --traits ServerAPIs server-apis 12
  @main struct OrderDesk {
    static func main() async throws {
      TelemetrySystem.bootstrap(tool: "order-desk")

      let desk = OrderDesk()
      let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) } ?? 5
      for number in 1...max(1, count) { await desk.take(order: number) }
    }

    private let logger = Logger(label: "orders")
    private let taken = Counter(label: "orders_taken")
    private let length = Timer(label: "order_time", preferredDisplayUnit: .milliseconds)
    private let basket = Recorder(label: "basket_items")
    private let open = Gauge(label: "orders_open")

    /// An order: from its request to its receipt.
    private func take(order number: Int) async {
      let start = ContinuousClock.now
      await withSpan("order", ofKind: .server) { span in
        span.attributes["order.number"] = number
        open.record(1)
        logger.info("order taken", metadata: ["order": ["number": "\(number)", "desk": "north"]])
        do {
          try await charge(number)
          taken.increment()
        } catch {
          span.recordError(error)
          span.setStatus(SpanStatus(code: .error, message: "the card was refused"))
          logger.error("order refused", error: error)
          Counter(label: "orders_refused", dimensions: [("reason", "card")]).increment()
        }
        basket.record(number % 7)
        open.record(0)
      }
      length.record(duration: ContinuousClock.now - start)
    }

    /// What another server would do.
    private func charge(_ number: Int) async throws {
      try await withSpan("charge", ofKind: .client) { span in
        span.attributes["card"] = "ending in 42"
        try await Task.sleep(for: .milliseconds(1))
        if number % 5 == 0 { throw Refused(number: number) }
        logger.debug("charged")
      }
    }

    private struct Refused: Error {
      let number: Int
    }
  }
#else
  @main enum OrderDesk {
    static func main() { print("build it with --traits ServerAPIs") }
  }
#endif
