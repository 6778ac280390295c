package import Events

/// The settings by which Claude Code sends its own telemetry to a receiver of OpenTelemetry.
package struct ClaudeEnvironment: Sendable {
  /// Variables and their values, in the order in which they are shown.
  package let variables: [Member]

  /// Where `tlm serve` listens.
  package static let usualEndpoint = "http://127.0.0.1:4318"

  /// - Parameters:
  ///   - endpoint: of the receiver, without the paths of signals.
  ///   - hasTraces: whether spans are sent, too; the agent calls them a beta.
  package init(endpoint: String = Self.usualEndpoint, hasTraces: Bool = true) {
    var variables: [Member] = [
      Member("CLAUDE_CODE_ENABLE_TELEMETRY", "1"), Member("OTEL_METRICS_EXPORTER", "otlp"),
      Member("OTEL_LOGS_EXPORTER", "otlp"),
    ]
    if hasTraces {
      variables += [
        Member("CLAUDE_CODE_ENHANCED_TELEMETRY_BETA", "1"), Member("OTEL_TRACES_EXPORTER", "otlp"),
      ]
    }
    variables += [
      // The agent has no protocol unless it is told one.
      Member("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"),
      Member("OTEL_EXPORTER_OTLP_ENDPOINT", .string(endpoint)),
      Member("OTEL_METRIC_EXPORT_INTERVAL", "10000"), Member("OTEL_LOGS_EXPORT_INTERVAL", "5000"),
    ]
    if hasTraces { variables.append(Member("OTEL_TRACES_EXPORT_INTERVAL", "5000")) }
    self.variables = variables
  }

  /// Lines that a shell takes.
  package var shell: [String] {
    variables.map { "export \($0.name)=\(ShellWord.quoted($0.value.text ?? ""))" }
  }
}
