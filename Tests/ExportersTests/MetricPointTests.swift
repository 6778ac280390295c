import Events
import Lines
import OTLP
import Testing

/// What becomes a point of a metric, whoever wrote it, and what cannot.
@Suite struct MetricPointTests {
  private func points(_ lines: String...) -> [Value?] {
    let batch = LineParser().parse(LineChunk(Array((lines.joined(separator: "\n") + "\n").utf8)))
    return (0..<batch.count).map { MetricPoint(batch.event(at: $0))?.message }
  }

  private func point(_ message: Value?) -> Value? {
    ["sum", "gauge", "summary", "histogram"].lazy.compactMap { message?[$0]?["dataPoints"] }
      .first?.elements.first
  }

  private static let time = #""ts":"2026-02-13T10:00:00Z","event":"metric","metric":"m""#

  @Test func `a counter beyond 2^53 is exact, as tlm writes it and as a number`() {
    let points = points(
      #"{\#(Self.time),"kind":"counter","total":"9007199254740993"}"#,
      #"{\#(Self.time),"kind":"counter","total":9007199254740993}"#,
      #"{\#(Self.time),"kind":"gauge","value":"-9223372036854775808"}"#,
      #"{\#(Self.time),"kind":"gauge","value":"18446744073709551615"}"#,
      #"{\#(Self.time),"kind":"timer","count":"18446744073709551615","sum_s":1}"#)

    #expect(
      points.prefix(3).map { point($0)?["asInt"] }
        == ["9007199254740993", "9007199254740993", "-9223372036854775808"])
    #expect(point(points[3])?["asDouble"] == .double(18_446_744_073_709_551_616))
    #expect(point(points[4])?["count"] == "18446744073709551615")
  }

  @Test(arguments: [
    #""timestamp":"2026-02-13T10:00:00Z""#, #""ts":1770976800"#, #""ts":"1770976800000""#,
    #""ts":"Fri, 13 Feb 2026 10:00:00 +0000""#, #""@timestamp":"2026-02-13T11:00:00+01:00""#,
  ])
  func `a time counts in every spelling, and is no attribute`(time: String) {
    let message = points(#"{\#(time),"event":"metric","metric":"m","kind":"gauge","value":1}"#)[0]

    #expect(point(message)?["timeUnixNano"] == "1770976800000000000")
    #expect(point(message)?["attributes"] == [])
  }

  @Test func `the name of the event counts under every key, and is no attribute`() {
    let message = points(
      #"{"ts":"2026-02-13T10:00:00Z","type":"metric","metric":"m","value":1,"shop":"a"}"#)[0]

    #expect(point(message)?["attributes"] == OTLPText.attributes([Member("shop", "a")]))
  }

  @Test(arguments: [
    #""kind":"gauge","value":1e400"#, #""kind":"gauge","value":"7""#, #""kind":"gauge""#,
    #""kind":"counter","total":1e400"#, #""kind":"timer","count":1,"sum_s":1e400"#,
    #""kind":"timer","count":1,"sum_s":1,"p50_s":"x""#, #""kind":"timer","count":-1"#,
    #""kind":"gauge","value":1,"interval_s":1e400"#,
    #""kind":"histogram","count":3,"bucket_counts":[1,"x",2],"explicit_bounds":[1]"#,
    #""kind":"histogram","count":3,"bucket_counts":[1,2],"explicit_bounds":[1e400]"#,
    #""kind":"histogram","count":3,"bucket_counts":[1,2],"explicit_bounds":[1,2,3]"#,
    #""kind":"histogram","count":3,"bucket_counts":"no""#,
  ])
  func `what has a number that nobody can read is no point`(fields: String) {
    #expect(points("{\(Self.time),\(fields)}") == [nil])
  }

  @Test func `a line without a time of its own is no point`() {
    let points = points(
      "{\(Self.time),\"value\":1}", #"{"event":"metric","metric":"m","value":1}"#)

    #expect(points[0] != nil && points[1] == nil)
  }

  @Test func `a number beyond every Double is its text in a record, in both forms`() {
    let line = #"{"event":"a","x":1e400,"deep":{"y":[-1e400,1]},"z":99999999999999999999}"#
    let batch = LineParser().parse(LineChunk(Array((line + "\n").utf8)))
    let record = OTLPLogRecord(batch.event(at: 0), store: "")

    var (json, protobuf): ([UInt8], [UInt8]) = ([], [])
    record.write(.json, to: &json)
    record.write(.protobuf, to: &protobuf)

    let told = Value(json: json)
    #expect(told == record.message)
    let attributes = record.message["attributes"]?.elements ?? []
    func attribute(_ name: String) -> Value? {
      attributes.first { $0["key"]?.text == name }?["value"]
    }
    #expect(attribute("x") == ["stringValue": "1e400"])
    #expect(
      attribute("deep.y")
        == ["arrayValue": ["values": [["stringValue": "-1e400"], ["intValue": "1"]]]])
    #expect(attribute("z") == ["doubleValue": .double(1e20)])
    #expect(String(decoding: protobuf, as: UTF8.self).contains("-1e400"))
  }
}
