import Board
import Testing

@Suite struct GateBitsTests {
  @Test func `each verdict stands at its place, and a number of no gate is none`() throws {
    let verdicts: [GateVerdict] = [.allow, .ask, .deny, .tooMany, .allow]
    let bits = try #require(GateBits(GateBits(verdicts).number))

    #expect(verdicts.indices.map { bits[$0] } == verdicts)
    #expect(bits[5] == .allow && bits[24] == .deny && bits[-1] == .deny)
    #expect(GateBits(0) == nil && GateBits(.nan) == nil && GateBits(-1) == nil)
    #expect(GateBits(0x1p49) == nil && GateBits(1.5) == nil)
  }

  @Test func `a harmless pattern fits one command alone, and a strict one any`() {
    let tools = GateTools(
      tools: GateTools.shipped.tools,
      commands: [
        .init("rm -rf *", "high_risk"), .init("git log*", "read_only"), .init("ls", "read_only"),
      ])

    for (command, category) in [
      ("ls", "read_only"), ("git log -3", "read_only"), ("git log > x", "write"),
      ("git log; rm x", "write"), ("git log $(rm x)", "write"), ("rm -rf / && ls", "high_risk"),
      ("lsx", "write"), ("", "write"),
    ] {
      #expect(tools.category(of: "Bash", command: command) == category, "\(command)")
    }
    #expect(tools.category(of: "Read") == "read_only")
    #expect(tools.category(of: "mcp__x__read") == "write")
  }
}
