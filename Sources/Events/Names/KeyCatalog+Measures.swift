/// The well-known keys of what was measured: durations, ends, tokens, and what projections and
/// sensors read. Their numbers go on from those of `KeyCatalog.swift`.
extension Key {
  // How long.

  /// How long it took in seconds, as `duration_s`: tlm's own spelling.
  public static let durationS = Key(rawValue: 61)
  /// How long it took in seconds, as `duration_seconds`, in parallel workers' events.
  public static let durationSeconds = Key(rawValue: 62)
  /// How long it took in seconds, as `elapsed_s`.
  public static let elapsedS = Key(rawValue: 63)
  /// How long it took in milliseconds, as `duration_ms`: loops, hooks and local-telemetry.
  public static let durationMs = Key(rawValue: 64)
  /// How long a call took in milliseconds, as `latency_ms` in agent logs.
  public static let latencyMs = Key(rawValue: 65)
  /// How long a response took in milliseconds, as `response_time_ms`.
  public static let responseTimeMs = Key(rawValue: 66)
  /// How long it took in milliseconds, as `duration` in domain events, which name no unit.
  public static let duration = Key(rawValue: 67)
  /// When a span began, as OpenTelemetry's `startTimeUnixNano`: the time of an event that says no
  /// other.
  public static let startTimeUnixNano = Key(rawValue: 68)
  /// When a span ended, as OpenTelemetry's `endTimeUnixNano`: less its begin it is the duration of
  /// a line that says none otherwise.
  public static let endTimeUnixNano = Key(rawValue: 69)

  // How it ended.

  /// How it ended, as `result`: the first of the outcome words, such as `pass` or `failure`.
  public static let result = Key(rawValue: 70)
  /// How it ended or stands, as `status`: the third of the outcome words.
  public static let status = Key(rawValue: 71)
  /// How it ended, as `outcome`: the second of the outcome words.
  public static let outcome = Key(rawValue: 72)
  /// How an evaluation ended, as `verdict`: the last of the outcome words, `yes` or `no`.
  public static let verdict = Key(rawValue: 73)
  /// Whether it went well, as `success`: true or false; it counts after the outcome words.
  public static let success = Key(rawValue: 74)
  /// The exit code of a command, as `exit_code`: 0 is success; it counts after `success`.
  public static let exitCode = Key(rawValue: 75)
  /// Whether it failed, as `is_error`: true or false; it counts after `exit_code`.
  public static let isError = Key(rawValue: 76)
  /// The same as `is_error`, as `isError` in responses of tools.
  public static let isErrorCamel = Key(rawValue: 77)
  /// What went wrong, as `error`: a failure unless it is null, false, 0 or empty. It counts last.
  public static let error = Key(rawValue: 78)
  /// What ended a loop, as `terminated_by`: `terminal`, `timeout`, `max_steps`.
  public static let terminatedBy = Key(rawValue: 79)
  /// Whether the state that a loop ended in stands for failure, as `failure_terminal`.
  public static let failureTerminal = Key(rawValue: 80)

  // Tokens and cost.

  /// Tokens of the prompt, as `input_tokens`: tlm's own spelling.
  public static let inputTokens = Key(rawValue: 81)
  /// The same as `input_tokens`, as `prompt_tokens`.
  public static let promptTokens = Key(rawValue: 82)
  /// The same as `input_tokens`, as `tokens_prompt` in agent logs.
  public static let tokensPrompt = Key(rawValue: 83)
  /// The same as `input_tokens`, as OpenTelemetry's `gen_ai.usage.input_tokens`.
  public static let genAIInputTokens = Key(rawValue: 84)
  /// Tokens of the response, as `output_tokens`: tlm's own spelling.
  public static let outputTokens = Key(rawValue: 85)
  /// The same as `output_tokens`, as `completion_tokens`.
  public static let completionTokens = Key(rawValue: 86)
  /// The same as `output_tokens`, as `tokens_completion` in agent logs.
  public static let tokensCompletion = Key(rawValue: 87)
  /// The same as `output_tokens`, as OpenTelemetry's `gen_ai.usage.output_tokens`.
  public static let genAIOutputTokens = Key(rawValue: 88)
  /// Input tokens that came out of a cache, as `cache_read_tokens`: tlm's own spelling.
  public static let cacheReadTokens = Key(rawValue: 89)
  /// The same as `cache_read_tokens`, as `cache_read_input_tokens` in transcripts.
  public static let cacheReadInputTokens = Key(rawValue: 90)
  /// The same as `cache_read_tokens`, as OpenTelemetry's `gen_ai.usage.cache_read.input_tokens`.
  public static let genAICacheReadTokens = Key(rawValue: 91)
  /// Input tokens that went into a cache, as `cache_creation_tokens`.
  public static let cacheCreationTokens = Key(rawValue: 92)
  /// The same as `cache_creation_tokens`, as `cache_creation_input_tokens`.
  public static let cacheCreationInputTokens = Key(rawValue: 93)
  /// The same as `cache_creation_tokens`, as OpenTelemetry's
  /// `gen_ai.usage.cache_creation.input_tokens`.
  public static let genAICacheCreationTokens = Key(rawValue: 94)
  /// A sum of tokens whose parts nobody tells, as `tokens`.
  public static let tokens = Key(rawValue: 95)
  /// The cost in US dollars as the source says it, as `cost_usd`.
  public static let costUSD = Key(rawValue: 96)
  /// The same as `cost_usd`, as `total_cost_usd`.
  public static let totalCostUSD = Key(rawValue: 97)
  /// The same as `cost_usd`, as `total_cost` in the last line of an agent's session.
  public static let totalCost = Key(rawValue: 98)
  /// A message of a transcript, as the object `message`; in a log of words, a text.
  public static let message = Key(rawValue: 99)
  /// The tokens of a response, as the object `usage`: looked into where the line itself counts
  /// none.
  public static let usage = Key(rawValue: 100)

