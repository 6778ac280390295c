/// The well-known keys, one member each, named as they are spelled; camel-cased spellings and
/// dotted ones say so.
///
/// A key's number is its place in `spellings`. Numbers live as long as the process and are never
/// stored, so keys may be added anywhere; there is room for 191. Keys of what was measured stand in
/// `KeyCatalog+Measures.swift`, those of other programs' loggers in `KeyCatalog+Loggers.swift`.
extension Key {
  // Where the name of an event is looked for, in this order.

  /// What happened, as `event`: the name of little-loops, of personal_agent and of tlm itself.
  public static let event = Key(rawValue: 1)
  /// What happened, as `event_type`: local-telemetry's event lines, and buses of events.
  public static let eventType = Key(rawValue: 2)
  /// What happened, as `type`: domain events and transcripts. Beside `event` it is a detail.
  public static let type = Key(rawValue: 3)
  /// What happened, as `hook_event_name`: the hook of an agent that was called.
  public static let hookEventName = Key(rawValue: 4)
  /// What sort of record a line is, as `record_type`: its name where it has no other.
  public static let recordType = Key(rawValue: 5)

  // Where the time of an event is looked for, in this order.

  /// When the line was written, as `ts`: little-loops, and tlm's own form.
  public static let ts = Key(rawValue: 6)
  /// When it happened, as `timestamp`: personal_agent, domain events and transcripts.
  public static let timestamp = Key(rawValue: 7)
  /// When it happened, as `@timestamp`: documents of Elasticsearch.
  public static let atTimestamp = Key(rawValue: 8)
  /// When the record was made, as `created_at`.
  public static let createdAt = Key(rawValue: 9)
  /// When the run began, as `start_time` in local-telemetry's records of runs.
  public static let startTime = Key(rawValue: 10)
  /// When what the event is about began, as `started_at`.
  public static let startedAt = Key(rawValue: 11)
  /// When the readings of the line were taken, as `sample_timestamp`.
  public static let sampleTimestamp = Key(rawValue: 12)
  /// When something was probed, as `probed_at`.
  public static let probedAt = Key(rawValue: 13)
  /// When somebody rated a result, as `rated_at`.
  public static let ratedAt = Key(rawValue: 14)
  /// When the record was last changed, as `updated_at`.
  public static let updatedAt = Key(rawValue: 15)
  /// When the run ended, as `end_time`: the time of an event that has none of those above.
  public static let endTime = Key(rawValue: 16)
  /// When it happened, as OpenTelemetry's `timeUnixNano`: nanoseconds since 1970.
  public static let timeUnixNano = Key(rawValue: 17)

  // Objects in which a key is looked for that the top level does not have, in this order.

  /// What is known beside the rest, as the object `metadata`; looked into before the others.
  public static let metadata = Key(rawValue: 18)
  /// The body of a domain event, as the object `data`; looked into after `metadata`.
  public static let data = Key(rawValue: 19)
  /// The body of a hook's event, as the object `payload`; looked into last.
  public static let payload = Key(rawValue: 20)

  // Who and where.

