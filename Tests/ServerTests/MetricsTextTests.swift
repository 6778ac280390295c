import Testing

@testable import Server

@Suite struct MetricsTextTests {
  private let page = """
    # HELP tlm_events_total Events.
    # TYPE tlm_events_total counter
    tlm_events_total{event="a"} 2
    # HELP tlm_log_bytes Bytes.
    # TYPE tlm_log_bytes gauge
    tlm_log_bytes 10

    """

  @Test func `A family of counters loses its ending, and the page says its end`() {
    #expect(
      OpenMetricsText.text(of: page) == """
        # HELP tlm_events Events.
        # TYPE tlm_events counter
        tlm_events_total{event="a"} 2
        # HELP tlm_log_bytes Bytes.
        # TYPE tlm_log_bytes gauge
        tlm_log_bytes 10
        # EOF

        """)
  }

  @Test(arguments: [
    "application/openmetrics-text;version=1.0.0;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
    "application/openmetrics-text", "text/plain;q=0.1, application/openmetrics-text; q=0.2",
  ])
  func `Who would rather have it gets OpenMetrics`(_ accept: String) {
    #expect(OpenMetricsText.isPreferred(by: accept))
  }

  @Test(arguments: [
    nil, "", "*/*", "text/plain", "application/openmetrics-text;q=0", "text/html,*/*;q=0.8",
    "application/openmetrics-text;q=0.2,text/plain;q=0.9",
    "application/openmetrics-text;version=0.0.1,text/plain;version=0.0.4;q=0.5",
  ])
  func `Others get plain text`(_ accept: String?) {
    #expect(!OpenMetricsText.isPreferred(by: accept))
  }
}
