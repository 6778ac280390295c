import OTLP

/// What a request of OpenTelemetry's brings: spans, points or records.
package enum IngestSignal: String, Sendable, CaseIterable {
  case traces, metrics, logs

  /// Where it is posted to.
  package var path: String { "/v1/\(rawValue)" }

  /// The method of gRPC that takes it.
  package var method: String {
    let name =
      switch self {
      case .traces: "Trace"
      case .metrics: "Metrics"
      case .logs: "Logs"
      }
    return "/opentelemetry.proto.collector.\(rawValue == "traces" ? "trace" : rawValue).v1."
      + "\(name)Service/Export"
  }

  /// What the body is.
  var request: OTLPSchema.Message {
    switch self {
    case .traces: .traces
    case .metrics: .metrics
    case .logs: .logs
    }
  }

  /// What the answer is.
  var response: OTLPSchema.Message {
    switch self {
    case .traces: .traceResponse
    case .metrics: .metricsResponse
    case .logs: .logsResponse
    }
  }

  /// The member of the body that holds what each resource tells.
  var batches: String {
    switch self {
    case .traces: "resourceSpans"
    case .metrics: "resourceMetrics"
    case .logs: "resourceLogs"
    }
  }

  /// The member of the answer that counts what was left out.
  var rejectedName: String {
    switch self {
    case .traces: "rejectedSpans"
    case .metrics: "rejectedDataPoints"
    case .logs: "rejectedLogRecords"
    }
  }
}
