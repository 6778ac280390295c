#if Tracing
  import Events
  import Journal
  import Telemetry
  import TelemetryTracing
  import TestSupport
  import Testing
  import Tracing

  @Suite struct TracerTests {
    private let log = ScratchLog()
    private struct Broken: Error, CustomStringConvertible { let description = "no wheel" }

    private func event(_ name: String) throws -> Value {
      try #require(try log.events(name).first)
    }

    @Test func `a span is one event, with what was told of it`() throws {
      let tracer = EventTracer(log.emitter())
      let start = DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 1_770_000_000_000_000_000)
      let end = DefaultTracerClock.Timestamp(nanosecondsSinceEpoch: 1_770_000_002_500_000_000)
      let other = tracer.startSpan("other")
      let span = tracer.startSpan("order", ofKind: .server, at: start)

      span.attributes["number"] = 7
      span.attributes["route"] = "/a"
      span.attributes["ok"] = true
      span.attributes["tags"] = ["a", "b"]
      span.attributes["ratio"] = Double.nan
      span.attributes["status"] = "mine"
      span.addEvent(SpanEvent(name: "packed", at: start, attributes: ["boxes": 2]))
      span.addLink(SpanLink(context: other.context, attributes: ["why": "retry"]))
      span.operationName = "order taken"
      span.end(at: end)
      other.end()

      let event = try event("order taken")
      #expect(event["ts"] == "2026-02-02T02:40:02.500000Z")
      #expect(event["start_time"] == "2026-02-02T02:40:00.000000Z")
      #expect(event["duration_s"] == 2.5 && event["status"] == "success")
      #expect(event["kind"] == "server" && event["parent_span_id"] == nil)
      #expect(event["trace_id"]?.text == span.traceContext.traceID)
      #expect(event["span_id"]?.text == span.traceContext.spanID)
      #expect(event["number"] == 7 && event["route"] == "/a" && event["ok"] == true)
      #expect(event["tags"] == ["a", "b"] && event["ratio"] == "nan")
      #expect(event["attribute.status"] == "mine")
      #expect(
        event["span_events"] == [
          ["ts": "2026-02-02T02:40:00.000000Z", "event": "packed", "boxes": 2]
        ])
      #expect(event["links"]?.elements.first?["span_id"]?.text == other.traceContext.spanID)
      #expect(event["links"]?.elements.first?["why"] == "retry")
    }

    @Test func `an error makes a failure of its span`() throws {
      let tracer = EventTracer(log.emitter())

      #expect(throws: Broken.self) { try tracer.withSpan("drive") { _ in throw Broken() } }
      tracer.withSpan("walk") { span in
        span.recordError(Broken())
        span.setStatus(SpanStatus(code: .ok))
      }
      tracer.withSpan("swim") { $0.setStatus(SpanStatus(code: .error, message: "too cold")) }

      let drive = try event("drive")
      #expect(drive["status"] == "failure" && drive["error"] == "no wheel")
      #expect(drive["error_type"] == "Broken")
      #expect(drive["span_events"]?.elements.first?["event"] == "exception")
      let walk = try event("walk")
      #expect(walk["status"] == "success" && walk["error"] == nil)
      #expect(walk["span_events"]?.elements.count == 1)
      let swim = try event("swim")
      #expect(swim["status"] == "failure" && swim["msg"] == "too cold")
    }

    @Test func `spans of both kinds nest, whichever is inside`() async throws {
      let emitter = log.emitter()
      let tracer = EventTracer(emitter)

      try await tracer.withSpan("a") { _ in
        emitter.emit("in a")
        try await emitter.span("b") { _ in
          emitter.emit("in b")
          await tracer.withSpan("c") { _ in
            await Task { emitter.emit("in c") }.value
            emitter.span("d") { _ in emitter.emit("in d") }
            tracer.withSpan("e") { _ in emitter.emit("in e") }
          }
          emitter.emit("in b again")
        }
        tracer.withSpan("f") { _ in }
        emitter.emit("in a again")
      }
      emitter.emit("outside")

      func parent(_ name: String) throws -> Value? { try event(name)["parent_span_id"] }
      func id(_ name: String) throws -> Value? { try event(name)["span_id"] }
      #expect(try parent("a") == nil)
      #expect(try parent("b") == id("a") && parent("c") == id("b"))
      #expect(try parent("d") == id("c") && parent("e") == id("c"))
      #expect(try parent("f") == id("a"))
      for span in ["a", "b", "c", "d", "e"] { #expect(try id("in \(span)") == id(span), "\(span)") }
      #expect(try id("in b again") == id("b") && id("in a again") == id("a"))
      #expect(try event("outside")["trace_id"] == nil)
      let traces = Set(try log.events().compactMap { $0["trace_id"]?.text })
      #expect(traces.count == 1)
    }

    @Test func `within a run, spans are of its trace`() throws {
      let emitter = log.emitter()
      let tracer = EventTracer(emitter)

      let run = emitter.run("agent", job: "sync") { run in
        tracer.withSpan("a") { _ in run.log("pulled") }
        return run
      }

      #expect(try event("a")["parent_span_id"]?.text == run.context.spanID)
      #expect(try event("pulled")["span_id"] == event("a")["span_id"])
      #expect(try event("pulled")["run_id"]?.text == run.id)
    }

    @Test func `another context is meant as it is`() throws {
      let tracer = EventTracer(log.emitter())
      let emitter = log.emitter()
      let far = tracer.startSpan("far", context: .topLevel)

      tracer.withSpan("near") { _ in
        emitter.span("ours") { _ in
          tracer.startSpan("of far", context: far.context).end()
          tracer.startSpan("anew", context: .topLevel).end()
          tracer.startSpan("of ours").end()
        }
      }
      far.end()

      #expect(try event("of far")["parent_span_id"] == event("far")["span_id"])
      #expect(try event("anew")["parent_span_id"] == nil)
      #expect(try event("anew")["trace_id"] != event("near")["trace_id"])
      #expect(try event("of ours")["parent_span_id"] == event("ours")["span_id"])
    }

    private struct Headers: Injector, Extractor {
      func inject(_ value: String, forKey key: String, into carrier: inout [String: String]) {
        carrier[key] = value
      }
      func extract(key: String, from carrier: [String: String]) -> String? { carrier[key] }
    }

    @Test func `a trace is handed on in the headers of W3C, and taken from them`() throws {
      let emitter = log.emitter()
      let tracer = EventTracer(emitter)
      let came = [
        "traceparent": "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00",
        "tracestate": "a=1", "baggage": "user=ann",
      ]
      var context = ServiceContext.topLevel
      tracer.extract(came, into: &context, using: Headers())

      var sent: [String: String] = [:]
      var sentByOurs: [String: String] = [:]
      tracer.withSpan("server", context: context) { span in
        tracer.inject(span.context, into: &sent, using: Headers())
        emitter.span("ours") { ours in
          tracer.inject(ServiceContext.current ?? .topLevel, into: &sentByOurs, using: Headers())
        }
      }

      let server = try event("server")
      #expect(server["trace_id"] == "0af7651916cd43dd8448eb211c80319c")
      #expect(server["parent_span_id"] == "b7ad6b7169203331")
      let spanID = try #require(server["span_id"]?.text)
      #expect(sent["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-\(spanID)-00")
      #expect(sent["tracestate"] == "a=1" && sent["baggage"] == "user=ann")
      let ours = try #require(try event("ours")["span_id"]?.text)
      #expect(sentByOurs["traceparent"]?.contains(ours) == true)
    }

    @Test func `a header that is none, and none at all, leave a context as it is`() {
      let tracer = EventTracer(log.emitter())
      var context = ServiceContext.topLevel
      for carrier in [[:], ["traceparent": "00-zz"], ["baggage": "a=b"]] {
        tracer.extract(carrier, into: &context, using: Headers())
      }
      #expect(context.traceContext == nil)

      var carrier: [String: String] = [:]
      tracer.inject(context, into: &carrier, using: Headers())
      #expect(carrier.isEmpty)
    }

    @Test func `a span ends once, and what comes after its end is not told`() throws {
      let tracer = EventTracer(log.emitter())
      let span = tracer.startSpan("once")
      #expect(span.isRecording)

      span.end()
      span.attributes["late"] = 1
      span.addEvent("late")
      span.end()

      #expect(!span.isRecording)
      #expect(try log.events().count == 1)
      #expect(try event("once")["late"] == nil && event("once")["span_events"] == nil)
    }

    @Test func `a span that nobody ends is told as cancelled`() throws {
      let tracer = EventTracer(log.emitter())
      do { _ = tracer.startSpan("forgotten").context }

      #expect(try event("forgotten")["status"] == "cancelled")
    }

    @Test func `the active span of a context is found as long as it goes on`() {
      let tracer = EventTracer(log.emitter())
      let span = tracer.startSpan("a")
      let context = span.context

      tracer.activeSpan(identifiedBy: context)?.attributes["found"] = true
      #expect(span.attributes["found"]?.toSpanAttribute() == true)
      span.end()
      #expect(tracer.activeSpan(identifiedBy: context) == nil)
      #expect(tracer.activeSpan(identifiedBy: .topLevel) == nil)
    }

    @Test func `a span keeps so many moments and counts the others`() throws {
      let tracer = EventTracer(log.emitter())
      tracer.withSpan("long") { span in
        for number in 0..<200 { span.addEvent(SpanEvent(name: "\(number)")) }
      }

      #expect(try event("long")["span_events"]?.elements.count == 128)
      #expect(try event("long")["left_out"] == 72)
    }

    @Test func `switched off, spans carry ids and write nothing`() throws {
      let tracer = EventTracer(log.emitter { $0.isEnabled = false })
      var carrier: [String: String] = [:]

      tracer.withSpan("a") { span in
        span.attributes["x"] = 1
        #expect(!span.isRecording)
        tracer.inject(span.context, into: &carrier, using: Headers())
      }

      #expect(carrier["traceparent"] != nil)
      #expect(try log.events().isEmpty)
    }

    @Test func `what any library begins by the free functions is written`() throws {
      withTracer(EventTracer(log.emitter())) {
        withSpan("free", ofKind: .client) { $0.attributes["a"] = 1 }
      }

      #expect(try event("free")["kind"] == "client" && event("free")["a"] == 1)
    }
  }
#endif
