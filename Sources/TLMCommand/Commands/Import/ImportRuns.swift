import ArgumentParser
import Importers
import TLM

/// `tlm import runs`: what local-telemetry and its clients kept on this machine.
struct ImportRuns: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "runs",
    abstract: "Import the runs of local-telemetry, with those that its clients could not send.",
    discussion: """
      Its NDJSON is looked for in TELEMETRY_NDJSON_DIR, without it in raw below TELEMETRY_BASE_DIR; \
      what clients could not send (.jsonl.ready and .jsonl.active) in TELEMETRY_BUFFER_DIR, without it \
      in buffer below TELEMETRY_BASE_DIR. A record with the id of a run that is there already adds to \
      it: a run that goes on ends by the record that says so.

      Examples:
        TELEMETRY_BASE_DIR=/agent-metrics tlm import runs
        TELEMETRY_BASE_DIR=/agent-metrics tlm import runs --follow
      """)

  @OptionGroup var options: ImportArguments

  func run() async throws {
    try await options.run(
      on: AgentFolders.runs(StoreLocation.variable),
      orElse: "no runs of local-telemetry are here: set TELEMETRY_BASE_DIR to its folder, or "
        + "TELEMETRY_NDJSON_DIR or TELEMETRY_BUFFER_DIR to one of its own")
  }
}
