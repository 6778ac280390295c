import Events
import Folding
import Projections
import Testing

/// Counters of OpenTelemetry, since they began.
@Suite struct MetricSumsTests {
  /// A point as it comes in.
  private func point(
    _ name: String, _ value: String, start: Int = 0, temporality: String = "delta",
    _ more: String = #""model":"m""#
  ) -> String {
    """
    {"ts":"2026-05-01T10:00:00Z","event":"\(name)","event_id":"otlp-1","kind":"metric",\
    "metric_type":"sum","unit":"{token}","temporality":"\(temporality)","monotonic":true,\
    "start_time":"2026-05-01T09:00:0\(start)Z","value":\(value),\(more)}
    """
  }

  private func sums(_ lines: String...) throws -> [String: Double] {
    let report = try report(MetricSums(), lines)
    var sums: [String: Double] = [:]
    for counter in report["counters"]?.elements ?? [] {
      for series in counter["series"]?.elements ?? [] {
        let labels = series["labels"]?.names ?? []
        let name = ([counter["name"]?.text ?? ""] + labels).joined(separator: " ")
        sums[name, default: 0] += series["sum"]?.number ?? .nan
      }
    }
    return sums
  }

  @Test func `deltas are added up`() throws {
    #expect(
      try sums(point("a", "1"), point("a", "2.5"), point("b", "4")) == [
        "a model": 3.5, "b model": 4,
      ])
  }

  @Test func `a whole counts what it grew by, over restarts of its program`() throws {
    let told = try sums(
      point("a", "10", temporality: "cumulative"), point("a", "15", temporality: "cumulative"),
      // Once more, and one that comes late.
      point("a", "15", temporality: "cumulative"), point("a", "12", temporality: "cumulative"),
      point("a", "3", start: 5, temporality: "cumulative"),
      point("a", "20", temporality: "cumulative"),
      point("a", "4", start: 5, temporality: "cumulative"))

    #expect(told == ["a model": 19])
  }

  @Test func `two programs of one counter are two streams of one sum`() throws {
    let told = try sums(
      point("a", "10", temporality: "cumulative", #""resource":{"pid":1}"#),
      point("a", "7", temporality: "cumulative", #""resource":{"pid":2}"#))

    #expect(told == ["a": 17])
  }

  @Test func `sessions, people and requests are no labels`() throws {
    let told = try sums(
      point(
        "a", "1", #""session.id":"x","user.email":"e","request_id":"r","prompt.id":"p","kind2":"k""#
      ))

    #expect(told == ["a kind2": 1])
  }

  @Test func `very many series become one`() throws {
    let lines = (0..<500).map { point("a", "1", #""n":"\#($0)""#) }
    let report = try report(MetricSums(), lines)

    let series = report["counters"]?.elements.first?["series"]?.elements ?? []
    #expect(series.count == 201)
    #expect(series.reduce(0) { $0 + ($1["sum"]?.number ?? 0) } == 500)
    #expect(series.contains { $0["labels", "overflow"]?.text == "true" })
  }

  @Test func `what is no counter is not counted`() throws {
    let good = point("a", "1")
    for (from, to) in [
      (#""sum""#, #""gauge""#), ("true", "false"), ("delta", "other"),
      (#""value":1"#, #""value":-1"#),
      (#""value":1"#, #""value":"1""#), (#""event":"a","#, ""), (#""event_id":"otlp-1","#, ""),
    ] {
      #expect(try sums(good.replacing(from, with: to)).isEmpty, "\(to)")
    }
  }
}
