import TLM

/// The prices of models that a page goes by: those that hold for the user; where they cannot be read, those
/// that come with tlm, and why.
struct KnownPrices {
  let table: PriceTable
  /// That they are not the user's own; nil where they are.
  let notice: HTML?

  init(in store: Store) throws {
    let own = try Part { try PriceTable.forUser(in: store) }
    table = own.content ?? .shipped
    notice = own.notice.map { why in
      why + "<p class=\"muted\">Costs are by the prices that come with tlm.</p>"
    }
  }
}
