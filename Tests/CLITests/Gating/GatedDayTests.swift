import Glibc
import TLM
import TestSupport
import Testing

/// Four agents at once under rules about budgets and loops: exactly those calls are refused that the rules say.
@Suite struct GatedDayTests {
  private static let rules = """
    modes:
      NORMAL: {allowed_tool_categories: []}
      ASK: {require_approval_for: [all_actions]}
      READ_ONLY: {allowed_tool_categories: [read_only]}
      EXTENDED: {allowed_tool_categories: []}
    edges:
      - NORMAL_to_ASK
      - ASK_to_NORMAL
      - NORMAL_to_READ_ONLY
      - ASK_to_READ_ONLY
      - {edge: READ_ONLY_to_EXTENDED, human_only: true}
    transition_rules:
      NORMAL_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
      NORMAL_to_ASK:
        conditions: [{metric: agent_calls_repeated, operator: ">=", value: 5, window_seconds: 120, aggregate: max}]
      ASK_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
      READ_ONLY_to_EXTENDED:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
        requires_human_approval: true
        proposal_expires_seconds: 3600
    """

  private static let agents = 4
  private static let calls = isSoak ? 10_000 / 4 / agents : 25
  private static let isSoak = StoreLocation.variable("TLM_SOAK") == "1"

  /// One agent: of each call the hook is told, the gate is asked, and what goes on is told again. Each call
  /// has an input of its own, so that nobody seems to go round in circles.
  private static let agent = """
    agent() {
      for ((n = 0; n < CALLS; n++)); do
        if ((n % 2)); then tool=Write kind=w; else tool=Read kind=r; fi
        id="$PHASE-$1-$n-$kind"
        call='"session_id":"s'$1'","tool_name":"'$tool'","tool_use_id":"toolu_0123456789'$id'"'
        call="$call"',"tool_input":{"file_path":"/work/'$id'"}'
        printf '{"hook_event_name":"PreToolUse",%s}' "$call" | $TLM-hook claude-code
        said=$(printf '{"hook_event_name":"PreToolUse",%s}' "$call" | $TLM-gate claude-code) || exit 9
        echo "$id $said" >> "told-$PHASE-$1"
        [ -n "$said" ] ||
          printf '{"hook_event_name":"PostToolUse",%s}' "$call" | $TLM-hook claude-code
      done
    }
    """

  /// All agents at once make their calls of a phase, half of them reading; what the host was told, by the
  /// call.
  private func work(_ store: GatedStore, phase: Int) throws -> [String: String] {
    let all = (0..<Self.agents).map { "agent \($0) & p\($0)=$!" }.joined(separator: "; ")
    let ends = (0..<Self.agents).map { "wait $p\($0) || exit 1" }.joined(separator: "; ")
    let run = try store.sandbox.shell(
      "TLM=\(Sandbox.binary) PHASE=\(phase) CALLS=\(Self.calls)\n\(Self.agent)\n\(all)\n\(ends)",
      within: 3000)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    var told: [String: String] = [:]
    for agent in 0..<Self.agents {
      let text = try Disk.text(store.sandbox.path + "/told-\(phase)-\(agent)")
      for line in text.split(separator: "\n") {
        let (id, said) = (line.prefix { $0 != " " }, line.drop { $0 != " " }.dropFirst())
        let answer = said.isEmpty ? nil : try json(String(said))["hookSpecificOutput"]
        told[String(id)] = said.isEmpty ? "nothing" : answer?["permissionDecision"]?.text
      }
    }
    return told
  }

  private func expect(_ told: [String: String], write: String) {
    #expect(told.count == Self.agents * Self.calls)
    for (id, answer) in told where answer != (id.hasSuffix("w") ? write : "nothing") {
      Issue.record("\(id): \(answer)")
    }
  }

  @Test func `four agents are held and let go as the rules say, to the call`() throws {
    let store = try GatedStore(Self.rules)
    var all: [String: String] = [:]

    let free = try work(store, phase: 1)
    expect(free, write: "nothing")

    for number in 0..<5 {
      try store.hook(GatedStore.call("Bash", ["command": "make"], id: "loop\(number)"))
    }
    try store.wait(forMode: "ASK")
    let asked = try work(store, phase: 2)
    expect(asked, write: "ask")

    #expect(
      try store.sandbox.tlm(
        "emit", "context_snapshot", "session_id=s1", "session_cost_usd:=20.5"
      ).code == 0)
    try store.wait(forMode: "READ_ONLY")
    let held = try work(store, phase: 3)
    expect(held, write: "deny")

    let proposal = try eventually("a proposal") {
      try store.sandbox.tlm("query", "--event", "mode_transition_proposed").lines.last
        .flatMap { try json($0)["proposal_id"]?.text }
    }
    #expect(try store.person("mode", "approve", proposal).code == 0)
    try store.wait(forMode: "EXTENDED")
    let released = try work(store, phase: 4)
    expect(released, write: "nothing")

    for told in [free, asked, held, released] { all.merge(told) { $1 } }
    let refused = all.filter { $0.value == "deny" }.keys.map { "toolu_0123456789" + $0 }
    try store.wait(for: "all refusals") { try store.refused().count >= refused.count }
    // Each once.
    #expect(try store.refused().sorted() == refused.sorted())
    try store.end()
    let verified = try store.sandbox.tlm("control", "verify")
    #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
  }
}
