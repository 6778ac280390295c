import Glibc
import TLM
import TestSupport
import Testing

/// Four agents at once under rules about budgets and loops: exactly those calls are refused that the rules say.
@Suite struct GatedDayTests {
  private static let calls = BusyAgents.isSoak ? 10_000 / 4 / BusyAgents.count : 25

  /// Each call has an input of its own, so that nobody seems to go round in circles.
  private static let work = """
    for ((n = 0; n < CALLS; n++)); do
      if ((n % 2)); then tool=Write kind=w; else tool=Read kind=r; fi
      id="$PHASE-$1-$n-$kind"
      make_call $1 $id $tool /work/$id
      echo "$id $said" >> "told-$PHASE-$1"
    done
    """

  /// All agents at once make their calls of a phase, half of them reading; what the host was told, by the
  /// call.
  private func work(_ store: GatedStore, phase: Int) throws -> [String: String] {
    let run = try store.sandbox.shell(
      BusyAgents.script("PHASE=\(phase) CALLS=\(Self.calls)", Self.work), within: 3000)
    try #require(run.code == 0 && run.errors.isEmpty, "\(run.errors)")
    var told: [String: String] = [:]
    for agent in 0..<BusyAgents.count {
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
    #expect(told.count == BusyAgents.count * Self.calls)
    for (id, answer) in told where answer != (id.hasSuffix("w") ? write : "nothing") {
      Issue.record("\(id): \(answer)")
    }
  }

  @Test func `four agents are held and let go as the rules say, to the call`() throws {
    let store = try GatedStore(BusyAgents.rules(window: 120))
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

    try store.approve()
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
