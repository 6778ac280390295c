/// What a request of OpenTelemetry's brings: spans, points of metrics, or records.
package enum OTLPSignal: String, Sendable, CaseIterable {
  case traces, metrics, logs

  /// What a request is.
  package var request: OTLPSchema.Message {
    switch self {
    case .traces: .traces
    case .metrics: .metrics
    case .logs: .logs
    }
  }

  /// What its answer is.
  package var response: OTLPSchema.Message {
    switch self {
    case .traces: .traceResponse
    case .metrics: .metricsResponse
    case .logs: .logsResponse
    }
  }

  /// The member of the answer that counts what was left out.
  package var rejectedName: String {
    switch self {
    case .traces: "rejectedSpans"
    case .metrics: "rejectedDataPoints"
    case .logs: "rejectedLogRecords"
    }
  }

  /// The member of a request that holds what each resource tells.
  package var batches: String {
    switch self {
    case .traces: "resourceSpans"
    case .metrics: "resourceMetrics"
    case .logs: "resourceLogs"
    }
  }

  /// Where it is sent, below a base.
  package var path: String { "/v1/\(rawValue)" }

  /// The method of gRPC that takes it, which is a path, too.
  package var method: String {
    let (package, name) =
      switch self {
      case .traces: ("trace", "Trace")
      case .metrics: ("metrics", "Metrics")
      case .logs: ("logs", "Logs")
      }
    return "/opentelemetry.proto.collector.\(package).v1.\(name)Service/Export"
  }

  /// What it is of, for people.
  package var things: String {
    switch self {
    case .traces: "spans"
    case .metrics: "points"
    case .logs: "events"
    }
  }
}