  // What projections and sensors read.

  /// The state of a loop, as `state`.
  public static let state = Key(rawValue: 101)
  /// The mode or state that is left, as `from`: in `mode_transition` and in a loop's `route`.
  public static let from = Key(rawValue: 102)
  /// The mode or state that is entered, as `to`.
  public static let to = Key(rawValue: 103)
  /// The state that is left, as `from_state`: of a request, or of a loop that is resumed.
  public static let fromState = Key(rawValue: 104)
  /// The state of a request that begins here, as `to_state`.
  public static let toState = Key(rawValue: 105)
  /// The same as `from` where a mode changes, as `from_mode` in personal_agent.
  public static let fromMode = Key(rawValue: 106)
  /// The same as `to` where a mode changes, as `to_mode` in personal_agent.
  public static let toMode = Key(rawValue: 107)
  /// What a loop does in a state, as `action`: a command or a prompt.
  public static let action = Key(rawValue: 108)
  /// Which turn of its loop it is, as `iteration`, from 1.
  public static let iteration = Key(rawValue: 109)
  /// The state that a loop ended in, as `final_state`.
  public static let finalState = Key(rawValue: 110)
  /// How many turns a loop took, as `iterations`.
  public static let iterations = Key(rawValue: 111)
  /// Why, in words of a person or a program, as `reason`.
  public static let reason = Key(rawValue: 112)
  /// How often something was tried again in vain, as `retries`.
  public static let retries = Key(rawValue: 113)
  /// How risky the call of a tool is, as `risk_level`: sensors count `high` and `critical`.
  public static let riskLevel = Key(rawValue: 114)
  /// Who approved, set or rejected something, as `by`: `human`, or a name.
  public static let by = Key(rawValue: 115)
  /// How many tokens the context holds at a guess, as `estimated_tokens`.
  public static let estimatedTokens = Key(rawValue: 116)
  /// How many tools were called until then, as `tool_calls`.
  public static let toolCalls = Key(rawValue: 117)
  /// The calls of each tool, as `breakdown`: an object of numbers by the tool's name.
  public static let breakdown = Key(rawValue: 118)
  /// How busy the processors are in percent, as `cpu_load_percent`.
  public static let cpuLoadPercent = Key(rawValue: 119)
  /// How much of the memory is in use in percent, as `mem_used_percent`.
  public static let memUsedPercent = Key(rawValue: 120)
  /// How busy the graphics processor is in percent, as `gpu_load_percent`.
  public static let gpuLoadPercent = Key(rawValue: 121)
  /// How full the disk is in percent, as `disk_used_percent`.
  public static let diskUsedPercent = Key(rawValue: 122)
  /// Readings of sensors by their ids, as the object `metrics`.
  public static let metrics = Key(rawValue: 123)

  // Streams and conditional appends.

  /// The stream that the event belongs to, as `stream`: the spelling that tlm appends.
  public static let stream = Key(rawValue: 124)
  /// The same as `stream`, as `stream_id`.
  public static let streamIDSnake = Key(rawValue: 125)
  /// What keeps an append from being made twice, as `idempotency_key`.
  public static let idempotencyKey = Key(rawValue: 126)
}
