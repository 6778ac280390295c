import Events
import Folding
import Projections
import Sensors
import Testing

/// A user's own prices in the sensors of costs.
@Suite struct OwnPricesTests {
  private static let prices = [
    Price(
      "of-nobody", from: Timestamp("2026-02-01T00:00:00Z"),
      Price.Rates(input: 2_000_000, output: 4_000_000), source: "a contract"),
    Price("claude-opus-4-5", Price.Rates(input: 0, output: 0), source: "a contract"),
  ]

  private var metrics: SensorMetrics {
    var metrics = SensorMetrics()
    metrics.prices = Self.prices
    return metrics
  }

  private func response(_ id: String, _ model: String) -> String {
    let usage = #"{"input_tokens":1000000,"output_tokens":500000}"#
    let message = #"{"id":"\#(id)","model":"\#(model)","usage":\#(usage)}"#
    return line("assistant", at: 0, ["message": message])
  }

  @Test func `they come before those that ship`() throws {
    let lines = [response("a", "of-nobody"), response("b", "claude-opus-4-5")]

    #expect(try Sensed(lines).number("agent_cost_today", at: 0) == 17.5)
    let own = try Sensed(metrics, lines)
    #expect(own.number("agent_cost_today", at: 0) == 4)
    #expect(own.table.invalid(of: "agent_cost_today", in: own.state) == 0)
  }

  @Test func `they are found again after hundreds of other models`() throws {
    let others = (0..<300).map { response("r\($0)", "model-\($0)") }
    let lines = [response("a", "of-nobody")] + others + [response("b", "of-nobody")]

    let own = try Sensed(metrics, lines)

    #expect(own.number("agent_cost_today", at: 0) == 8)
    #expect(own.table.invalid(of: "agent_cost_today", in: own.state) == 300)
  }

  @Test func `they are a parameter of the fold, and no parameter where there are none`() throws {
    let bytes = try StateEncoder().encode(metrics)
    let read = try StateDecoder().decode(SensorMetrics.self, from: bytes)

    #expect(read.prices.map(\.rates) == Self.prices.map(\.rates))
    #expect(read.prices.map(\.from) == Self.prices.map(\.from))
    #expect(try StateEncoder().encode(read) == bytes)
    let plain = String(decoding: try StateEncoder().encode(SensorMetrics()), as: UTF8.self)
    #expect(!plain.contains("prices"))
    #expect(metrics.reaching(back: 86_400).prices == Self.prices)
  }
}
