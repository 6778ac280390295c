import Events
import Sensors

/// How a line about spending is read, whoever wrote it: transcripts, the stream of an agent, its
/// telemetry and its status line. Prices are those of the day of the line.
extension SpendingTelling {
  /// - Parameters:
  ///   - file: where in a file of Codex the line stands, if it does not say so itself.
  ///   - prices: what tokens cost.
  init?(_ event: borrowing Event, in file: Rollout?, at prices: PriceTable) {
    switch event.name {
    case "assistant": self.init(assistant: event, at: prices)
    case "event_msg": self.init(stepOf: event, in: file, at: prices)
    case "result": self.init(sumOf: event, ["total_cost_usd", "cost_usd", "total_cost"])
    case "context_snapshot": self.init(sumOf: event, ["session_cost_usd"])
    case "codex.sse_event", "gemini_cli.api_response":
      self.init(
        event, TokenReading(logged: event), keys: [event.string("response_id").map { "m" + $0 }],
        at: prices)
      if event.name == "codex.sse_event" { teller = .telemetry }
    default:
      let generated = TokenReading(generativeAI: event)
      self.init(
        event, generated.isThere ? generated : TokenReading(plain: event),
        keys: [event.string("request_id").map { "r" + $0 }], at: prices)
    }
  }

  /// A step of a session of Codex, as its file has it.
  private init?(stepOf event: borrowing Event, in file: Rollout?, at prices: PriceTable) {
    let line = RolloutLine(event, file)
    guard !line.isHistory, let step = RolloutStep(event, line), step.reading.isThere else {
      return nil
    }
    self.init()
    let counts = step.reading.counts
    keys = [Label(step.key)]
    session = line.work.origin.session
    teller = .record
    tokens = SpentTokens(counts)
    cost = line.model.flatMap { Self.price(of: counts, $0, at: event.time, prices) }?.picodollars
  }

  /// A line of a transcript, which repeats what a response took for each of its parts.
  private init?(assistant event: borrowing Event, at prices: PriceTable) {
    guard let message = event.view(.message), message.kind == .object else { return nil }
    let said = ClaudeMessage(message, of: event)
    guard let usage = said.usage, said.model != "<synthetic>" else { return nil }
    let request = event.string("requestId") ?? event.string("request_id")
    self.init(
      event, usage, keys: [said.id.map { "m" + $0 }, request.map { "r" + $0 }],
      model: said.model, ownCost: "costUSD", at: prices)
  }

  private init?(
    _ event: borrowing Event, _ reading: TokenReading, keys: [String?], model: String? = nil,
    ownCost: String = "cost_usd", at prices: PriceTable
  ) {
    var own: Dollars?
    if let view = event.view(named: ownCost) { own = Dollars(view) }
    guard reading.isThere || own != nil else { return nil }
    self.init()
    let counts = reading.counts
    self.keys = keys.compactMap { Label($0) }
    session = WorkLine(event).origin.session
    tokens = SpentTokens(counts)
    let name = Label(model ?? Self.model(of: event) ?? event.model)
    cost = (own ?? name.flatMap { Self.price(of: counts, $0, at: event.time, prices) })?.picodollars
  }

  /// What a session has cost so far.
  private init?(sumOf event: borrowing Event, _ names: [String]) {
    self.init()
    session = WorkLine(event).origin.session
    for name in names {
      guard let view = event.view(named: name), !view.isNull else { continue }
      sessionCost = Dollars(view)?.picodollars
      break
    }
    if sessionCost == nil { return nil }
  }

  private static func model(of event: borrowing Event) -> String? {
    for name in [GenAIName.responseModel, GenAIName.requestModel] {
      if let view = event.view(name), let model = view.string { return model }
    }
    return nil
  }

  private static func price(
    of tokens: TokenCounts, _ model: Label, at time: Timestamp?, _ prices: PriceTable
  ) -> Dollars? {
    PriceTable.price(among: prices.prices(of: model), at: time, context: tokens.context)?.rates
      .cost(of: tokens)
  }
}

extension SpentTokens {
  fileprivate init(_ counts: TokenCounts) {
    self.init(
      input: counts.input, output: counts.output, cacheRead: counts.cacheRead,
      cacheWrite: counts.cacheCreation)
  }
}
