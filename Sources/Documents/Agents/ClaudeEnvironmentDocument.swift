package import Hooks
package import TLM

/// The variables by which Claude Code sends its own telemetry, as `env` of its settings takes them.
package struct ClaudeEnvironmentDocument: Document {
  private let environment: ClaudeEnvironment

  package init(_ environment: ClaudeEnvironment) { self.environment = environment }

  package var json: Value { .object(environment.variables) }
}
