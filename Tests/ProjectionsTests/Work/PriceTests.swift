import Events
import Folding
import Projections
import Testing

/// What tokens cost: exact until it is shown.
@Suite struct PriceTests {
  private func cost(
    _ model: String, at day: String = "2026-09-01", _ usage: String, prices: PriceTable = .shipped
  ) throws -> Double? {
    let line = """
      {"type":"assistant","sessionId":"s","timestamp":"\(day)T12:00:00Z",\
      "message":{"id":"m","model":"\(model)","usage":{\(usage)}}}
      """
    let rows = try given(AgentUsage(), [line])
    return UsageAnswer(of: rows, UsageQuestion(prices: prices)).totals.knownCost?.rounded
  }

  @Test func `each kind of token has its price`() throws {
    let million = { (kind: String) in #""\#(kind)":1000000"# }

    #expect(try cost("claude-opus-4-5-20251101", million("input_tokens")) == 5)
    #expect(try cost("claude-opus-4-5", million("output_tokens")) == 25)
    #expect(try cost("claude-opus-4-5", million("cache_read_input_tokens")) == 0.5)
    #expect(try cost("claude-opus-4-5", million("cache_creation_input_tokens")) == 6.25)
    let hour = #""cache_creation":{"ephemeral_1h_input_tokens":1000000}"#
    #expect(
      try cost("claude-opus-4-5", million("cache_creation_input_tokens") + "," + hour) == 10)
  }

  @Test func `a large request costs more, all of it, and a price has its first day`() throws {
    let small = #""input_tokens":100000,"output_tokens":1000"#
    let large = #""input_tokens":100001,"output_tokens":1000"#

    #expect(try cost("claude-haiku-5-5", small) == 0.0105)
    #expect(try cost("claude-haiku-5-5", large) == 0.052501)
    let read = #""cache_read_input_tokens":1000000"#
    #expect(try cost("claude-sonnet-5-5", at: "2026-10-06", read) == 0.2)
    #expect(try cost("claude-sonnet-5-5", at: "2026-10-07", read) == 0.1)
  }

  @Test func `an unknown model, or a kind without a price, has no cost and not none`() throws {
    #expect(try cost("claude-opus-9", #""input_tokens":1"#) == nil)
    #expect(try cost("gpt-5", #""cache_creation_input_tokens":1"#) == nil)
    let own = PriceTable.shipped.preceded(by: [
      Price("claude-opus-9*", Price.Rates(input: 1_000_000, output: nil), source: "me")
    ])
    #expect(try cost("claude-opus-9-beta", #""input_tokens":3"#, prices: own) == 0.000003)
  }

  @Test func `the source's own cost counts, and can be compared`() throws {
    let line = """
      {"type":"assistant","costUSD":0.29920140000000006,"message":{"id":"m",\
      "model":"claude-opus-4-5","usage":{"input_tokens":1000000}}}
      """
    let rows = try given(AgentUsage(), [line, line])
    let own = UsageAnswer(of: rows)
    let table = UsageAnswer(of: rows, UsageQuestion(reprices: true))

    #expect(own.totals.cost.picodollars == 299_201_400_000)
    #expect(table.totals.cost.picodollars == 5_000_000_000_000)
    #expect(own.comparison.own == own.totals.cost && own.comparison.table == table.totals.cost)
  }

  @Test func `a cost is rounded half away from zero to a millionth`() {
    func shown(_ picodollars: Int128) -> Double { Dollars(picodollars: picodollars).rounded }

    #expect(shown(1_499_999) == 0.000001 && shown(1_500_000) == 0.000002)
    #expect(shown(-500_000) == -0.000001 && shown(0) == 0)
  }
}
