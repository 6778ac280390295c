/// Tokens of a model's response, kind by kind. Input is what came out of no cache and went into none.
struct TokenCounts: Equatable, Sendable {
  var input: Int64 = 0
  var output: Int64 = 0
  var cacheRead: Int64 = 0
  /// All that went into a cache.
  var cacheCreation: Int64 = 0
  /// The part of that which stays for an hour.
  var cacheCreation1h: Int64 = 0
  /// The part of the output that nobody is shown.
  var reasoning: Int64 = 0

  /// What the model was given.
  var context: Int64 { input.adding(cacheRead).adding(cacheCreation) }

  /// All that is paid for.
  var all: Int64 { context.adding(output) }

  /// Of each kind the larger.
  mutating func raise(to other: TokenCounts) { combine(other, by: max) }

  /// Of each kind the sum.
  mutating func add(_ other: TokenCounts) { combine(other) { $0.adding($1) } }

  @inline(__always)
  private mutating func combine(_ other: TokenCounts, by operation: (Int64, Int64) -> Int64) {
    input = operation(input, other.input)
    output = operation(output, other.output)
    cacheRead = operation(cacheRead, other.cacheRead)
    cacheCreation = operation(cacheCreation, other.cacheCreation)
    cacheCreation1h = operation(cacheCreation1h, other.cacheCreation1h)
    reasoning = operation(reasoning, other.reasoning)
  }
}

extension TokenCounts {
  init(from values: inout any UnkeyedDecodingContainer) throws {
    input = try values.decode(Int64.self)
    output = try values.decode(Int64.self)
    cacheRead = try values.decode(Int64.self)
    cacheCreation = try values.decode(Int64.self)
    cacheCreation1h = try values.decode(Int64.self)
    reasoning = try values.decode(Int64.self)
  }

  func encode(to values: inout any UnkeyedEncodingContainer) throws {
    for count in [input, output, cacheRead, cacheCreation, cacheCreation1h, reasoning] {
      try values.encode(count)
    }
  }
}

extension Int64 {
  /// The sum; the greatest number where it does not fit: counts from a log may be anything.
  func adding(_ other: Int64) -> Int64 {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? .max : sum
  }
}
