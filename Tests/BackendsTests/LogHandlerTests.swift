#if Logging
  import Events
  import Journal
  import Logging
  import Telemetry
  import TelemetryLogging
  import TestSupport
  import Testing

  @Suite struct LogHandlerTests {
    private let log = ScratchLog()

    private func logger(
      _ change: (inout Emitter.Options) -> Void = { _ in }, provider: Logger.MetadataProvider? = nil
    ) -> Logger {
      var options = Emitter.Options()
      change(&options)
      let emitter = Emitter(into: log.location, tool: "desk", options: options)
      return Logger(label: "orders") { label in
        EventLogHandler(label: label, emitter, logLevel: .debug, metadataProvider: provider)
      }
    }

    @Test func `a record is one event with its message, its label, its place and its level`() throws
    {
      logger().notice("order taken")

      let events = try log.events()
      try #require(events.count == 1)
      #expect(events[0]["event"] == "log" && events[0]["msg"] == "order taken")
      #expect(events[0]["component"] == "orders" && events[0]["level"] == "notice")
      #expect(events[0]["tool"] == "desk" && events[0]["source"] == "BackendsTests")
      #expect(events[0]["file"] == "BackendsTests/LogHandlerTests.swift")
      #expect((events[0]["line"]?.number ?? 0) > 1)
    }

    @Test(arguments: Logger.Level.allCases)
    func `a level is told by its own word, above that of the logger and that of the emitter`(
      level: Logger.Level
    ) throws {
      logger().log(level: level, "a")
      logger({ $0.level = .error }).log(level: level, "b")

      let expected = (level >= .debug ? ["a"] : []) + (level >= .error ? ["b"] : [])
      let events = try log.events()
      #expect(events.map { $0["msg"]?.text } == expected)
      #expect(events.allSatisfy { $0["level"]?.text == level.rawValue })
      #expect(Logger.Level(EventLevel(level)) == level)
    }

    @Test func `metadata are merged, and the nearest to the record counts`() throws {
      let provider = Logger.MetadataProvider { ["a": "provider", "b": "provider"] }
      var logger = logger(provider: provider)
      logger[metadataKey: "a"] = "handler"
      logger[metadataKey: "b"] = "handler"
      logger[metadataKey: "c"] = "handler"

      logger.info("x", metadata: ["b": "record"])
      var other = logger
      other[metadataKey: "c"] = nil
      other.info("y")

      let events = try log.events()
      #expect(events[0]["a"] == "provider" && events[0]["b"] == "record")
      #expect(events[0]["c"] == "handler")
      #expect(events[1]["b"] == "provider" && events[1]["c"] == nil)
    }

    @Test func `what is nested stays nested, and numbers stay numbers`() throws {
      logger().info(
        "x",
        metadata: [
          "order": ["number": .stringConvertible(7), "lines": ["tea", ["ginger": "2"]]],
          "ok": .stringConvertible(true), "ratio": .stringConvertible(0.5),
          "big": .stringConvertible(UInt64.max), "nan": .stringConvertible(Double.nan),
        ])

      let event = try #require(try log.events().first)
      #expect(event["order"]?["number"] == 7)
      #expect(event["order"]?["lines"] == ["tea", ["ginger": "2"]])
      #expect(event["ok"] == true && event["ratio"] == 0.5 && event["nan"] == "nan")
      #expect(event["big"] == "18446744073709551615")
    }

    @Test func `metadata as deep as a pit are told all the same`() throws {
      var pit = Logger.MetadataValue.string("ground")
      for _ in 0..<2000 { pit = .dictionary(["d": pit]) }

      logger().info("x", metadata: ["pit": pit])

      let event = try #require(try log.events().first)
      #expect(event["msg"] == "x" && event["pit"]?["d"]?["d"] != nil)
    }

    @Test func `metadata take the place of nothing that a record says of itself`() throws {
      logger().info(
        "x",
        metadata: [
          "event": "mode_transition", "ts": "2000-01-01T00:00:00Z", "level": "critical",
          "msg": "y", "tool": "other",
        ])

      let event = try #require(try log.events().first)
      #expect(event["event"] == "log" && event["msg"] == "x" && event["level"] == "info")
      #expect(event["tool"] == "desk" && event["ts"]?.text?.hasPrefix("2000") == false)
      #expect(event["attribute.event"] == "mode_transition" && event["attribute.msg"] == "y")
    }

    @Test func `an error is told by its type and its words`() throws {
      struct Refused: Error, CustomStringConvertible { let description = "no money" }

      logger().error("failed", error: Refused())

      let event = try #require(try log.events().first)
      #expect(event["error"] == "no money" && event["error_type"] == "Refused")
    }

    @Test func `beside another handler both are told, each to its own level`() throws {
      let other = ScratchLog()
      let emitter = Emitter(into: log.location, options: .init())
      let others = Emitter(into: other.location, options: .init())
      var logger = Logger(label: "both") { label in
        MultiplexLogHandler([
          EventLogHandler(label: label, emitter, logLevel: .warning),
          EventLogHandler.factory(others, logLevel: .trace)(label, nil),
        ])
      }
      logger[metadataKey: "k"] = "v"

      logger.trace("low")
      logger.error("high")

      #expect(try log.events().map { $0["msg"] } == ["high"])
      #expect(try other.events().map { $0["msg"] } == ["low", "high"])
      #expect(try other.events().allSatisfy { $0["k"] == "v" })
    }

    @Test func `switched off nothing is written, and messages are not put together`() throws {
      var made = 0
      func message() -> Logger.Message {
        made += 1
        return "x"
      }
      let logger = logger { $0.isEnabled = false }

      logger.error(message())
      #expect(made == 0)
      logger.critical(message())

      #expect(try log.events().isEmpty)
    }

    @Test func `secrets reach the disk neither by messages nor by metadata`() throws {
      logger().info(
        "key AKIAIOSFODNN7EXAMPLE", metadata: ["deep": ["k": "AKIAIOSFODNN7EXAMPLE", "n": "1"]])

      let text = try EventLog.open(log.scratch.store).eventLines().joined()
      #expect(!text.contains("AKIAIOSFODNN7EXAMPLE") && text.contains("\"n\":\"1\""))
    }
  }
#endif
