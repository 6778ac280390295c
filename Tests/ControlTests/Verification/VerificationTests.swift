import Control
import Events
import Journal
import TestSupport
import Testing

@Suite struct VerificationTests {
  let scratch = Scratch()

  /// A log with a day in it, and what a loop on the log clock decided meanwhile.
  private func decided() throws -> EventLog {
    let log = try EventLog.create(scratch.path + "/store")
    var options = ControlLoop.Options()
    options.clock = .log
    var turns = ControlLoop(log: log, policy: try policy(), options: options).turns()
    _ = try turns.take()
    for event in Days.load() {
      try log.append(event)
      _ = try turns.take()
    }
    return log
  }

  private func policy() throws -> Policy { try Policy(yaml: Days.rules, file: "rules.yaml") }

  /// The same log with every line changed.
  private func changed(_ log: EventLog, _ change: (String) -> String) throws -> EventLog {
    let path = log.layout.log + "/00000000000000000000.jsonl"
    let text = try Disk.text(path)
    let copy = try EventLog.create(scratch.path + "/copy-\(UInt64.random(in: 0 ... .max))")
    let lines = text.split(separator: "\n").map { change(String($0)) + "\n" }
    try copy.append(lines: Array(lines.joined().utf8))
    return copy
  }

  @Test func `each transition that a loop recorded is confirmed`() throws {
    let result = try ControlVerification(policy: policy()).run(over: decided())

    #expect(result.confirmed == 2 && result.isSound, "\(result.doubts)")
    #expect(result.manual == 0 && result.foreign == 0)
  }

  @Test(arguments: [
    ("\"value\":93.5", "\"value\":83.5"), ("\"to\":\"ALERT\"", "\"to\":\"NORMA\""),
    ("\"rule\":\"NORMAL_to_ALERT\"", "\"rule\":\"NORMAL_to_OTHER\""),
    ("\"threshold\":85.0", "\"threshold\":75.0"), ("\"held_s\":30.0", "\"held_s\":40.0"),
    ("\"decided_at\":\"2026-", "\"decided_at\":\"2025-"),
  ])
  func `one that was tampered with is found`(of old: String, to new: String) throws {
    let log = try decided()
    var changes = 0
    let tampered = try changed(log) { line in
      guard line.contains("\"mode_transition\""), line.contains("\"to\":\"ALERT\""),
        line.contains(old)
      else { return line }
      changes += 1
      return line.replacing(old, with: new)
    }
    let result = try ControlVerification(policy: policy()).run(over: tampered)

    #expect(changes == 1, "\(old)")
    #expect(!result.isSound, "\(old)")
  }

  @Test func `an event that was changed after a decision is found by it`() throws {
    let log = try decided()
    let tampered = try changed(log) {
      $0.replacing("\"cpu_load_percent\":93.5", with: "\"cpu_load_percent\":23.5")
    }
    let result = try ControlVerification(policy: policy()).run(over: tampered)

    #expect(!result.isSound)
  }

  @Test func `what other rules or people decided is counted apart`() throws {
    let log = try decided()
    try log.append(
      NewEvent("mode_transition", at: Days.time(700), fields: [Member("to", "ALERT")]))
    let calm = try Policy(
      yaml: Days.rules.replacing("value: 85", with: "value: 99"), file: "calm.yaml")
    let result = try ControlVerification(policy: calm).run(over: log)

    #expect(result.foreign == 2 && result.manual == 1 && result.isSound)
  }

  @Test func `what a clock on the wall decided about the very first event is confirmed`() throws {
    let log = try EventLog.create(scratch.path + "/store")
    let policy = try Policy(
      yaml: Days.rules.replacing(", duration_seconds: 30", with: ""), file: "quick.yaml")
    let clock = Hands(Days.time(0))
    var options = ControlLoop.Options()
    options.clock = .wall { clock.time }
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()
    _ = try turns.take()
    try log.append(
      NewEvent(
        "system_metrics_snapshot", at: Days.time(3), fields: [Member("cpu_load_percent", 99)]))
    clock.time = Days.time(6)
    #expect(try turns.take().mode.name == "ALERT")

    let result = try ControlVerification(policy: policy).run(over: log)

    #expect(result.confirmed == 1 && result.isSound, "\(result.doubts)")
  }

  @Test func `what a clock on the wall decided between two events is confirmed`() throws {
    let log = try EventLog.create(scratch.path + "/store")
    let policy = try Policy(
      yaml: Days.rules.replacing(
        "logic: all", with: "logic: all\n    requires_human_approval: true"),
      file: "asking.yaml")
    let clock = Hands(Days.time(0))
    var options = ControlLoop.Options()
    options.clock = .wall { clock.time }
    var turns = ControlLoop(log: log, policy: policy, options: options).turns()
    _ = try turns.take()
    for event in Days.load() {
      clock.time = try #require(event.time)
      try log.append(event)
      guard let proposal = try turns.take().proposals.first, proposal.approvedBy == nil else {
        continue
      }
      // The answer is read between two multiples of the interval, and counts at the next one.
      try log.append(
        NewEvent(
          "mode_transition_approved", at: clock.time.advanced(by: 2),
          fields: [Member("proposal_id", .string(proposal.id)), Member("by", "ada")]))
      clock.time = clock.time.advanced(by: 5)
      #expect(try turns.take().mode.name == "NORMAL")
    }

    let result = try ControlVerification(policy: policy).run(over: log)

    #expect(result.confirmed == 2 && result.isSound, "\(result.doubts)")
  }
}

extension Timestamp {
  fileprivate func advanced(by seconds: Int64) -> Timestamp {
    Timestamp(rawValue: rawValue + seconds * 1_000_000_000)
  }
}
