import TLM
import TestSupport
import Testing

/// `Examples/budget-guard`: a session that is warned, gated, approved by a person, and released.
@Suite struct BudgetGuardTests {
  @Test func `the session goes as its timeline says`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let folder = Files.package + "/Examples/budget-guard"

    let played = try sandbox.shell(
      "TLM=\(Sandbox.binary) PYTHONDONTWRITEBYTECODE=1 python3 \(folder)/budget_guard.py")

    #expect(played.code == 0, "\(played.errors)")
    #expect(played.output == (try Disk.text(folder + "/timeline.txt")), "\(played.output)")
  }

  @Test func `over imported history the rules say what they would have done`() throws {
    let sandbox = try Sandbox()
    var lines: [String] = []
    // Three days, each dearer than the one before; told in no order.
    for (day, calls) in [(3, 3), (1, 1), (2, 2)] {
      for call in 0..<calls {
        let (id, time) = ("\(day)\(call)", "2026-02-0\(day)T1\(call):02:00Z")
        let usage = #""model":"claude-opus-4-5","usage":{"input_tokens":2200000}"#
        lines.append(
          #"{"type":"assistant","timestamp":"\#(time)","sessionId":"s\#(day)","requestId":"r\#(id)","#
            + #""message":{"id":"m\#(id)",\#(usage)}}"#)
      }
    }
    let file = try sandbox.file("past.jsonl", lines.joined(separator: "\n") + "\n")
    #expect(try sandbox.tlm("import", "files", file).code == 0)
    let rules = Files.package + "/Examples/rules/budget.yaml"

    let tested = try sandbox.tlm("control", "backtest", "--rules", rules, "--imported")
    #expect(tested.code == 0, "\(tested.errors)")
    #expect(
      tested.output.contains("2 days over 20 USD; gated 2 times, first at 2026-02-02T11:02:00"))
    let live = try sandbox.tlm("control", "backtest", "--rules", rules)
    #expect(live.output.contains("no day over a budget; never gated"))
  }
}
