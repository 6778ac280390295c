import Events
import Sensors

/// The prices of models, of all days and sizes: looking for a model through the whole table takes longer
/// than all the rest of reading what a response took.
typealias KnownPrices = Remembered<Label, [Price]>

/// How a line about spending is read, whoever wrote it: transcripts, the stream of an agent, its
/// telemetry and its status line. Prices are those of the day of the line.
extension SpendingTelling {
  /// How events of a name are read. Where in a file of Codex a line stands is asked for if it does not
  /// say so itself.
  ///
  /// - Parameter prices: what tokens cost.
  static func reader(of name: String, at prices: KnownPrices) -> ReadsSpending {
    switch name {
    case "assistant":
      return { event, _ in SpendingTelling(assistant: event, at: prices) }
    case "event_msg":
      return { event, file in SpendingTelling(stepOf: event, in: file, at: prices) }
    case "result":
      return { event, _ in
        SpendingTelling(sumOf: event, ["total_cost_usd", "cost_usd", "total_cost"])
      }
    case "context_snapshot":
      return { event, _ in SpendingTelling(sumOf: event, ["session_cost_usd"]) }
    case "codex.sse_event":
      return { event, _ in
        var telling = SpendingTelling(logged: event, at: prices)
        telling?.teller = .telemetry
        return telling
      }
    case "gemini_cli.api_response":
      return { event, _ in SpendingTelling(logged: event, at: prices) }
    default:
      return { event, _ in SpendingTelling(request: event, at: prices) }
    }
  }

  /// A response that Codex or Gemini logs.
  private init?(logged event: borrowing Event, at prices: KnownPrices) {
    self.init(
      event, TokenReading(logged: event), keys: [event.string("response_id").map { "m" + $0 }],
      at: prices)
  }

  /// A request to a model, by whoever counts what it took.
  private init?(request event: borrowing Event, at prices: KnownPrices) {
    let generated = TokenReading(generativeAI: event)
    self.init(
      event, generated.isThere ? generated : TokenReading(plain: event),
      keys: [event.string("request_id").map { "r" + $0 }], at: prices)
  }

  /// A step of a session of Codex, as its file has it.
  private init?(stepOf event: borrowing Event, in file: Rollout?, at prices: KnownPrices) {
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
  private init?(assistant event: borrowing Event, at prices: KnownPrices) {
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
    ownCost: String = "cost_usd", at prices: KnownPrices
  ) {
    var own: Dollars?
    if let view = event.view(named: ownCost) { own = Dollars(view) }
    guard reading.isThere || own != nil else { return nil }
    self.init()
    let counts = reading.counts
    self.keys = keys.compactMap { Label($0) }
    session = WorkLine.session(of: event)
    tokens = SpentTokens(counts)
    let name = Label(model ?? Self.model(of: event) ?? event.model)
    cost = (own ?? name.flatMap { Self.price(of: counts, $0, at: event.time, prices) })?.picodollars
  }

  /// What a session has cost so far.
  private init?(sumOf event: borrowing Event, _ names: [String]) {
    self.init()
    for name in names {
      guard let view = event.view(named: name), !view.isNull else { continue }
      sessionCost = Dollars(view)?.picodollars
      break
    }
    if sessionCost == nil { return nil }
    session = WorkLine.session(of: event)
  }

  private static func model(of event: borrowing Event) -> String? {
    guard event.mayBeGenerated else { return nil }
    for name in [GenAIName.responseModel, GenAIName.requestModel] {
      if let view = event.view(name), let model = view.string { return model }
    }
    return nil
  }

  private static func price(
    of tokens: TokenCounts, _ model: Label, at time: Timestamp?, _ prices: KnownPrices
  ) -> Dollars? {
    PriceTable.price(among: prices[model], at: time, context: tokens.context)?.rates
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