  /// The event's own id, as `event_id`.
  public static let eventID = Key(rawValue: 21)
  /// The event's own id, as `id`, in domain events; it counts after `event_id`.
  public static let id = Key(rawValue: 22)
  /// How serious a log line is, as `level`, in the producer's own words.
  public static let level = Key(rawValue: 23)
  /// The same as `level`, as `severity`.
  public static let severity = Key(rawValue: 24)
  /// The program that emitted the event, as `tool`; in `SessionToolUsed`, what an agent called.
  public static let tool = Key(rawValue: 25)
  /// The part of the program that emitted the event, as `component`.
  public static let component = Key(rawValue: 26)
  /// The same as `component`, as `source_component` on a bus of events.
  public static let sourceComponent = Key(rawValue: 27)
  /// The project that the event is about, as `project`.
  public static let project = Key(rawValue: 28)
  /// The session of the user or agent, as `session_id`.
  public static let sessionID = Key(rawValue: 29)
  /// The same as `session_id`, as `sessionId` in transcripts and domain events.
  public static let sessionIDCamel = Key(rawValue: 30)
  /// The same as `session_id`, as OpenTelemetry's `session.id`: a dot, not a path.
  public static let sessionDotID = Key(rawValue: 31)
  /// The run of a job, as `run_id`.
  public static let runID = Key(rawValue: 32)
  /// The same as `run_id`, as `runId`.
  public static let runIDCamel = Key(rawValue: 33)
  /// The run that started this one, as `parent_run_id`.
  public static let parentRunID = Key(rawValue: 34)
  /// The same as `parent_run_id`, as `parentRunId`.
  public static let parentRunIDCamel = Key(rawValue: 35)
  /// The issue that the event is about, as `issue_id`: `BUG-042`.
  public static let issueID = Key(rawValue: 36)
  /// The same as `issue_id`, as `issueId`.
  public static let issueIDCamel = Key(rawValue: 37)
  /// The kind of issue, as `issue_type`: `BUG`. Without it projections go by the letters of the id.
  public static let issueType = Key(rawValue: 38)
  /// The number of the wave of a sprint that an issue is worked on in, as `wave`.
  public static let wave = Key(rawValue: 39)
  /// How urgent an issue or a session is, as `priority`, in the producer's own words.
  public static let priority = Key(rawValue: 40)
  /// The phase of the work on an issue, as `phase`: `implement`.
  public static let phase = Key(rawValue: 41)
  /// How many seconds each phase took, as `phases`: an object of a completion.
  public static let phases = Key(rawValue: 42)
  /// The trace that the event belongs to, as `trace_id`, whatever form its ids have.
  public static let traceID = Key(rawValue: 43)
  /// The same as `trace_id`, as OpenTelemetry's `traceId`.
  public static let traceIDCamel = Key(rawValue: 44)
  /// The span that the event belongs to, as `span_id`.
  public static let spanID = Key(rawValue: 45)
  /// The same as `span_id`, as OpenTelemetry's `spanId`.
  public static let spanIDCamel = Key(rawValue: 46)
  /// The span around that span, as `parent_span_id`.
  public static let parentSpanID = Key(rawValue: 47)
  /// The same as `parent_span_id`, as OpenTelemetry's `parentSpanId`.
  public static let parentSpanIDCamel = Key(rawValue: 48)
  /// What an agent called, as `tool_name`: `Bash`. The program that emitted is `tool`.
  public static let toolName = Key(rawValue: 49)
  /// The same as `tool_name`, as `toolName`.
  public static let toolNameCamel = Key(rawValue: 50)
  /// The same as `tool_name`, as OpenTelemetry's `tool.name`: a dot, not a path.
  public static let toolDotName = Key(rawValue: 51)
  /// The id of one call of a tool, as `tool_use_id`: its begin and its end both carry it.
  public static let toolUseID = Key(rawValue: 52)
  /// The language model, as `model`.
  public static let model = Key(rawValue: 53)
  /// The same as `model`, as `model_id` in agent logs.
  public static let modelID = Key(rawValue: 54)
  /// The stream of the event, as `streamId` in domain events; it counts last of three spellings.
  public static let streamID = Key(rawValue: 55)
  /// The task of an orchestrator, as `task_id`: what counts active tasks goes by it.
  public static let taskID = Key(rawValue: 56)
  /// The same as `task_id`, as `taskId` in domain events.
  public static let taskIDCamel = Key(rawValue: 57)
  /// How deep a loop lies inside others, as `depth`: 0, or absent, for the outermost.
  public static let depth = Key(rawValue: 58)
  /// The name of a little-loops loop, as `loop`.
  public static let loop = Key(rawValue: 59)
  /// The machine of a run, or the program around a hook, as `host`.
  public static let host = Key(rawValue: 60)

  /// Every key with its number and spelling.
  public static var catalog: [(key: Key, spelling: String)] {
    spellings.enumerated().map { (Key(rawValue: UInt16($0.offset + 1)), $0.element) }
  }

  /// The key spelled so; nil for a key that is not well known.
  public init?(spelling: String) {
    guard let number = Self.numbers[spelling] else { return nil }
    self = number
  }

  /// How the key is written in a line; empty for `unknown`.
  public var spelling: String {
    rawValue == 0 ? "" : Self.spellings[Int(rawValue) - 1]
  }

  private static let numbers = Dictionary(
    uniqueKeysWithValues: catalog.map { ($0.spelling, $0.key) })

  /// In the order of their numbers, the first being number 1.
  private static let spellings = [
    "event", "event_type", "type", "hook_event_name", "record_type", "ts", "timestamp",
    "@timestamp", "created_at", "start_time", "started_at", "sample_timestamp", "probed_at",
    "rated_at", "updated_at", "end_time", "timeUnixNano", "metadata", "data", "payload", "event_id",
    "id", "level", "severity", "tool", "component", "source_component", "project", "session_id",
    "sessionId", "session.id", "run_id", "runId", "parent_run_id", "parentRunId", "issue_id",
    "issueId", "issue_type", "wave", "priority", "phase", "phases", "trace_id", "traceId",
    "span_id", "spanId", "parent_span_id", "parentSpanId", "tool_name", "toolName", "tool.name",
    "tool_use_id", "model", "model_id", "streamId", "task_id", "taskId", "depth", "loop", "host",
    "duration_s", "duration_seconds", "elapsed_s", "duration_ms", "latency_ms", "response_time_ms",
    "duration", "startTimeUnixNano", "endTimeUnixNano", "result", "status", "outcome", "verdict",
    "success", "exit_code", "is_error", "isError", "error", "terminated_by", "failure_terminal",
    "input_tokens", "prompt_tokens", "tokens_prompt", "gen_ai.usage.input_tokens", "output_tokens",
    "completion_tokens", "tokens_completion", "gen_ai.usage.output_tokens", "cache_read_tokens",
    "cache_read_input_tokens", "gen_ai.usage.cache_read.input_tokens", "cache_creation_tokens",
    "cache_creation_input_tokens", "gen_ai.usage.cache_creation.input_tokens", "tokens", "cost_usd",
    "total_cost_usd", "total_cost", "message", "usage", "state", "from", "to", "from_state",
    "to_state", "from_mode", "to_mode", "action", "iteration", "final_state", "iterations",
    "reason", "retries", "risk_level", "by", "estimated_tokens", "tool_calls", "breakdown",
    "cpu_load_percent", "mem_used_percent", "gpu_load_percent", "disk_used_percent", "metrics",
    "stream", "stream_id", "idempotency_key", "time", "t", "@t", "eventTime", "msg", "@m", "@mt",
    "@l", "sample_rate", "correlation_id", "correlationId", "causation_id", "causationId",
  ]
}
