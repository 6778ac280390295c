#if Logging
  import Journal
  import Logging
  import SystemCalls
  import Telemetry
  import TelemetryLogging

  /// Lines through swift-log: `tlm-bench-logging HANDLER COUNT STORE`, where HANDLER is none (swift-log's
  /// own that does nothing), stream (its own, to standard error), immediate or buffered. It prints the
  /// nanoseconds of one line.
  @main struct Main {
    static func main() {
      let words = CommandLine.arguments.dropFirst()
      guard words.count == 3, let count = Int(words[2]) else {
        fatalError("usage: tlm-bench-logging none|stream|immediate|buffered COUNT STORE")
      }
      let emitter = emitter(words[1], store: words[3])
      bootstrap(words[1], emitter)
      var logger = Logger(label: "orders")
      logger[metadataKey: "desk"] = "north"
      for number in 0..<1000 { tell(logger, number) }
      let start = monotonicNow()
      for number in 0..<count { tell(logger, number) }
      let isFlushed = emitter.flush(timeout: .seconds(300))
      let nanoseconds = Double(monotonicNow() - start) / Double(count)
      precondition(isFlushed && emitter.dropped.isEmpty)
      print(nanoseconds)
    }

    private static func emitter(_ handler: String, store: String) -> Emitter {
      var options = Emitter.Options()
      options.isEnabled = handler == "immediate" || handler == "buffered"
      if handler == "buffered" {
        options.delivery = .buffered(capacity: 1 << 16, onOverflow: .block(atMost: .seconds(60)))
      }
      let location = StoreLocation(path: store, reason: .option)
      return Emitter(into: location, tool: "bench", options: options)
    }

    private static func bootstrap(_ handler: String, _ emitter: Emitter) {
      switch handler {
      case "none": LoggingSystem.bootstrap { _ in SwiftLogNoOpLogHandler() }
      case "stream": LoggingSystem.bootstrap { StreamLogHandler.standardError(label: $0) }
      default:
        LoggingSystem.bootstrap(EventLogHandler.factory(emitter), metadataProvider: nil)
      }
    }

    @inline(never)
    private static func tell(_ logger: Logger, _ number: Int) {
      logger.info("order taken", metadata: ["number": "\(number)"])
    }
  }
#else
  /// Built without the trait Logging there is nothing to measure.
  @main struct Main {
    static func main() { fatalError("build with --traits Logging") }
  }
#endif
