/// The well-known keys, one member each, named as they are spelled; camel-cased spellings and
/// dotted ones say so.
///
/// A key's number is its place in `spellings`. Numbers live as long as the process and are never
/// stored, so keys may be added anywhere; there is room for 127.
extension Key {
  // Where the name of an event is looked for, in this order.
  public static let event = Key(rawValue: 1)
  public static let eventType = Key(rawValue: 2)
  public static let type = Key(rawValue: 3)
  public static let hookEventName = Key(rawValue: 4)
  public static let recordType = Key(rawValue: 5)

  // Where the time of an event is looked for, in this order.
  public static let ts = Key(rawValue: 6)
  public static let timestamp = Key(rawValue: 7)
  public static let atTimestamp = Key(rawValue: 8)
  public static let createdAt = Key(rawValue: 9)
  public static let startTime = Key(rawValue: 10)
  public static let startedAt = Key(rawValue: 11)
  public static let sampleTimestamp = Key(rawValue: 12)
  public static let probedAt = Key(rawValue: 13)
  public static let ratedAt = Key(rawValue: 14)
  public static let updatedAt = Key(rawValue: 15)
  public static let endTime = Key(rawValue: 16)
  public static let timeUnixNano = Key(rawValue: 17)

  // Objects in which a key is looked for that the top level does not have, in this order.
  public static let metadata = Key(rawValue: 18)
  public static let data = Key(rawValue: 19)
  public static let payload = Key(rawValue: 20)

  // Who and where.
  public static let eventID = Key(rawValue: 21)
  public static let id = Key(rawValue: 22)
  public static let level = Key(rawValue: 23)
  public static let severity = Key(rawValue: 24)
  public static let tool = Key(rawValue: 25)
  public static let component = Key(rawValue: 26)
  public static let sourceComponent = Key(rawValue: 27)
  public static let project = Key(rawValue: 28)
  public static let sessionID = Key(rawValue: 29)
  public static let sessionIDCamel = Key(rawValue: 30)
  public static let sessionDotID = Key(rawValue: 31)
  public static let runID = Key(rawValue: 32)
  public static let runIDCamel = Key(rawValue: 33)
  public static let parentRunID = Key(rawValue: 34)
  public static let parentRunIDCamel = Key(rawValue: 35)
  public static let issueID = Key(rawValue: 36)
  public static let issueIDCamel = Key(rawValue: 37)
  public static let issueType = Key(rawValue: 38)
  public static let wave = Key(rawValue: 39)
  public static let priority = Key(rawValue: 40)
  public static let phase = Key(rawValue: 41)
  public static let phases = Key(rawValue: 42)
  public static let traceID = Key(rawValue: 43)
  public static let traceIDCamel = Key(rawValue: 44)
  public static let spanID = Key(rawValue: 45)
  public static let spanIDCamel = Key(rawValue: 46)
  public static let parentSpanID = Key(rawValue: 47)
  public static let parentSpanIDCamel = Key(rawValue: 48)
  public static let toolName = Key(rawValue: 49)
  public static let toolNameCamel = Key(rawValue: 50)
  public static let toolDotName = Key(rawValue: 51)
  public static let toolUseID = Key(rawValue: 52)
  public static let model = Key(rawValue: 53)
  public static let modelID = Key(rawValue: 54)
  public static let streamID = Key(rawValue: 55)
  public static let taskID = Key(rawValue: 56)
  public static let taskIDCamel = Key(rawValue: 57)
  public static let depth = Key(rawValue: 58)
  public static let loop = Key(rawValue: 59)
  public static let host = Key(rawValue: 60)

  // How long.
  public static let durationS = Key(rawValue: 61)
  public static let durationSeconds = Key(rawValue: 62)
  public static let elapsedS = Key(rawValue: 63)
  public static let durationMs = Key(rawValue: 64)
  public static let latencyMs = Key(rawValue: 65)
  public static let responseTimeMs = Key(rawValue: 66)
  public static let duration = Key(rawValue: 67)
  public static let startTimeUnixNano = Key(rawValue: 68)
  public static let endTimeUnixNano = Key(rawValue: 69)

  // How it ended.
  public static let result = Key(rawValue: 70)
  public static let status = Key(rawValue: 71)
  public static let outcome = Key(rawValue: 72)
  public static let verdict = Key(rawValue: 73)
  public static let success = Key(rawValue: 74)
  public static let exitCode = Key(rawValue: 75)
  public static let isError = Key(rawValue: 76)
  public static let isErrorCamel = Key(rawValue: 77)
  public static let error = Key(rawValue: 78)
  public static let terminatedBy = Key(rawValue: 79)
  public static let failureTerminal = Key(rawValue: 80)

  // Tokens and cost.
  public static let inputTokens = Key(rawValue: 81)
  public static let promptTokens = Key(rawValue: 82)
  public static let tokensPrompt = Key(rawValue: 83)
  public static let genAIInputTokens = Key(rawValue: 84)
  public static let outputTokens = Key(rawValue: 85)
  public static let completionTokens = Key(rawValue: 86)
  public static let tokensCompletion = Key(rawValue: 87)
  public static let genAIOutputTokens = Key(rawValue: 88)
  public static let cacheReadTokens = Key(rawValue: 89)
  public static let cacheReadInputTokens = Key(rawValue: 90)
  public static let genAICacheReadTokens = Key(rawValue: 91)
  public static let cacheCreationTokens = Key(rawValue: 92)
  public static let cacheCreationInputTokens = Key(rawValue: 93)
  public static let genAICacheCreationTokens = Key(rawValue: 94)
  public static let tokens = Key(rawValue: 95)
  public static let costUSD = Key(rawValue: 96)
  public static let totalCostUSD = Key(rawValue: 97)
  public static let totalCost = Key(rawValue: 98)
  public static let message = Key(rawValue: 99)
  public static let usage = Key(rawValue: 100)

  // What projections and sensors read.
  public static let state = Key(rawValue: 101)
  public static let from = Key(rawValue: 102)
  public static let to = Key(rawValue: 103)
  public static let fromState = Key(rawValue: 104)
  public static let toState = Key(rawValue: 105)
  public static let fromMode = Key(rawValue: 106)
  public static let toMode = Key(rawValue: 107)
  public static let action = Key(rawValue: 108)
  public static let iteration = Key(rawValue: 109)
  public static let finalState = Key(rawValue: 110)
  public static let iterations = Key(rawValue: 111)
  public static let reason = Key(rawValue: 112)
  public static let retries = Key(rawValue: 113)
  public static let riskLevel = Key(rawValue: 114)
  public static let by = Key(rawValue: 115)
  public static let estimatedTokens = Key(rawValue: 116)
  public static let toolCalls = Key(rawValue: 117)
  public static let breakdown = Key(rawValue: 118)
  public static let cpuLoadPercent = Key(rawValue: 119)
  public static let memUsedPercent = Key(rawValue: 120)
  public static let gpuLoadPercent = Key(rawValue: 121)
  public static let diskUsedPercent = Key(rawValue: 122)
  public static let metrics = Key(rawValue: 123)

  // Streams and conditional appends.
  public static let stream = Key(rawValue: 124)
  public static let streamIDSnake = Key(rawValue: 125)
  public static let idempotencyKey = Key(rawValue: 126)

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
    "stream", "stream_id", "idempotency_key",
  ]
}
