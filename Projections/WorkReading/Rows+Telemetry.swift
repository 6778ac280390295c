import Events

/// What agents send as OpenTelemetry: logs and spans.
extension Rows<AgentUsage.Row> {
  /// A prompt that was logged.
  mutating func tellLoggedPrompt(_ event: borrowing Event) {
    guard let line = logged(event) else { return }
    noteLog(line)
    let message = event.string("message.uuid").map { "p" + $0 }
    let prompt = event.string("prompt.id").map { "q" + $0 }
    tell(.prompt, message ?? prompt ?? event.key("h", line), at: line.origin, by: .telemetry)
  }

  /// A compaction that was logged.
  mutating func tellLoggedCompaction(_ event: borrowing Event) {
    guard let line = logged(event) else { return }
    noteLog(line)
    tell(.compaction, event.key("h", line), at: line.origin, by: .telemetry)
  }

  /// A request that failed.
  mutating func tellLoggedError(_ event: borrowing Event) {
    guard let line = logged(event) else { return }
    let request = event.string("request_id").map { "er" + $0 }
    tell(.error, request ?? event.key("h", line), at: line.origin, by: .telemetry)
  }

  /// How a call went, by a log that has all as texts.
  mutating func endLoggedCall(_ event: borrowing Event) {
    guard logged(event) != nil else { return }
    endCall(event, CallEnding(named: event))
  }

  /// Whether a call was let run: a person's no ends it.
  mutating func decideCall(_ event: borrowing Event) {
    guard logged(event) != nil, let ending = CallEnding(decisionOf: event) else { return }
    endCall(event, ending)
  }

  /// A call from its begin to its end, by a span of it.
  mutating func tellCallSpan(_ event: borrowing Event) {
    guard let line = logged(event), let key = Label(callOf: event) else { return }
    let span = CallSpan(event)
    tell(call: key, CalledTool(event), at: line.origin) { call in
      call.begin(at: span.begin)
      call.end(span.ending, at: span.end, taking: .absent)
    }
  }

  /// A request to a model, as Claude Code logs it and as the span of it.
  mutating func tellRequest(_ event: borrowing Event) {
    guard let line = logged(event) else { return }
    let request = event.string("request_id")
    var telling = telling(event, line, TokenReading(plain: event))
    telling.request = request.map { Fingerprint($0) }
    var response: String?
    if let view = event.view(.response) { response = view.id }
    tell(
      response: response.map { "m" + $0 } ?? request.map { "r" + $0 } ?? key(telling, line), telling
    )
  }

  /// What Codex and Gemini log of a response.
  mutating func tellLoggedResponse(_ event: borrowing Event) {
    let line = WorkLine(event)
    let reading = TokenReading(logged: event)
    guard reading.isThere else { return }
    let telling = telling(event, line, reading)
    tell(response: event.string("response_id").map { "m" + $0 } ?? key(telling, line), telling)
  }

  /// A response by OpenTelemetry's names for generative AI, or by a program's own event of it.
  mutating func tellGenerated(_ event: borrowing Event) {
    let generated = TokenReading(generativeAI: event)
    let reading = generated.isThere ? generated : TokenReading(plain: event)
    guard reading.isThere else { return }
    // A span around several responses has the sum of theirs.
    if let view = event.view(.operation), view.spells("invoke_agent") { return }
    let line = WorkLine(event)
    var telling = telling(event, line, reading)
    var id: String?
    if let view = event.view(.response) { id = view.id }
    let request = event.string("request_id")
    telling.request = request.map { Fingerprint($0) }
    let span = event.spanID.map { "x" + (event.traceID ?? "") + " " + $0 }
    tell(
      response: id.map { "m" + $0 } ?? request.map { "r" + $0 } ?? span ?? key(telling, line),
      telling)
  }
}

extension Rows<AgentUsage.Row> {
  /// Events of these names are an agent's only if they say so: others use the same words.
  private func logged(_ event: borrowing Event) -> WorkLine? {
    let line = WorkLine(event)
    return line.origin.session == nil && event.string("request_id") == nil ? nil : line
  }

  private mutating func noteLog(_ line: WorkLine) {
    tell(session: line.origin.session) { $0.note(.telemetry, at: line.origin.time.time) }
  }

  private func telling(
    _ event: borrowing Event, _ line: WorkLine, _ reading: TokenReading
  ) -> ResponseTelling {
    var telling = ResponseTelling(origin: line.origin, teller: .telemetry, isMain: false)
    telling.modelRank = 1
    telling.tokens = reading.counts
    telling.isUnreadable = reading.isUnreadable
    for name in [GenAIName.responseModel, GenAIName.requestModel] where telling.model == nil {
      if let view = event.view(name) { telling.model = Label(view.string) }
    }
    telling.model = telling.model ?? Label(event.model)
    if let cost = event.view(named: "cost_usd") { telling.read(cost: cost) }
    return telling
  }

  /// Of what has no id: all that is known of it.
  private func key(_ telling: ResponseTelling, _ line: WorkLine) -> String {
    let tokens = telling.tokens
    return "x="
      + Fingerprint(
        line.origin.session?.text ?? "", line.origin.time.time?.description ?? "",
        telling.model?.text ?? "", "\(tokens.input) \(tokens.output) \(tokens.cacheRead)"
      ).text
  }
}
