import Events
import Journal
import OTLP
import TestSupport
import Testing

@testable import Ingest

/// What senders hand over is in the log, once, as lines that people can read.
@Suite struct IngestTests {
  @Test func `a span, a point and a record become a line each`() throws {
    let receiver = try Receiver()

    let answers = [
      receiver.take(.traces, Sent.traces(Sent.span("checkout", 1, ["http.route": "/pay"]))),
      receiver.take(.logs, Sent.logs(Sent.record("paid", ["amount": 12]))),
      receiver.take(
        .metrics,
        Sent.metrics(
          "orders", "sum",
          [
            "asInt": "3", "startTimeUnixNano": "1780000000000000000",
            "timeUnixNano": "1780000060000000000",
          ],
          data: ["aggregationTemporality": 1, "isMonotonic": true])),
    ]

    #expect(answers.allSatisfy { $0.status == 200 && $0.text == "{}" && $0.appended == 1 })
    let events = try receiver.events()
    #expect(events.map { $0["event"] } == ["checkout", "paid", "orders"])
    #expect(events.allSatisfy { $0["tool"] == "api" && $0["scope"] == "test" })
    #expect(events[0]["duration_s"] == 1.5 && events[0]["http.route"] == "/pay")
    #expect(events[0]["trace_id"] == "00000000000000000000000000000001")
    #expect(events[1]["amount"] == 12 && events[1]["ts"] == "2026-05-28T20:26:41.000000Z")
    #expect(events[2]["value"] == 3 && events[2]["temporality"] == "delta")
    #expect(events[2]["start_time"] == "2026-05-28T20:26:40.000000Z")
    #expect(events[2]["monotonic"] == true)
  }

  @Test func `a request that is sent again adds nothing, also after a restart`() throws {
    let receiver = try Receiver()
    let spans = Sent.traces(Sent.span("a", 1), Sent.span("b", 2))
    let record = Sent.record("tick")
    let logs = Sent.logs(record, record, Sent.record("tock"))

    receiver.take(.traces, spans)
    receiver.take(.logs, logs)
    let again = [receiver.take(.traces, spans), receiver.take(.logs, logs)]
    let restarted = OTLPIngest(receiver.log)
    let later = restarted.take(
      .logs, contentType: "application/json", contentEncoding: nil,
      body: Array(JSONWriter.text(of: logs).utf8))

    #expect(again.map(\.known) == [2, 3] && again.allSatisfy { $0.appended == 0 })
    #expect(later.known == 3 && later.appended == 0 && later.status == 200)
    // Two records that say the same are two, where one request has both.
    let names = try receiver.events().map { $0["event"] }
    #expect(names == ["a", "b", "tick", "tick", "tock"])
  }

  @Test func `a histogram whose counts do not fit its bounds is left out, and told`() throws {
    func point(_ counts: Value, _ bounds: Value) -> Value {
      [
        "timeUnixNano": "1780000060000000000", "count": "3", "bucketCounts": counts,
        "explicitBounds": bounds, "attributes": Sent.attributes(["at": bounds]),
      ]
    }
    let receiver = try Receiver()

    let bad = receiver.take(
      .metrics, Sent.metrics("wait", "histogram", point([1, 2], [0.5, 1, 2])))
    let good = [
      receiver.take(.metrics, Sent.metrics("wait", "histogram", point([1, 2], [0.5]))),
      receiver.take(.metrics, Sent.metrics("wait", "histogram", point([], []))),
    ]

    #expect(bad.status == 200 && bad.rejected == 1 && bad.appended == 0)
    #expect(bad.json?["partialSuccess"]?["rejectedDataPoints"] == "1")
    #expect(
      bad.json?["partialSuccess"]?["errorMessage"]
        == "the point of \"wait\" has 2 counts for 3 bounds, and needs one more than bounds")
    #expect(good.allSatisfy { $0.text == "{}" && $0.appended == 1 })
  }

  @Test func `a span that ends before it begins is taken without a duration, and told`() throws {
    let receiver = try Receiver()
    let span = Sent.span("back").with(["endTimeUnixNano": .string(String(Sent.start))])

    let answer = receiver.take(.traces, Sent.traces(span, Sent.span("on", 2)))

    #expect(answer.status == 200 && answer.appended == 2 && answer.rejected == 0)
    let partial = answer.json?["partialSuccess"]
    #expect(partial?["rejectedSpans"] == nil)
    #expect(partial?["errorMessage"]?.text?.contains("\"back\" ends before it begins") == true)
    let events = try receiver.events()
    #expect(events[0]["duration_s"] == nil && events[1]["duration_s"] == 1.5)
  }
}
