import Glibc
import TLM
import TestSupport
import Testing

/// What others may do to a store, or did, is told by the doctor, with what to do.
@Suite struct OthersTests {
  private func found(_ sandbox: Sandbox, _ code: String) throws -> (
    severity: String, message: String
  )? {
    let (_, report) = try sandbox.report()
    let finding = report["findings"]?.elements.first { $0["code"]?.text == code }
    return finding.flatMap { finding in
      guard let severity = finding["severity"]?.text, let message = finding["message"]?.text else {
        return nil
      }
      return (severity, message)
    }
  }

  @Test(arguments: [
    (".", 0o777, "the store's folder (777)"), ("log", 0o703, "log (703)"),
    ("in.jsonl", 0o622, "in.jsonl (622)"), ("config.yaml", 0o646, "config.yaml (646)"),
    ("log/00000000000000000000.jsonl", 0o666, "00000000000000000000.jsonl (666)"),
  ])
  func `what everybody may write is wrong`(name: String, mode: Int, told: String) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.tlm("emit", "x")
    _ = try sandbox.shell("touch .tlm/in.jsonl .tlm/config.yaml; chmod 600 .tlm/in.jsonl")
    _ = try sandbox.shell("chmod 600 .tlm/config.yaml")
    #expect(try found(sandbox, "world-writable") == nil)
    try #require(chmod(sandbox.store + "/" + name, mode_t(mode)) == 0)

    let finding = try #require(try found(sandbox, "world-writable"))

    #expect(finding.severity == "wrong" && finding.message.contains(told), "\(finding.message)")
    #expect(finding.message.contains("chmod -R o-w"))
    _ = try sandbox.shell("chmod -R o-w .tlm")
    #expect(try found(sandbox, "world-writable") == nil)
  }

  @Test(arguments: [".", "log", "in.jsonl"])
  func `what a group may write is worth knowing`(name: String) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.shell("touch .tlm/in.jsonl; chmod 600 .tlm/in.jsonl; chmod g+w .tlm/\(name)")

    let finding = try #require(try found(sandbox, "group-writable"))

    #expect(finding.severity == "note" && finding.message.contains("chmod -R g-w"))
    #expect(try sandbox.tlm("doctor").code == 0)
  }

  private static let line = #"{"event":"waiting","n":1}"#

  @Test(arguments: ["in.jsonl.1", "in.jsonl-20260213", "in.jsonl.bak"])
  func `an inbox that was renamed is told, and what it says to do takes the rest in`(name: String)
    throws
  {
    let sandbox = try Sandbox()
    try Disk.append(sandbox.store + "/in.jsonl", Self.line + "\n")
    _ = try sandbox.tlm("query")
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"late\"}\n")
    try #require(sandbox.shell("mv .tlm/in.jsonl .tlm/\(name)").code == 0)

    let finding = try #require(try found(sandbox, "stranded-inbox"))
    #expect(finding.severity == "wrong")
    #expect(finding.message.contains("17 bytes of it are not in the log"), "\(finding.message)")
    let start = Self.line.utf8.count + 2
    let advice = "tail -c +\(start) \(name) >> in.jsonl"
    #expect(finding.message.contains(advice), "\(finding.message)")
    try #require(sandbox.shell("cd .tlm; \(advice)").code == 0)

    #expect(try sandbox.tlm("query", "--event", "late").lines.count == 1)
    #expect(try sandbox.tlm("query", "--event", "waiting").lines.count == 1)
  }

  @Test(arguments: ["in.jsonl.$(touch owned)", "in.jsonl.`touch owned`", "in.jsonl.;touch owned;'"])
  func `the command that it tells is harmless, whatever the name`(name: String) throws {
    let sandbox = try Sandbox()
    try Disk.append(sandbox.store + "/" + name, "{\"event\":\"late\"}\n")

    let message = try #require(try found(sandbox, "stranded-inbox")).message
    let advice = try #require(message.firstMatch(of: /then (cat .* >> in\.jsonl) takes/)).1
    try #require(sandbox.shell("cd .tlm; \(advice)").code == 0)

    #expect(try !Files.all(below: sandbox.path).contains { $0.hasSuffix("owned") })
    #expect(try sandbox.tlm("query", "--event", "late").lines.count == 1)
  }

  @Test func `a renamed inbox whose lines are all in the log may go`() throws {
    let sandbox = try Sandbox()
    try Disk.append(sandbox.store + "/in.jsonl", Self.line + "\n")
    _ = try sandbox.tlm("query")
    try #require(sandbox.shell("mv .tlm/in.jsonl .tlm/in.jsonl.1").code == 0)

    let finding = try #require(try found(sandbox, "stranded-inbox"))

    #expect(finding.severity == "note" && finding.message.contains("delete it"))
    try #require(sandbox.shell("echo '{\"event\":\"next\"}' > .tlm/in.jsonl").code == 0)
    _ = try sandbox.tlm("query")
    #expect(try found(sandbox, "stranded-inbox")?.message.contains("cannot be told") == true)
  }

  @Test(arguments: [2, 3, 5])
  func `an inbox that is written again with the same bytes counts once, and that is told`(
    times: Int
  ) throws {
    let sandbox = try Sandbox()
    for _ in 1...times {
      try #require(sandbox.shell("echo '\(Self.line)' > .tlm/in.jsonl").code == 0)
      _ = try sandbox.tlm("query")
    }

    #expect(try sandbox.tlm("query", "--event", "waiting").lines.count == 1)
    let finding = try #require(try found(sandbox, "inbox-rewritten"))
    let count = times == 2 ? "1 time" : "\(times - 1) times"
    #expect(finding.severity == "note" && finding.message.contains("again \(count) with"))
    #expect(finding.message.contains(">> instead of >"))
  }

  @Test(arguments: [">>", ">"])
  func `an inbox with new lines is not one that is written again`(way: String) throws {
    let sandbox = try Sandbox()
    for number in 1...3 {
      try #require(
        sandbox.shell("echo '{\"event\":\"n\",\"n\":\(number)}' \(way) .tlm/in.jsonl").code == 0)
      _ = try sandbox.tlm("query")
    }

    #expect(try sandbox.tlm("query", "--event", "n").lines.count == 3)
    #expect(try found(sandbox, "inbox-rewritten") == nil)
  }
}
