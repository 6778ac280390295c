import Events

/// Responses that cost alike: what they cost together is what their tokens together cost.
struct ResponseSums: Equatable, Sendable {
  private(set) var count = 0
  /// The hour's part of what went into a cache is no more than all that did.
  private(set) var tokens = TokenCounts()
  /// What sources say that they cost.
  private(set) var ownCost: Int128 = 0
  /// Those with a count that nobody can read.
  private(set) var unreadable = 0

  /// What they have in common.
  struct Key: Hashable, Sendable {
    let hour: WorkHour
    let model: Label?
    /// How large the request was, as prices tell it.
    let size: RequestSize
    /// The kinds of which there were any: one without a price is in no cost.
    let kinds: UInt8
    let cost: Cost
  }

  /// What sources say of the cost.
  enum Cost: UInt8, Sendable {
    case untold
    case told
    case unreadable
  }

  init() {}

  init(_ response: Response) {
    count = 1
    tokens = response.tokens
    tokens.cacheCreation1h = min(tokens.cacheCreation1h, tokens.cacheCreation)
    ownCost = response.ownCost?.picodollars ?? 0
    unreadable = response.isUnreadable ? 1 : 0
  }

  init(count: Int, tokens: TokenCounts, ownCost: Int128, unreadable: Int) {
    (self.count, self.tokens, self.ownCost) = (count, tokens, ownCost)
    self.unreadable = unreadable
  }

  mutating func add(_ other: ResponseSums, times sign: Int) {
    count += sign * other.count
    unreadable += sign * other.unreadable
    // What is added is taken back the same way, whatever a log says.
    ownCost &+= Int128(sign) &* other.ownCost
    tokens.add(other.tokens, times: Int64(sign))
  }
}

extension ResponseSums.Key {
  init(_ response: Response) {
    hour = WorkHour(response.time.time)
    model = response.place.model
    size = RequestSize(response.tokens.context)
    kinds = response.tokens.kinds
    cost = response.ownCost != nil ? .told : response.hasUnreadableCost ? .unreadable : .untold
  }
}

/// How many tokens a request had, as far as prices ask for it.
struct RequestSize: Hashable, Comparable, Sendable {
  let number: UInt8

  /// What prices may hold above.
  static let steps: [Int64] = [100_000, 128_000, 200_000, 272_000]

  init(number: UInt8) { self.number = number }

  init(_ context: Int64) { number = UInt8(Self.steps.count { $0 < context }) }

  /// One of the numbers of tokens that it stands for.
  var context: Int64 { number == 0 ? 0 : Self.steps[Int(number) - 1] + 1 }

  static func < (left: RequestSize, right: RequestSize) -> Bool { left.number < right.number }
}

extension TokenCounts {
  /// A bit for each kind that has a price of its own, where there are any of it.
  fileprivate var kinds: UInt8 {
    let hour = min(cacheCreation1h, cacheCreation)
    let counts = [input, output, cacheRead, cacheCreation - hour, hour]
    return counts.reduce(0) { $0 << 1 | ($1 > 0 ? 1 : 0) }
  }

  fileprivate mutating func add(_ other: TokenCounts, times sign: Int64) {
    input &+= sign &* other.input
    output &+= sign &* other.output
    cacheRead &+= sign &* other.cacheRead
    cacheCreation &+= sign &* other.cacheCreation
    cacheCreation1h &+= sign &* other.cacheCreation1h
    reasoning &+= sign &* other.reasoning
  }
}
