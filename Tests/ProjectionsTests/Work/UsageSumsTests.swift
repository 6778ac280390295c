import Events
import Folding
@testable import Projections
import TestSupport
import Testing

/// The sums that are kept beside rows answer as the rows do.
@Suite struct UsageSumsTests {
  /// A line about some piece of work, told well or badly.
  private func line(_ random: inout Seeded) -> String {
    let session = ["a", "b", "c", "d"][random.below(4)]
    let who = random.below(12) == 0 ? "" : #""sessionId":"\#(session)","#
    let second = random.below(60 * 60 * 60)
    let day = 1 + second / 86_400
    let clock = [second / 3600 % 24, second / 60 % 60, second % 60].map {
      $0 < 10 ? "0\($0)" : "\($0)"
    }
    let time =
      random.below(12) == 0
      ? "" : #""timestamp":"2026-10-0\#(5 + day)T\#(clock.joined(separator: ":"))Z","#
    let id = random.below(40)
    switch random.below(10) {
    case 0: return #"{"type":"user",\#(who)\#(time)"uuid":"p\#(id)","message":{"content":"do"}}"#
    case 1:
      return
        #"{"hook_event_name":"UserPromptSubmit","session_id":"\#(session)","prompt_id":"\#(id)","ts":"2026-10-07T\#(clock[0]):00:00Z"}"#
    case 2:
      return #"{"type":"system",\#(who)\#(time)"subtype":"compact_boundary","uuid":"c\#(id)"}"#
    case 3:
      return
        #"{"type":"user",\#(who)\#(time)"uuid":"z\#(id)","isCompactSummary":true,"message":{"content":"so"}}"#
    case 4:
      let flag = random.below(2) == 0
      return
        #"{"type":"user",\#(who)\#(time)"message":{"content":[{"type":"tool_result","tool_use_id":"toolu_000000000000\#(id)","is_error":\#(flag),"content":"x"}]}}"#
    case 5:
      return
        #"{"name":"chat","gen_ai.usage.input_tokens":\#(id),"gen_ai.request.model":"gpt-5","session_id":"\#(session)","trace_id":"t","span_id":"\#(id)","ts":"2026-10-07T\#(clock[0]):10:00Z"}"#
    case 6: return #"{"event":"context_snapshot","session_id":"\#(session)","cwd":"/w/\#(id % 3)"}"#
    default: return response(id, who + time, &random)
    }
  }

  private func response(_ id: Int, _ place: String, _ random: inout Seeded) -> String {
    let models = ["claude-sonnet-4-5", "claude-sonnet-5-5", "claude-haiku-5-5", "gpt-5", "who"]
    let reads = [0, 90_000, 120_000, 150_000, 250_000, 300_000][random.below(6)]
    let writes = [0, 0, 500][random.below(3)]
    let hour = min(writes, [0, 100, 700][random.below(3)])
    let cost = ["", "", #","costUSD":0.0125"#, #","costUSD":"much""#][random.below(4)]
    let output = random.below(20) == 0 ? #""many""# : "\(random.below(500))"
    return """
      {"type":"assistant",\(place)"message":{"id":"m\(id)","model":"\(models[id % 5])","usage":{\
      "input_tokens":\(random.below(3)),"output_tokens":\(output),\
      "cache_read_input_tokens":\(reads),"cache_creation_input_tokens":\(writes),\
      "cache_creation":{"ephemeral_1h_input_tokens":\(hour)}}}\(cost)}
      """
  }

  private var questions: [UsageQuestion] {
    var hours = UsageQuestion()
    hours.hasHours = true
    return [
      hours, UsageQuestion(reprices: true),
      UsageQuestion(
        since: Timestamp("2026-10-06T05:00:00Z"), until: Timestamp("2026-10-07T11:00:00Z")),
      UsageQuestion(offset_s: { _ in -5 * 3600 }),
    ]
  }

  @Test func `they come to the same, whatever is told in whatever order`() throws {
    var random = Seeded(randomSeed())
    for _ in 0..<20 {
      let lines = (0..<150 + random.below(300)).map { _ in line(&random) }
      let rows = try given(AgentUsage(), lines)
      for question in questions {
        let answer = UsageAnswer(of: rows, question)
        let sums = try #require(UsageAnswer(sumsOf: rows, question))

        #expect(sums.value(hasBreakdown: true) == answer.value(hasBreakdown: true))
        #expect(
          sums.groups(by: .week).mapValues(\.members)
            == answer.groups(by: .week).mapValues(\.members))
        #expect(sums.hours.mapValues(\.members) == answer.hours.mapValues(\.members))
      }
    }
  }

  @Test func `what they cannot tell is asked of the rows`() throws {
    var random = Seeded(5)
    let lines = (0..<50).map { _ in line(&random) }
    let rows = try given(AgentUsage(), lines)
    let loose = try given(
      AgentUsage(),
      lines + [
        #"{"event":"claude_code.api_request","request_id":"r","session_id":"a","model":"m"}"#
      ])
    let other = PriceTable.shipped.preceded(by: [
      Price("m", above: 5, Price.Rates(input: 1, output: 1), source: "test")
    ])

    #expect(UsageAnswer(sumsOf: rows) != nil)
    #expect(UsageAnswer(sumsOf: loose) == nil)
    #expect(UsageAnswer(sumsOf: rows, UsageQuestion(hasDetails: true)) == nil)
    #expect(UsageAnswer(sumsOf: rows, UsageQuestion(offset_s: { _ in 1800 })) == nil)
    #expect(UsageAnswer(sumsOf: rows, UsageQuestion(prices: other)) == nil)
    #expect(
      UsageAnswer(sumsOf: rows, UsageQuestion(since: Timestamp("2026-10-06T05:00:01Z"))) == nil)
  }

  @Test func `prices of tlm's own hold above no other sizes than they keep apart`() {
    let sizes = Set(PriceTable.shipped.prices.compactMap(\.above))

    #expect(sizes.isSubset(of: RequestSize.steps))
  }
}
