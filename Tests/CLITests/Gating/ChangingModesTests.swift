import Glibc
import TLM
import TestSupport
import Testing

/// Four agents at once that spend, repeat themselves and change files, while rules about budgets and loops
/// change the mode under them and a person agrees to more: ten thousand calls with `TLM_SOAK`.
@Suite struct ChangingModesTests {
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
      - EXTENDED_to_READ_ONLY
    transition_rules:
      NORMAL_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
      NORMAL_to_ASK:
        conditions: [{metric: agent_calls_repeated, operator: ">=", value: 5, window_seconds: 10, aggregate: max}]
      ASK_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
      ASK_to_NORMAL:
        conditions: [{metric: agent_calls_repeated, operator: "<", value: 3, window_seconds: 10, aggregate: max}]
      READ_ONLY_to_EXTENDED:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
        requires_human_approval: true
        proposal_expires_seconds: 3600
      EXTENDED_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 30}]
    """

  private static let agents = 4
  private static let calls = (isSoak ? 10_000 : 480) / agents
  private static let isSoak = StoreLocation.variable("TLM_SOAK") == "1"

  /// One agent: of each call the hook is told, the gate is asked, and what goes on is told again. Every
  /// tenth call costs; all together 40 dollars. The first agent makes one call over and over for a while.
  private static let agent = """
    agent() {
      for ((n = 0; n < CALLS; n++)); do
        if ((n % 2)); then tool=Write kind=w; else tool=Read kind=r; fi
        id="$1-$n-$kind"
        path="/work/$id"
        if (($1 == 0 && n >= CALLS / 10 && n < CALLS / 10 + 16)); then path=/work/same; fi
        call='"session_id":"s'$1'","tool_name":"'$tool'","tool_use_id":"toolu_0123456789'$id'"'
        call="$call"',"tool_input":{"file_path":"'$path'"}'
        printf '{"hook_event_name":"PreToolUse",%s}' "$call" | $TLM-hook claude-code
        asked=$EPOCHREALTIME
        said=$(printf '{"hook_event_name":"PreToolUse",%s}' "$call" | $TLM-gate claude-code) || exit 9
        echo "toolu_0123456789$id $asked $EPOCHREALTIME $said" >> "told-$1"
        [ -n "$said" ] ||
          printf '{"hook_event_name":"PostToolUse",%s}' "$call" | $TLM-hook claude-code
        ((n % 10 != 9)) || $TLM-emit api_request session_id=s$1 request_id=r$1-$n \\
          cost_usd:=$COST input_tokens:=1 output_tokens:=1
      done
    }
    """

  /// The agents at work; they end by themselves.
  private func work(in store: GatedStore) throws -> Command {
    let all = (0..<Self.agents).map { "agent \($0) & p\($0)=$!" }.joined(separator: "; ")
    let ends = (0..<Self.agents).map { "wait $p\($0) || exit 1" }.joined(separator: "; ")
    let cost = 40.0 / Double(Self.agents * (Self.calls / 10))
    let script = """
      TLM=\(Sandbox.binary) CALLS=\(Self.calls) COST=\(cost)
      \(Self.agent)
      \(all)
      \(ends)
      """
    return try Command(
      "/bin/bash", ["-c", script], environment: store.sandbox.variables([:]),
      in: store.sandbox.path)
  }

  private func approve(in store: GatedStore) throws {
    let proposal = try eventually("a proposal", within: 1800) {
      try store.sandbox.tlm("query", "--event", "mode_transition_proposed").lines.last
        .flatMap { try json($0)["proposal_id"]?.text }
    }
    #expect(try store.person("mode", "approve", proposal).code == 0)
  }

  @Test func `each call is judged by the mode that is in force, and refused once`() throws {
    let store = try GatedStore(Self.rules)
    let agents = try work(in: store)
    try approve(in: store)
    let end = try agents.finish(within: 3000)
    try #require(end.code == 0 && end.errors.isEmpty, "\(end.errors)")

    let told = try (0..<Self.agents).flatMap {
      try Disk.text(store.sandbox.path + "/told-\($0)").split(separator: "\n").map(String.init)
    }
    let denied = told.count { $0.contains("\"deny\"") }
    try store.wait(for: "all refusals") { try store.refused().count >= denied }
    try store.end()
    let work = try GatedWork(told: told, events: store.sandbox.events().map { try json($0) })

    #expect(work.calls.count == Self.agents * Self.calls)
    #expect(work.faults == [], "\(work.turns)")
    #expect(Set(work.turns.map(\.mode)) == ["NORMAL", "ASK", "READ_ONLY", "EXTENDED"])
    #expect(Set(work.calls.map(\.verdict)) == ["nothing", "ask", "deny"])
    // Of the others it is known that one of two or more modes judged them, and in which order.
    #expect(work.certain * (Self.isSoak ? 2 : 50) > work.calls.count)
    let verified = try store.sandbox.tlm("control", "verify")
    #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
  }
}
