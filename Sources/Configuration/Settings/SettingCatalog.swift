import Events

/// Every key there is. A new one is a line here, read where it is needed by its name.
package enum SettingCatalog {
  /// In the order in which they are shown.
  package static let all: [Setting] = [
    Setting(
      "enabled", .flag, true, environment: "TLM_ENABLED",
      "whether programs write events at all"),
    Setting(
      "level", .choice(levels), "trace", environment: "TLM_LEVEL",
      "the least serious events that are written, of those that name a level"),
    Setting(
      "console", .choice(["off", "pretty"]), "off", environment: "TLM_CONSOLE",
      "whether events are shown on standard error, too"),
    Setting(
      "content", .choice(["summary", "full", "none"]), "summary", environment: "TLM_CONTENT",
      "how much of prompts, inputs and outputs of agents is kept"),
    Setting(
      "metrics_interval", .seconds(1...86_400, canBeOff: false), 30,
      environment: "TLM_METRICS_INTERVAL", "how often metrics of a program are written"),
    Setting(
      "sampling", .other, .object([]),
      "by the name of an event, what share of them is kept (rate), or how many a second (first)"),
    Setting(
      "rotation.size", .size(1 << 16...1 << 40), .integer(128 << 20),
      environment: "TLM_ROTATION_SIZE", "at which size a segment of the log is sealed"),
    Setting(
      "rotation.every", .seconds(1...366 * 86_400, canBeOff: true), 86_400,
      environment: "TLM_ROTATION_EVERY", "at which age a segment of the log is sealed"),
    Setting(
      "seal.every", .seconds(60...366 * 86_400, canBeOff: true), "off",
      environment: "TLM_SEAL_EVERY",
      "how often tlm watch writes into the log what the log is up to there"),
    Setting(
      "redaction.mail", .flag, false, environment: "TLM_REDACTION_MAIL",
      "whether addresses of e-mail are hidden, too"),
    Setting(
      "redaction.patterns", .words, .object([]), "what else is hidden: patterns by their names"),
    Setting(
      "redaction.allow", .words, .object([]), needsTrust: true,
      "what is not hidden, whatever else says so: patterns by their names"),
    Setting(
      "redaction.fields", .words, .object([]),
      "by the name of a field: drop, hash, or keep and a number of characters"),
    Setting(
      "redaction.field_limit", .size(64...1 << 20), .null,
      "bytes of a text that are kept; without it what a line has room for"),
    Setting(
      "redaction.event_limit", .size(1024...1 << 20), .null,
      "bytes of an event that are kept; without it as many as a line may have"),
    Setting("index.keys", .texts, .array([]), isOfStore: true, "fields that events are found by"),
    Setting("sensors", .other, .object([]), isOfStore: true, "sensors of one's own"),
    Setting(
      "sources", .texts, .array([]), needsTrust: true,
      "files and folders that tlm watch imports as they grow; claude and codex name those of agents"
    ),
    Setting(
      "prices", .other, .array([]),
      "what tokens of models cost, as a file of prices says it: before tlm's own prices"),
    Setting(
      "otel_endpoint", .text, .null, needsTrust: true,
      "where tlm watch sends each event as OpenTelemetry's logs, from then on"),
    Setting(
      "otlp.spans", .words, .object([]),
      "which events spans become that come in as OpenTelemetry, by the names of the spans"),
    Setting(
      "forward", .text, .null, needsTrust: true,
      "where tlm serve passes on what comes in, as OpenTelemetry's spans, metrics and logs"),
    Setting(
      "relay.nats", .text, .null, needsTrust: true,
      "the engine over which tlm watch and tlm serve relay, as tlm relay's --nats"),
    Setting(
      "relay.creds", .text, .null, needsTrust: true,
      "a file of credentials for that engine, which nobody else may read"),
    Setting(
      "relay.tls_ca", .text, .null, needsTrust: true,
      "a file of the certificates that the engine's must be signed by"),
    Setting(
      "relay.stream", .text, .null, needsTrust: true,
      "the stream that joins the machines; tlm where it is null"),
    Setting(
      "relay.push", .flag, true, needsTrust: true,
      "whether the store is pushed to the engine, where relay.nats names one"),
    Setting(
      "relay.events", .texts, .array([]), needsTrust: true,
      "names of the events that are pushed, * for anything; all where it is empty"),
    Setting(
      "relay.where", .texts, .array([]), needsTrust: true,
      "conditions that must hold for events that are pushed, as of tlm query --where"),
    Setting(
      "relay.pull", .flag, false, needsTrust: true,
      "whether the stores of others are pulled into this one, where relay.nats names an engine"),
    Setting(
      "relay.origins", .texts, .array([]), needsTrust: true,
      "the ids of the stores that are pulled; all where it is empty"),
    Setting(
      "post", .text, .null, environment: "METRICS_API_URL", needsTrust: true,
      "where tlm watch and tlm serve post each run that ends from then on, as JSON"),
    Setting(
      "retention.older_than", .seconds(3600...3650 * 86_400, canBeOff: true), "off",
      needsTrust: true,
      "at which age whole segments go while tlm watch runs"),
    Setting(
      "retention.max_size", .size(1 << 20...1 << 50), .null, needsTrust: true,
      "bytes of all segments, beyond which the oldest go while tlm watch runs"),
    Setting(
      "retention.archive", .flag, false, needsTrust: true,
      "whether segments are packed into archive/ before they go"),
    Setting(
      "gate.enabled", .flag, false, needsTrust: true,
      "whether tlm watch says on its board what agents may call, for tlm gate"),
    Setting("effects", .other, .null, needsTrust: true, "what rules may run"),
  ]

  /// From the least serious on.
  package static let levels = ["trace", "debug", "info", "notice", "warning", "error", "critical"]

  /// The setting of a name.
  package static func named(_ name: String) -> Setting? { all.first { $0.name == name } }

  /// The keys that may stand at the top of a file.
  static let top: [String] = {
    var keys: [String] = []
    for setting in all where !keys.contains(setting.path[0]) { keys.append(setting.path[0]) }
    return keys
  }()

  /// The keys that may stand in a section; none for what is no section.
  static func keys(in section: String) -> [String] {
    all.filter { $0.path.count == 2 && $0.path[0] == section }.map { $0.path[1] }
  }
}
