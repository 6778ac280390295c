import TLM
import TestSupport
import Testing

/// What a shell offers for values, by the script that is installed.
@Suite struct CompletionTests {
  private let sandbox: Sandbox

  init() throws {
    sandbox = try Sandbox()
    let lines = """
      {"event":"issue_phase","issue_id":"BUG-7","session_id":"s-1","tool":"ll-auto"}
      {"event":"issue_phase","issue_id":"BUG-8","session_id":"s-1"}
      {"event":"deploy","issue_id":"ENH-9","trace_id":"\\u001b[2J","run_id":"two words"}

      """
    try #require(try sandbox.tlm("append", input: lines).code == 0)
  }

  /// What bash offers behind these words.
  private func offered(_ words: String...) throws -> [String] {
    let script = try sandbox.tlm("--generate-completion-script", "bash")
    _ = try sandbox.file("completion.bash", script.output)
    let line = words.joined(separator: " ")
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let result = try sandbox.shell(
      """
      PATH="\(sandbox.path)/bin:$PATH"; mkdir -p bin; ln -sf \(Sandbox.binary) bin/tlm; unset -f tlm
      source completion.bash
      COMP_WORDS=(\(quoted)); COMP_CWORD=\(words.count - 1); COMP_LINE='\(line)'
      COMP_POINT=\(line.count); COMP_TYPE=9
      _tlm tlm '\(words.last ?? "")' '\(words[words.count - 2])'
      printf '%s\\n' "${COMPREPLY[@]}"
      """)
    return result.lines.map { $0.trimmingSpaces }.filter { !$0.isEmpty }
  }

  @Test func `projections are offered by their names`() throws {
    #expect(try offered("tlm", "replay", "-p", "phase") == ["phase-timing"])
    let all = try offered("tlm", "replay", "--projection", "")
    #expect(all == builtInProjections.map { $0.name }.sorted())
    #expect(try offered("tlm", "projections", "rebuild", "vel") == ["velocity"])
  }

  @Test func `sensors are offered, those of the store too`() throws {
    try Disk.write(
      sandbox.store + "/config.yaml",
      Array("sensors:\n  queue_depth: {kind: gauge, event: q, field: depth}\n".utf8))

    #expect(try offered("tlm", "sensors", "get", "queue") == ["queue_depth"])
    #expect(try offered("tlm", "sensors", "series", "perf_system_mem").count == 2)
    #expect(try offered("tlm", "sensors", "describe", "safety_mode") == ["safety_mode_state"])
  }

  @Test func `modes are those of the rules`() throws {
    #expect(try offered("tlm", "mode", "set", "").contains("LOCKDOWN"))
    try Disk.write(sandbox.store + "/rules.yaml", Array("modes: {CALM: {}, STORM: {}}\n".utf8))
    #expect(try offered("tlm", "mode", "set", "") == ["CALM", "STORM"])
  }

  @Test func `ids and names are those that the log has had lately, the newest first`() throws {
    #expect(try offered("tlm", "query", "--issue-id", "") == ["ENH-9", "BUG-8", "BUG-7"])
    #expect(try offered("tlm", "query", "--issue-id", "BUG") == ["BUG-8", "BUG-7"])
    #expect(try offered("tlm", "tail", "--event", "") == ["deploy", "issue_phase"])
    #expect(try offered("tlm", "query", "--session-id", "") == ["s-1"])
    #expect(try offered("tlm", "query", "--outcome", "fail") == ["failure"])
  }

  @Test func `proposals that wait for an answer are offered`() throws {
    let lines = ["p1", "p2"].map { id in
      #"{"event":"mode_transition_proposed","proposal_id":"\#(id)","from":"NORMAL","to":"ALERT"}"#
    }
    let log = try EventLog.open(sandbox.store)
    try log.append(lines: Array((lines.joined(separator: "\n") + "\n").utf8))
    try log.append(
      lines: Array(#"{"event":"mode_transition_rejected","proposal_id":"p1"}\#n"#.utf8))

    #expect(try offered("tlm", "mode", "approve", "") == ["p2"])
  }

  @Test(arguments: [";reboot", "a|b", "a>b", "$(id)", "a*", "~root", "-rf", "a&b", "#x", "a:b"])
  func `what a shell would take for more than a word is not offered`(name: String) throws {
    let event = NewEvent(name, fields: [])
    let log = try EventLog.open(sandbox.store)
    try log.append(event)
    try log.append(NewEvent("harmless", fields: []))

    #expect(try offered("tlm", "query", "--event", "").first == "harmless")
    #expect(try offered("tlm", "query", "--event", "").count == 3)
  }

  @Test func `what a shell could not take is not offered`() throws {
    #expect(try offered("tlm", "query", "--trace-id", "") == [])
    #expect(try offered("tlm", "query", "--run-id", "") == [])
  }

  @Test func `without a store nothing fails and nothing is made`() throws {
    let empty = try Sandbox(hasStore: false)
    let result = try empty.tlm("---completion", "query", "--", "--issue-id", "2", "0", "", "")

    #expect(result.output.isEmpty || result.code == 64)
    #expect(try Files.all(below: empty.path).isEmpty)
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
