import Events
import Testing

@testable import Exporters

@Suite struct ReportRowsTests {
  private let report: Value = [
    "per": "day", "overall": ["completed": 3, "rate": 0.5],
    "buckets": [["start": "d1", "n": 1], ["start": "d2", "n": 2]],
    "by_tool": ["a": ["n": 1, "phases": ["x": ["count": 2]]], "b,": ["n": 2]],
    "empty": [:],
  ]

  @Test func `a report of any projection is a table`() {
    let table = ReportExport(report, of: "p")

    #expect(
      String(decoding: table.csv(keepsFormulas: false), as: UTF8.self)
        == """
        section,key,per,overall.completed,overall.rate,empty,start,n,count\r
        ,,day,3,0.5,{},,,\r
        buckets,d1,,,,,d1,1,\r
        buckets,d2,,,,,d2,2,\r
        by_tool,a,,,,,,1,\r
        by_tool.a.phases,x,,,,,,,2\r
        by_tool,"b,",,,,,,2,\r

        """.replacing("{}", with: "\"{}\""))
  }

  @Test func `and numbers for Prometheus, sorted and escaped`() {
    let text = PrometheusExport.text(of: ["by": ["a\"\n": ["n": 1]], "x": true], from: "p")

    #expect(
      text == """
        # HELP tlm_projection_value Every number of a projection's report.
        # TYPE tlm_projection_value gauge
        tlm_projection_value{projection="p",section="",key="",metric="x"} 1
        tlm_projection_value{projection="p",section="by",key="a\\"\\n",metric="n"} 1

        """)
  }

  @Test func `metrics of reports are one family each`() {
    let text = PrometheusExport([
      "event-counts": [
        "names": ["b": ["count": 1], "a": ["count": 2]], "unnamed": 0, "untimed": 0,
      ],
      "phase-timing": [
        "phases": [
          "ready": [
            "count": 1, "sum_s": 67.2, "p50_s": 67.2, "p90_s": 67.2, "p95_s": 67.2, "p99_s": 67.2,
          ]
        ]
      ],
    ]).text

    #expect(
      text == """
        # HELP tlm_events_total Events of the log, by name.
        # TYPE tlm_events_total counter
        tlm_events_total{event=""} 0
        tlm_events_total{event="a"} 2
        tlm_events_total{event="b"} 1
        # HELP tlm_phase_duration_seconds How long phases of issues took.
        # TYPE tlm_phase_duration_seconds summary
        tlm_phase_duration_seconds{phase="ready",quantile="0.5"} 67.2
        tlm_phase_duration_seconds{phase="ready",quantile="0.9"} 67.2
        tlm_phase_duration_seconds{phase="ready",quantile="0.95"} 67.2
        tlm_phase_duration_seconds{phase="ready",quantile="0.99"} 67.2
        tlm_phase_duration_seconds_sum{phase="ready"} 67.2
        tlm_phase_duration_seconds_count{phase="ready"} 1
        # HELP tlm_build_info The version of tlm that wrote this.
        # TYPE tlm_build_info gauge
        tlm_build_info{version="0.1.0"} 1

        """)
  }
}
