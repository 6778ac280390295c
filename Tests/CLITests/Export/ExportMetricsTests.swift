import TLM
import TestSupport
import Testing

/// Points of metrics as a strict receiver reads them, by OpenTelemetry's own classes.
@Suite(.enabled(if: ExportPeers.haveClasses, ExportPeers.noClasses)) struct ExportMetricsTests {
  private static let lines = """
    {"ts":"2026-02-13T10:00:30Z","event":"metric","tool":"orders","metric":"taken","kind":"counter","shop":"a","run_id":"r1","delta":5,"total":12,"interval_s":30.0}
    {"ts":"2026-02-13T10:01:00Z","event":"metric","tool":"orders","metric":"taken","kind":"counter","shop":"a","run_id":"r1","delta":3,"total":15,"interval_s":30.0}
    {"ts":"2026-02-13T10:01:00Z","event":"metric","tool":"orders","metric":"paid","kind":"counter","attribute.kind":"card","delta":0.5,"total":2.5,"interval_s":30.0}
    {"ts":"2026-02-13T10:01:00Z","event":"metric","tool":"orders","metric":"queue","kind":"meter","value":2.0,"interval_s":30.0}
    {"ts":"2026-02-13T10:01:00Z","event":"metric","tool":"orders","metric":"took","kind":"timer","count":3,"sum_s":0.6,"mean_s":0.2,"min_s":0.1,"max_s":0.3,"p50_s":0.2,"p90_s":0.3,"p95_s":0.3,"p99_s":0.3,"interval_s":30.0}
    {"ts":"2026-02-13T10:01:00Z","event":"metric","tool":"py","metric":"size","unit":"By","kind":"histogram","temporality":"cumulative","count":3,"sum":12.5,"min":1,"max":9.5,"bucket_counts":[1,2,0],"explicit_bounds":[1.0,10.0]}
    {"ts":"2026-02-13T10:01:00.000001Z","event":"claude_code.token.usage","event_id":"otlp-1","kind":"metric","metric_type":"sum","unit":"tokens","temporality":"delta","monotonic":true,"start_time":"2026-02-13T10:00:00.000000Z","value":40,"tool":"claude-code","resource":{"service.name":"claude-code"},"scope":"com.anthropic.claude_code","scope_version":"2","type":"input"}
    {"ts":"2026-02-13T10:02:00Z","event":"issue_start","issue_id":"BUG-1","kind":"metric"}
    {"ts":"2026-02-13T10:02:00Z","event":"metric","metric":"nothing"}
    {"event":"metric","metric":"timeless","kind":"gauge","value":1}

    """

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("append", input: Self.lines).code == 0)
    return sandbox
  }

  private func told(
    _ sandbox: Sandbox, _ format: String = "otlp", preferring temporality: String? = nil
  ) throws -> [Value] {
    let receiver = try Receiver("200")
    var environment: [String: String] = [:]
    environment["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE"] = temporality
    let result = try sandbox.tlm(
      "export", "--endpoint", receiver.url, "--json", "--format", format, "--signal", "metrics",
      environment: environment)
    try #require(result.code == 0, "\(result.errors)")
    #expect(try json(result.output)["events"] == 7)
    let attempt = try receiver.attempts(1)[0]
    #expect(attempt.faults.isEmpty && attempt.path == "/v1/metrics", "\(attempt.faults)")
    return attempt.told
  }

  @Test(arguments: ["otlp", "otlp-json"])
  func `points are what programs counted, and what came in as it was`(format: String) throws {
    let told = try told(sandbox(), format)

    #expect(
      told.map { $0["name"]?.text }
        == ["taken", "taken", "paid", "queue", "took", "size", "claude_code.token.usage"])
    let taken = told[0]
    #expect(taken["kind"] == "sum" && taken["temporality"] == 2 && taken["monotonic"] == true)
    #expect(told.prefix(2).map { $0["value"] } == [12, 15])
    #expect(taken["time"] == "1770976830000000000" && taken["start"] == "0")
    #expect(taken["attributes"] == ["shop": "a", "tlm.run.id": "r1"])
    #expect(taken["service"] == "orders" && taken["scope"] == "tlm")
    #expect(told[2]["value"] == .double(2.5) && told[2]["attributes"] == ["kind": "card"])
    #expect(told[3]["kind"] == "gauge" && told[3]["value"] == .double(2))
    #expect(told[4]["kind"] == "summary" && told[4]["unit"] == "s")
    #expect(told[4]["count"] == 3 && told[4]["sum"] == .double(0.6))
    #expect(told[4]["quantiles"]?.elements.first == [0.0, 0.1])
    #expect(told[4]["quantiles"]?.elements.last == [1.0, 0.3])
    #expect(told[5]["kind"] == "histogram" && told[5]["buckets"] == [1, 2, 0])
    let tokens = told[6]
    #expect(tokens["temporality"] == 1 && tokens["value"] == 40 && tokens["unit"] == "tokens")
    #expect(tokens["start"] == "1770976800000000000" && tokens["time"] == "1770976860000001000")
    #expect(tokens["service"] == "claude-code" && tokens["scope"] == "com.anthropic.claude_code")
    #expect(tokens["attributes"] == ["type": "input"])
  }

  @Test func `counters tell what they grew by where that is preferred`() throws {
    let told = try told(sandbox(), preferring: "delta")

    #expect(told.prefix(3).map { $0["value"] } == [5, 3, .double(0.5)])
    #expect(told.prefix(3).allSatisfy { $0["temporality"] == 1 })
    #expect(told[0]["start"] == "1770976800000000000")
    #expect(told[1]["start"] == told[0]["time"])
    let odd = try sandbox().tlm(
      "export", "--endpoint", "http://127.0.0.1:9", "--signal", "metrics",
      environment: ["OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE": "odd"])
    #expect(odd.code == 2 && odd.errors.contains("cumulative, delta or lowmemory"))
  }

  @Test func `a file has the same points, twice the same bytes, and goes on with those that come`()
    throws
  {
    let sandbox = try sandbox()
    let count = """
      import sys
      from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import *
      request = ExportMetricsServiceRequest()
      request.ParseFromString(open(sys.argv[1], "rb").read())
      print([m.name for r in request.resource_metrics for s in r.scope_metrics for m in s.metrics])
      """
    let export = "tlm export --format otlp --signal metrics -o"
    let run = try sandbox.shell(
      "\(export) one && \(export) two && cmp one two && \(ExportPeers.python) -c '\(count)' one")
    #expect(
      run.output
        == "['taken', 'paid', 'queue', 'took', 'size', 'claude_code.token.usage']\n",
      "\(run.errors)")

    let following = try sandbox.start(
      "export", "--format", "otlp-json", "--signal", "metrics", "-o", "all.jsonl", "--follow")
    func points() throws -> Int {
      try sandbox.shell("cat all.jsonl 2>/dev/null | grep -o timeUnixNano | wc -l").output
        .split(separator: "\n").first.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
    try eventually("seven points") { try points() == 7 ? true : nil }
    try #require(
      try sandbox.tlm("emit", "metric", "metric=more", "kind=gauge", "value:=1").code == 0)
    try eventually("one more") { try points() == 8 ? true : nil }
    following.signal(15)
    #expect(try following.finish().code == 0)
  }
}
