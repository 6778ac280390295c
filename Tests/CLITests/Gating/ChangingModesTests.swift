import Glibc
import TLM
import TestSupport
import Testing

/// Four agents at once that spend, repeat themselves and change files, while rules about budgets and loops
/// change the mode under them and a person agrees to more: ten thousand calls with `TLM_SOAK`.
@Suite struct ChangingModesTests {
  private static let rules = BusyAgents.rules(
    window: 10, edges: ["EXTENDED_to_READ_ONLY"],
    """
      ASK_to_NORMAL:
        conditions: [{metric: agent_calls_repeated, operator: "<", value: 3, window_seconds: 10, aggregate: max}]
      EXTENDED_to_READ_ONLY:
        conditions: [{metric: agent_cost_today, operator: ">=", value: 30}]
    """)

  private static let calls = (BusyAgents.isSoak ? 10_000 : 480) / BusyAgents.count

  /// Every tenth call costs; all together 40 dollars. The first agent makes one call over and over for a
  /// while.
  private static let work = """
    for ((n = 0; n < CALLS; n++)); do
      if ((n % 2)); then tool=Write kind=w; else tool=Read kind=r; fi
      id="$1-$n-$kind"
      path="/work/$id"
      if (($1 == 0 && n >= CALLS / 10 && n < CALLS / 10 + 16)); then path=/work/same; fi
      make_call $1 $id $tool $path
      echo "toolu_0123456789$id $asked $answered $said" >> "told-$1"
      ((n % 10 != 9)) || $TLM-emit api_request session_id=s$1 request_id=r$1-$n \\
        cost_usd:=$COST input_tokens:=1 output_tokens:=1
    done
    """

  /// The agents at work; they end by themselves.
  private func work(in store: GatedStore) throws -> Command {
    let cost = 40.0 / Double(BusyAgents.count * (Self.calls / 10))
    let script = BusyAgents.script("CALLS=\(Self.calls) COST=\(cost)", Self.work)
    return try Command(
      "/bin/bash", ["-c", script], environment: store.sandbox.variables([:]),
      in: store.sandbox.path)
  }

  @Test func `each call is judged by the mode that is in force, and refused once`() throws {
    let store = try GatedStore(Self.rules)
    let agents = try work(in: store)
    try store.approve(within: 1800)
    let end = try agents.finish(within: 3000)
    try #require(end.code == 0 && end.errors.isEmpty, "\(end.errors)")

    let told = try (0..<BusyAgents.count).flatMap {
      try Disk.text(store.sandbox.path + "/told-\($0)").split(separator: "\n").map(String.init)
    }
    let denied = told.count { $0.contains("\"deny\"") }
    try store.wait(for: "all refusals") { try store.refused().count >= denied }
    try store.end()
    let work = try GatedWork(told: told, events: store.sandbox.events().map { try json($0) })

    #expect(work.calls.count == BusyAgents.count * Self.calls)
    #expect(work.faults == [], "\(work.turns)")
    #expect(Set(work.turns.map(\.mode)) == ["NORMAL", "ASK", "READ_ONLY", "EXTENDED"])
    #expect(Set(work.calls.map(\.verdict)) == ["nothing", "ask", "deny"])
    // Of the others it is known that one of two or more modes judged them, and in which order.
    #expect(work.certain * (BusyAgents.isSoak ? 2 : 50) > work.calls.count)
    let verified = try store.sandbox.tlm("control", "verify")
    #expect(verified.code == 0, "\(verified.output)\(verified.errors)")
  }
}
