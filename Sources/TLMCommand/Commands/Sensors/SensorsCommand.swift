import ArgumentParser
import TLM

/// `tlm sensors`: what sensors say, now or then.
struct SensorsCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sensors",
    abstract: "What sensors say: all of them, some, over time, and what each is.",
    discussion: """
      The shipped sensors and those under sensors: in the store's config.yaml. Where tlm watch \
      runs they are read off its board, else the end of the log is folded: it says the same.

      Examples:
        tlm sensors
        tlm sensors get perf_system_cpu_load
        tlm sensors get perf_tool_error_rate --window 60s --json
        tlm sensors series perf_system_cpu_load --window 10m
        tlm sensors describe perf_tool_call_latency
        tlm sensors watch
      """,
    subcommands: CommandCatalog.sensors,
    defaultSubcommand: ListSensors.self)
}
