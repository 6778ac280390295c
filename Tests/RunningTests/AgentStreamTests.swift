import Events
import SystemCalls
import TestSupport
import Testing

@testable import Running

@Suite struct AgentStreamTests {
  private static let lines = [
    #"{"type":"system","session_id":"s","model":"m"}"#,
    #"{"type":"assistant","message":{"id":"1","content":[{"type":"tool_use","id":"a","name":"Bash","input":{"command":"é 漢"}}],"usage":{"input_tokens":1,"output_tokens":2}}}"#,
    "junk", "{\"type\":\"assistant\"", "",
    #"{"type":"assistant","message":{"id":"1","content":[{"type":"tool_use","id":"a","name":"Bash","input":{}}],"usage":{"input_tokens":1,"output_tokens":9}}}"#,
    #"{"type":"assistant","message":{"id":"2","content":[],"usage":{"input_tokens":9223372036854775807,"output_tokens":-3}}}"#,
  ]

  private func figures(_ bytes: [UInt8], cutAt cuts: [Int]) -> (AgentFigures, [AgentCall]) {
    let calls = Guarded<[AgentCall]>([])
    let stream = AgentStream { call in calls.withLock { $0.append(call) } }
    var start = 0
    for cut in cuts + [bytes.count] {
      stream.see(bytes.span.extracting(start..<cut))
      start = cut
    }
    return (stream.figures, calls.withLock { $0 })
  }

  @Test func `it reads the same wherever the bytes are cut`() {
    let bytes = Array((Self.lines.joined(separator: "\r\n") + "\n").utf8)
    var dice = Seeded(randomSeed())
    let (whole, calls) = figures(bytes, cutAt: [])

    #expect(whole.toolCalls == 1 && whole.model == "m" && calls.map(\.subject) == ["é 漢"])
    #expect(whole.tokens?.output == 9 && whole.tokens?.input != nil)
    for _ in 0..<200 {
      let cuts = (0..<6).map { _ in Int.random(in: 0...bytes.count, using: &dice) }.sorted()
      let (parts, partCalls) = figures(bytes, cutAt: cuts)
      #expect(parts == whole && partCalls == calls, "\(cuts)")
    }
  }

  @Test func `a line without end takes no more memory than a limit, and the next one counts`() {
    let stream = AgentStream { _ in }
    let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
    for _ in 0..<20 { stream.see(piece.span) }

    let rest = Array("\n\(Self.lines[0])\n".utf8)
    stream.see(rest.span)

    #expect(stream.figures.session == "s")
  }

  @Test func `what the agent says at its end beats what was counted`() {
    let result = #"{"type":"result","num_turns":4,"cost_usd":1.5,"usage":{"input_tokens":7}}"#
    let text = (Self.lines + [result]).joined(separator: "\n") + "\n"

    let (figures, _) = figures(Array(text.utf8), cutAt: [])

    #expect(figures.turns == 4 && figures.cost_USD == 1.5)
    #expect(figures.tokens == Event.TokenCounts(input: 7) && figures.allTokens == 7)
  }
}
