extension Event {
  /// Tokens of one model response, as far as a line counts them.
  public struct TokenCounts: Sendable, Equatable {
    /// Tokens of the prompt; nil where the line does not count them, which is not 0.
    public var input: Int64?
    /// Tokens of the response; nil where the line does not count them.
    public var output: Int64?
    /// Input that came out of a cache.
    public var cacheRead: Int64?
    /// Input that went into a cache.
    public var cacheCreation: Int64?
    /// A sum that the source gives without its parts.
    public var total: Int64?

    /// Counts that are known, each nil where it is not.
    public init(
      input: Int64? = nil, output: Int64? = nil, cacheRead: Int64? = nil,
      cacheCreation: Int64? = nil, total: Int64? = nil
    ) {
      self.input = input
      self.output = output
      self.cacheRead = cacheRead
      self.cacheCreation = cacheCreation
      self.total = total
    }
  }
}

extension Event {
  /// Tokens at the top level or in `metadata`, `data`, `payload`; else in `usage` or
  /// `message.usage`. Nil if the line counts none.
  public var tokens: Event.TokenCounts? {
    guard !present.isDisjoint(with: Self.tokenKeys) else { return nil }
    let counts = Event.TokenCounts(
      input: integer(under: .inputTokens), output: integer(under: .outputTokens),
      cacheRead: integer(under: .cacheReadTokens),
      cacheCreation: integer(under: .cacheCreationTokens),
      total: integer(under: .totalTokens))
    if counts != Event.TokenCounts() { return counts }
    if let usage = view(.usage) { return self.counts(in: usage) }
    if let message = view(.message), let usage = message.member("usage") {
      return self.counts(in: usage)
    }
    return nil
  }

  /// A line with none of these counts no tokens.
  private static let tokenKeys: Event.Keys = {
    let spellings: [Spelling] = [
      .inputTokens, .outputTokens, .cacheReadTokens, .cacheCreationTokens, .totalTokens,
    ]
    return Event.Keys(spellings.flatMap(\.keys) + Key.containers + [.usage, .message])
  }()

  private func counts(in usage: borrowing JSONView) -> Event.TokenCounts? {
    let counts = Event.TokenCounts(
      input: integer(.inputTokens, in: usage), output: integer(.outputTokens, in: usage),
      cacheRead: integer(.cacheReadTokens, in: usage),
      cacheCreation: integer(.cacheCreationTokens, in: usage))
    return counts == Event.TokenCounts() ? nil : counts
  }

  private func integer(_ spelling: Spelling, in object: borrowing JSONView) -> Int64? {
    for key in spelling.keys {
      guard let view = object.member(key.spelling) else { continue }
      if let value = view.integer { return value }
      noteUnreadable(view)
    }
    return nil
  }
}
