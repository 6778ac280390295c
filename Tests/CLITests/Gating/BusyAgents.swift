import TLM
import TestSupport
import Testing

/// Four agents at once whose calls the hook is told of and the gate is asked about, under rules about
/// budgets and loops.
enum BusyAgents {
  static let count = 4
  /// Whether there is time for ten thousand calls.
  static let isSoak = StoreLocation.variable("TLM_SOAK") == "1"

  /// A mode that asks where one call is made over and over, one that only reads from 20 dollars on, and one
  /// that a person lets them into.
  ///
  /// - Parameters:
  ///   - window: seconds within which five calls are too many.
  ///   - edges: more of them.
  ///   - rules: more of them, indented by two.
  static func rules(window: Int, edges: [String] = [], _ rules: String = "") -> String {
    """
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
    \(edges.map { "  - \($0)\n" }.joined())\
    transition_rules:
      NORMAL_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
      NORMAL_to_ASK:
        conditions: [{metric: agent_calls_repeated, operator: ">=", value: 5, window_seconds: \(window), aggregate: max}]
      ASK_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
      READ_ONLY_to_EXTENDED:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 20}]
        requires_human_approval: true
        proposal_expires_seconds: 3600
    \(rules)
    """
  }

  /// A call, `make_call AGENT ID TOOL PATH`: the hook is told of it, the gate is asked, and what goes on is
  /// told again. `said` is what the host was told, between `asked` and `answered`.
  private static let call = """
    make_call() {
      call='"session_id":"s'$1'","tool_name":"'$3'","tool_use_id":"toolu_0123456789'$2'"'
      call="$call"',"tool_input":{"file_path":"'$4'"}'
      printf '{"hook_event_name":"PreToolUse",%s}' "$call" | $TLM-hook claude-code
      asked=$EPOCHREALTIME
      said=$(printf '{"hook_event_name":"PreToolUse",%s}' "$call" | $TLM-gate claude-code) || exit 9
      answered=$EPOCHREALTIME
      [ -n "$said" ] ||
        printf '{"hook_event_name":"PostToolUse",%s}' "$call" | $TLM-hook claude-code
    }
    """

  /// All of them at work at once, until they end by themselves.
  ///
  /// - Parameters:
  ///   - settings: variables of the shell.
  ///   - work: what one of them does, a function's body; `$1` is its number.
  static func script(_ settings: String, _ work: String) -> String {
    let all = (0..<count).map { "agent \($0) & p\($0)=$!" }.joined(separator: "; ")
    let ends = (0..<count).map { "wait $p\($0) || exit 1" }.joined(separator: "; ")
    return """
      TLM=\(Sandbox.binary) \(settings)
      \(call)
      agent() {
      \(work)
      }
      \(all)
      \(ends)
      """
  }
}

extension GatedStore {
  /// A person agrees to what the rules propose, once they do.
  func approve(within bound: Double = 60) throws {
    func waiting() throws -> [Value] {
      try json(sandbox.tlm("mode", "show", "--json").output)["proposals"]?.elements ?? []
    }
    let proposal = try eventually("a proposal", within: bound) {
      try waiting().first?["proposal_id"]?.text
    }
    #expect(try sandbox.tlm("mode").output.contains("tlm mode approve \(proposal)\n"))
    #expect(try person("mode", "approve", proposal).code == 0)
    #expect(try waiting().allSatisfy { $0["proposal_id"]?.text != proposal })
  }
}
