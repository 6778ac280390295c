import Analysis
import TLM

/// What agents were refused today, and what is left of their budget.
struct GateCard {
  private let refused: Int
  private let budget: Part<BudgetLeft?>

  init(of store: Store, since midnight: Timestamp, at now: Timestamp) throws {
    refused = try store.gatedCalls(since: midnight).count
    budget = try Part { try store.budgetLeft(at: now) }
  }

  /// Nothing where nobody is gated.
  var html: HTML {
    let known: BudgetLeft? = budget.content ?? nil
    if refused == 0, known == nil { return "" }
    let address = Address(
      "events", query: [.init("event", "agent_call_gated"), .init("since", "today")])
    let left = known.map { "\(Self.dollars($0.left)) of \(Self.dollars($0.limit)) USD left" }
    let none = budget.notice == nil ? "no budget is set" : "the rules of a budget cannot be read"
    return """
      <li><h2>\(address.link("calls refused today"))</h2>
      <p class="big">\(Numbers.grouped(refused))</p>
      <p class="muted">\(left ?? none)</p></li>
      """
  }

  private static func dollars(_ amount: Double) -> String {
    Numbers.fixed(amount, decimals: 2)
  }
}
