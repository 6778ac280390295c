import Events

/// Counts of tokens while they are read, under whatever names.
struct TokenReading {
  private(set) var counts = TokenCounts()
  /// Whether there is a count that nobody can read: it counts as 0, and is told.
  private(set) var isUnreadable = false
  /// Whether there is any count.
  private(set) var isThere = false
  /// What went into a cache, kind by kind, where nobody says how much it is together.
  private var lifetimes: Int64?
  private var hasCacheSum = false

  /// The counts in `usage` of a message by Anthropic, whose input is without what was cached.
  init(usage: borrowing JSONView) {
    guard isObject(usage) else { return }
    usage.forEachLastMember { name, value in
      if name.spells("input_tokens") { read(value) { $0.input = $1 } }
      if name.spells("output_tokens") { read(value) { $0.output = $1 } }
      if name.spells("cache_read_input_tokens") { read(value) { $0.cacheRead = $1 } }
      if name.spells("cache_creation_input_tokens") {
        hasCacheSum = !value.isNull
        read(value) { $0.cacheCreation = $1 }
      }
      if name.spells("cache_creation") { readLifetimes(in: value) }
      if name.spells("output_tokens_details") { readReasoning(in: value) }
    }
    if !hasCacheSum, let lifetimes { counts.cacheCreation = lifetimes }
  }

  /// Those of a line that has them as members of its own, without what was cached.
  init(plain event: borrowing Event) {
    read(event, ["input_tokens"]) { $0.input = $1 }
    read(event, ["output_tokens"]) { $0.output = $1 }
    read(event, ["cache_read_tokens", "cache_read_input_tokens"]) { $0.cacheRead = $1 }
    read(event, ["cache_creation_tokens", "cache_creation_input_tokens"]) { $0.cacheCreation = $1 }
    read(event, ["reasoning_tokens", "reasoning_output_tokens"]) { $0.reasoning = $1 }
  }

  /// Those that an event has under OpenTelemetry's names, whose input is all of it.
  init(generativeAI event: borrowing Event) {
    guard event.mayBeGenerated else { return }
    read(event, GenAIName.inputTokens.all) { $0.input = $1 }
    read(event, GenAIName.outputTokens.all) { $0.output = $1 }
    read(event, GenAIName.cacheReadTokens.all) { $0.cacheRead = $1 }
    read(event, GenAIName.cacheCreationTokens.all) { $0.cacheCreation = $1 }
    read(event, GenAIName.reasoningTokens.all) { $0.reasoning = $1 }
    leaveOutCached()
  }

  /// Those that Codex and Gemini log, whose input is all of it.
  init(logged event: borrowing Event) {
    read(event, ["input_token_count"]) { $0.input = $1 }
    read(event, ["output_token_count"]) { $0.output = $1 }
    read(event, ["cached_token_count", "cached_content_token_count"]) { $0.cacheRead = $1 }
    read(event, ["reasoning_token_count"]) { $0.reasoning = $1 }
    readThoughts(of: event)
    leaveOutCached()
  }

  /// Those of a step in a rollout of Codex, whose input is all of it.
  init(step: borrowing JSONView) {
    guard isObject(step) else { return }
    step.forEachLastMember { name, value in
      if name.spells("input_tokens") { read(value) { $0.input = $1 } }
      if name.spells("cached_input_tokens") { read(value) { $0.cacheRead = $1 } }
      if name.spells("output_tokens") { read(value) { $0.output = $1 } }
      if name.spells("reasoning_output_tokens") { read(value) { $0.reasoning = $1 } }
    }
    leaveOutCached()
  }

  /// Those of Gemini and its kin, whose input is all of it and whose output is without its thoughts.
  init(usageMetadata: borrowing JSONView) {
    guard isObject(usageMetadata) else { return }
    usageMetadata.forEachLastMember { name, value in
      if name.spells("promptTokenCount") { read(value) { $0.input = $1 } }
      if name.spells("candidatesTokenCount") { read(value) { $0.output = $1 } }
      if name.spells("cachedContentTokenCount") { read(value) { $0.cacheRead = $1 } }
      if name.spells("thoughtsTokenCount") { read(value) { $0.reasoning = $1 } }
    }
    counts.output = counts.output.adding(counts.reasoning)
    leaveOutCached()
  }
}

extension TokenReading {
  private init() {}

  /// No model reads or writes a million million tokens at once.
  fileprivate static let most: Int64 = 1_000_000_000_000

  private mutating func read(
    _ event: borrowing Event, _ names: [String], _ take: (inout TokenCounts, Int64) -> Void
  ) {
    for name in names {
      guard let view = event.view(named: name) else { continue }
      return read(view, take)
    }
  }

  private mutating func read(
    _ view: borrowing JSONView, _ take: (inout TokenCounts, Int64) -> Void
  ) {
    if view.isNull { return }
    isThere = true
    guard let count = view.tokenCount else {
      isUnreadable = true
      return
    }
    take(&counts, count)
  }

  /// Whether counts can be in a value at all: what is there and holds none cannot be read.
  private mutating func isObject(_ value: borrowing JSONView) -> Bool {
    if value.kind == .object { return true }
    (isThere, isUnreadable) = (true, true)
    return false
  }

  private mutating func readLifetimes(in object: borrowing JSONView) {
    if object.isNull { return }
    guard isObject(object) else { return }
    if let view = object.member("ephemeral_1h_input_tokens") {
      read(view) { $0.cacheCreation1h = $1 }
    }
    var other = TokenReading()
    if let view = object.member("ephemeral_5m_input_tokens") {
      other.read(view) { $0.cacheCreation = $1 }
    }
    isUnreadable = isUnreadable || other.isUnreadable
    lifetimes = counts.cacheCreation1h.adding(other.counts.cacheCreation)
  }

  private mutating func readReasoning(in object: borrowing JSONView) {
    for name in ["reasoning_tokens", "thinking_tokens"] {
      guard let view = object.member(name) else { continue }
      return read(view) { $0.reasoning = $1 }
    }
  }

  /// Thoughts that the output does not contain.
  private mutating func readThoughts(of event: borrowing Event) {
    guard let view = event.view(named: "thoughts_token_count") else { return }
    read(view) { $0.reasoning = $1 }
    counts.output = counts.output.adding(counts.reasoning)
  }

  /// Input that contains what was cached becomes input without it. Where it is less than that, it
  /// never contained it.
  private mutating func leaveOutCached() {
    let cached = counts.cacheRead.adding(counts.cacheCreation)
    if counts.input >= cached { counts.input -= cached }
  }
}

extension JSONView {
  /// A whole number from 0 on, also one in a text: logs of OpenTelemetry have them so. One that no
  /// response comes to is none.
  fileprivate var tokenCount: Int64? {
    let count = integer ?? double.flatMap { Int64(exactly: $0) } ?? string.flatMap { Int64($0) }
    return count.flatMap { (0...TokenReading.most).contains($0) ? $0 : nil }
  }
}
