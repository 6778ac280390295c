import Board
import Control
import TestSupport
import Testing

/// The rules that ship for agents.
@Suite struct AgentRulesTests {
  @Test(arguments: [Policy.Profile.budget, .loop, .workstation, .server])
  func `a file that ships is the text of its profile`(profile: Policy.Profile) throws {
    let parts = #filePath.split(separator: "/").dropLast(4)
    let path = "/" + parts.joined(separator: "/") + "/Examples/rules/\(profile.rawValue).yaml"

    #expect(try Disk.text(path) == profile.rules)
    #expect(profile.policy.warnings.isEmpty)
  }

  @Test func `a spent budget leaves agents what reads, and a loop asks for the rest`() {
    let (budget, loop) = (
      GatePlan(.shipped, under: .budget), GatePlan(.shipped, under: .loop)
    )
    func verdict(_ plan: GatePlan, _ mode: String, _ category: String) -> GateVerdict? {
      plan.categories.firstIndex(of: category).map { plan.bits(in: mode, calls: 0)[$0] }
    }

    #expect(verdict(budget, "READ_ONLY", "read_only") == .allow)
    #expect(verdict(budget, "READ_ONLY", "write") == .deny)
    #expect(verdict(budget, "EXTENDED", "write") == .allow)
    #expect(verdict(loop, "ASK", "read_only") == .allow)
    #expect(verdict(loop, "ASK", "write") == .ask)
    #expect(verdict(loop, "NOBODY_KNOWS", "write") == .ask)
  }
}
