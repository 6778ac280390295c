/// Variables that set up the programs from which people come to tlm. One that means the same here is
/// honoured (`AGENT_OWNER`); of the others people are told what to set instead.
package enum ForeignVariables {
  /// A variable that is set and does nothing.
  package struct Remark: Sendable, Equatable {
    package let name: String
    /// What to do, in one sentence without a full stop.
    package let instead: String
  }

  /// Those that mean the same here: `tlm serve --runs` and `tlm import runs` know them, and whoever posts
  /// runs that have ended.
  private static let honoured: Set<String> = [
    "TELEMETRY_BASE_DIR", "TELEMETRY_NDJSON_DIR", "TELEMETRY_BUFFER_DIR", "TELEMETRY_API_URL",
    "TELEMETRY_API_HOST", "TELEMETRY_API_PORT", "TELEMETRY_API_AUTH_ENABLED",
    "TELEMETRY_API_AUTH_TOKEN", "TELEMETRY_RATE_LIMIT_ENABLED", "TELEMETRY_RATE_LIMIT_RPM",
    "METRICS_API_URL", "METRICS_API_TOKEN", "METRICS_API_ENABLED",
  ]

  /// Names, or their beginnings and `*`; the first that fits counts.
  private static let known: [(name: String, instead: String)] = [
    (
      "TELEMETRY_DB_PATH",
      "set TLM_STORE to the folder of a store; what was a database is views/ there"
    ),
    (
      "TELEMETRY_DB_*",
      "nothing takes its place: a log has no such mode, and appends wait for no one"
    ),
    ("TELEMETRY_LOCK_FILE", "nothing takes its place: any number of programs write to a store"),
    (
      "TELEMETRY_BUFFER_*",
      "nothing takes its place: what cannot be appended in time waits in spool/"
    ),
    ("TELEMETRY_ENABLED", "set TLM_ENABLED, or enabled in config.yaml"),
    ("TELEMETRY_DISABLED", "set TLM_DISABLED"),
    (
      "TELEMETRY_LOG_LEVEL",
      "it was for a server's own words; for events set TLM_LEVEL, or level in config.yaml"
    ),
    ("TELEMETRY_LEVEL", "set TLM_LEVEL, or level in config.yaml"),
    ("TELEMETRY_SAMPLING_RATE", "set sampling in config.yaml: {\"*\": {rate: 0.1}}"),
    (
      "TELEMETRY_MAX_PAYLOAD_BYTES",
      "set redaction.field_limit or redaction.event_limit in config.yaml"
    ),
    ("TELEMETRY_RETENTION_DAYS", "nothing is removed by itself in this version"),
    ("TELEMETRY_DRY_RUN_CLEANUP", "nothing is removed by itself in this version"),
    ("TELEMETRY_API_WORKERS", "nothing takes its place: tlm serve has threads of its own"),
    (
      "METRICS_API_*",
      "set post in your own configuration, and METRICS_API_TOKEN where it takes one"
    ),
    ("TELEMETRY_*", "tlm does not know it; tlm config show names all that can be set"),
  ]

  /// What is to be said of the variables of a process, by their names, in the order of the names.
  package static func remarks(on names: some Sequence<String>) -> [Remark] {
    Set(names).subtracting(honoured).sorted().compactMap { name in
      known.first { covers($0.name, name) }.map { Remark(name: name, instead: $0.instead) }
    }
  }

  private static func covers(_ pattern: String, _ name: String) -> Bool {
    pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }
}
