package import Events

/// What a line says of what an agent spends.
package struct SpendingTelling: Sendable {
  /// What tells the response from others; any of these. None: it is told once, by this line.
  package var keys: [Label] = []
  package var session: Label?
  package var tokens = SpentTokens()
  /// What the response cost, in 1e-12 US dollars; nil where nobody knows.
  package var cost: Int128?
  /// What the session has cost so far, where the line says that and not what a response cost.
  package var sessionCost: Int128?
  /// Who tells it, where two tell of the same responses and nothing says which is which.
  package var teller: Teller?

  package init() {}

  /// Codex tells a response by its telemetry, and its file of the session by what a step took.
  package enum Teller: Sendable { case telemetry, record }
}

/// How lines about spending are read, of events of one name: it takes prices, which sensors know nothing
/// of, and where in a file of Codex the line stands.
package typealias ReadsSpending = @Sendable (borrowing Event, Rollout?) -> SpendingTelling?

/// Tokens by kind.
package struct SpentTokens: Codable, Sendable, Equatable {
  package var input: Int64 = 0
  package var output: Int64 = 0
  package var cacheRead: Int64 = 0
  package var cacheWrite: Int64 = 0

  package init(input: Int64 = 0, output: Int64 = 0, cacheRead: Int64 = 0, cacheWrite: Int64 = 0) {
    (self.input, self.output) = (input, output)
    (self.cacheRead, self.cacheWrite) = (cacheRead, cacheWrite)
  }

  var isEmpty: Bool { self == SpentTokens() }

  mutating func add(_ other: SpentTokens) {
    input = Self.sum(input, other.input)
    output = Self.sum(output, other.output)
    cacheRead = Self.sum(cacheRead, other.cacheRead)
    cacheWrite = Self.sum(cacheWrite, other.cacheWrite)
  }

  /// Raises each kind to what another telling says; what that adds.
  mutating func raise(to other: SpentTokens) -> SpentTokens {
    let more = SpentTokens(
      input: max(0, other.input - input), output: max(0, other.output - output),
      cacheRead: max(0, other.cacheRead - cacheRead),
      cacheWrite: max(0, other.cacheWrite - cacheWrite))
    add(more)
    return more
  }

  private static func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? .max : sum
  }
}
