#if Metrics
  import CoreMetrics
  import Events
  import Journal
  import SystemCalls
  import Telemetry
  import TelemetryMetrics
  import TestSupport
  import Testing

  @Suite struct MetricsTests {
    private let log = ScratchLog()

    /// One that writes only when it is asked to.
    private func factory(limit: Int = 10_000) -> EventMetricsFactory {
      EventMetricsFactory(log.emitter(), every: .seconds(3600), limit: limit)
    }

    private func metrics(_ label: String) throws -> [Value] {
      try log.events("metric").filter { $0["metric"]?.text == label }
    }

    @Test func `eight threads at once lose nothing`() throws {
      let factory = factory()
      let each: Int64 = 20_000
      onThreads(8) {
        let count = Counter(label: "count", factory: factory)
        let sum = FloatingPointCounter(label: "sum", factory: factory)
        let timer = Timer(label: "time", factory: factory)
        let size = Recorder(label: "size", factory: factory)
        let meter = Meter(label: "meter", factory: factory)
        for number in 1...each {
          count.increment(by: 2)
          sum.increment(by: 0.5)
          timer.recordNanoseconds(number)
          size.record(number)
          meter.increment(by: 1.0)
        }
        meter.decrement(by: 1.0)
      }

      factory.flush()

      let all = 8 * each
      let whole = 8 * each * (each + 1) / 2
      #expect(try metrics("count")[0]["total"] == .integer(2 * all))
      #expect(try metrics("count")[0]["delta"] == .integer(2 * all))
      #expect(try metrics("sum")[0]["total"]?.number == Double(all) / 2)
      #expect(try metrics("time")[0]["count"] == .integer(all))
      #expect(try metrics("time")[0]["sum_s"]?.number == Double(whole) / 1e9)
      #expect(try metrics("size")[0]["count"] == .integer(all))
      #expect(try metrics("size")[0]["sum"]?.number == Double(whole))
      #expect(try metrics("meter")[0]["value"]?.number == Double(all - 8))
    }

    @Test func `only what has changed is told, and of a counter by how much`() throws {
      let factory = factory()
      let counter = Counter(label: "count", factory: factory)
      let gauge = Gauge(label: "gauge", factory: factory)
      let timer = Timer(label: "time", factory: factory)
      _ = Counter(label: "never", factory: factory)

      counter.increment(by: 3)
      gauge.record(5)
      timer.recordMilliseconds(2)
      factory.flush()
      gauge.record(5)
      factory.flush()
      counter.increment()
      gauge.record(6.5)
      factory.flush()

      #expect(try metrics("count").map { $0["delta"] } == [3, 1])
      #expect(try metrics("count").map { $0["total"] } == [3, 4])
      #expect(try metrics("gauge").map { $0["value"]?.number } == [5, 6.5])
      #expect(try metrics("time").count == 1 && metrics("never").isEmpty)
      #expect(try metrics("count").allSatisfy { ($0["interval_s"]?.number ?? -1) >= 0 })
    }

    @Test func `a counter that is reset begins at 0, and tells what it had counted`() throws {
      let factory = factory()
      let counter = Counter(label: "count", factory: factory)
      let sum = FloatingPointCounter(label: "sum", factory: factory)

      counter.increment(by: 5)
      sum.increment(by: 1.5)
      counter.reset()
      sum.reset()
      counter.increment(by: 2)
      factory.flush()

      #expect(try metrics("count").map { $0["delta"] } == [7])
      #expect(try metrics("count").map { $0["total"] } == [2])
      #expect(try metrics("sum").map { $0["delta"]?.number } == [1.5])
    }

    @Test func `a count beyond what 64 bits hold stays at the greatest number`() throws {
      let factory = factory()
      let counter = Counter(label: "count", factory: factory)

      counter.increment(by: Int64.max)
      counter.increment(by: Int64.max)
      factory.flush()

      #expect(try metrics("count")[0]["total"]?.text == "\(Int64.max)")
    }

    @Test func `few values are told as they are, many within a hundredth`() throws {
      let factory = factory()
      let few = Recorder(label: "few", factory: factory)
      let many = Recorder(label: "many", factory: factory)
      let times = Timer(label: "times", preferredDisplayUnit: .milliseconds, factory: factory)

      for value in [4.0, -2, 1e300] { few.record(value) }
      for value in -1000...1000 { many.record(Double(value) * 1e-6) }
      for value in 1...1000 { times.recordMilliseconds(value) }
      factory.flush()

      let small = try metrics("few")[0]
      #expect(small["min"]?.number == -2 && small["p50"]?.number == 4)
      #expect(small["max"]?.number == 1e300 && small["p99"]?.number == 1e300)
      let large = try metrics("many")[0]
      #expect(large["min"]?.number == -1e-3 && large["max"]?.number == 1e-3)
      #expect(abs((large["p50"]?.number ?? 1)) < 1e-8)
      #expect(abs((large["p95"]?.number ?? 0) / 0.9e-3 - 1) < 0.01)
      let time = try metrics("times")[0]
      #expect(time["kind"] == "timer" && time["display_unit"] == "milliseconds")
      #expect(time["count"] == 1000 && time["max_s"]?.number == 1)
      #expect(abs((time["p90_s"]?.number ?? 0) / 0.9 - 1) < 0.01)
    }

    @Test func `after a flush a distribution begins anew`() throws {
      let factory = factory()
      let size = Recorder(label: "size", factory: factory)

      for value in 1...100 { size.record(value) }
      factory.flush()
      for value in 5...6 { size.record(value) }
      factory.flush()

      #expect(try metrics("size").map { $0["count"] } == [100, 2])
      #expect(try metrics("size")[1]["p50"]?.number == 5)
    }

    @Test func `what is no number is left out and counted`() throws {
      let factory = factory()
      let gauge = Gauge(label: "gauge", factory: factory)
      let size = Recorder(label: "size", factory: factory)
      let sum = factory.makeFloatingPointCounter(label: "sum", dimensions: [])
      let timer = Timer(label: "time", factory: factory)

      for value in [Double.nan, .infinity] {
        gauge.record(value)
        size.record(value)
        sum.increment(by: value)
      }
      timer.recordNanoseconds(-1 as Int64)
      size.record(1)
      factory.flush()

      #expect(try metrics("gauge")[0]["invalid"] == 2)
      #expect(try metrics("size")[0]["invalid"] == 2 && metrics("size")[0]["count"] == 1)
      #expect(try metrics("sum")[0]["invalid"] == 2)
      #expect(try metrics("time")[0]["invalid"] == 1)
    }

    @Test func `one label with the same dimensions is one metric, in whatever order they come`()
      throws
    {
      let factory = factory()
      let dimensions = [("route", "/a"), ("metric", "odd")]
      Counter(label: "count", dimensions: dimensions, factory: factory).increment()
      Counter(label: "count", dimensions: dimensions.reversed(), factory: factory).increment()
      Counter(label: "count", dimensions: [("route", "/b")], factory: factory).increment()

      factory.flush()

      let told = try metrics("count")
      #expect(told.map { $0["total"] } == [2, 1])
      #expect(told[0]["route"] == "/a" && told[0]["attribute.metric"] == "odd")
      #expect(told[0]["kind"] == "counter" && told[0]["ts"] == told[1]["ts"])
    }

    @Test func `what is destroyed is told a last time, and then forgotten`() throws {
      let factory = factory()
      let counter = Counter(label: "count", factory: factory)
      counter.increment(by: 4)
      counter.destroy()
      factory.flush()

      let next = Counter(label: "count", factory: factory)
      next.increment()
      factory.flush()

      #expect(try metrics("count").map { $0["total"] } == [4, 1])
      for handler in [Gauge(label: "g", factory: factory), Recorder(label: "r", factory: factory)] {
        handler.record(1)
        handler.destroy()
      }
      let timer = Timer(label: "t", factory: factory)
      timer.recordNanoseconds(1)
      timer.destroy()
      let meter = Meter(label: "m", factory: factory)
      meter.set(1)
      meter.destroy()
      factory.flush()
      factory.flush()
      for label in ["g", "r", "t", "m"] { #expect(try metrics(label).count == 1) }
    }

    @Test func `metrics beyond the limit are counted together`() throws {
      let factory = factory(limit: 3)
      for user in 0..<100 {
        Counter(label: "count", dimensions: [("user", "\(user)")], factory: factory).increment()
      }

      factory.flush()

      #expect(try metrics("count").count == 3)
      #expect(try metrics("tlm.overflow").map { $0["total"] } == [97])
    }

    @Test func `they are written again and again without being asked for`() throws {
      let factory = EventMetricsFactory(log.emitter(), every: .milliseconds(5))
      let counter = Counter(label: "count", factory: factory)

      // What is asked for makes the store; three more come of themselves.
      counter.increment()
      factory.flush()
      let first = try metrics("count").count

      let hasCome = try repeated(within: 60) {
        counter.increment()
        return try metrics("count").count >= first + 3
      }

      #expect(hasCome)
    }

    @Test func `switched off nothing is counted`() throws {
      let factory = EventMetricsFactory(log.emitter { $0.isEnabled = false })

      #expect(factory.makeCounter(label: "c", dimensions: []) is NOOPMetricsHandler)
      #expect(factory.makeTimer(label: "c", dimensions: []) is NOOPMetricsHandler)
      factory.flush()

      #expect(try log.events().isEmpty)
    }

    @Test func `beside another factory both count`() throws {
      let other = ScratchLog()
      let factories = [factory(), EventMetricsFactory(other.emitter())]
      let both = MultiplexMetricsHandler(factories: factories)

      let counter = Counter(label: "count", factory: both)
      counter.increment(by: 2)
      counter.destroy()
      for factory in factories { factory.flush() }

      #expect(try metrics("count").map { $0["total"] } == [2])
      #expect(try other.events("metric").map { $0["total"] } == [2])
    }
  }
#endif
