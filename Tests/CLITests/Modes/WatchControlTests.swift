import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `tlm watch` and the rules.
@Suite struct WatchControlTests {
  private let sandbox: Sandbox

  /// With the rules for servers, by which load is a reason.
  init() throws {
    sandbox = try Sandbox()
    try #require(try sandbox.tlm("control", "init", "--profile", "server").code == 0)
  }

  private func watch(_ arguments: String...) throws -> Command {
    let watch = try Command(
      Sandbox.binary, ["watch", "--sample", "off"] + arguments,
      environment: sandbox.variables([:]), in: sandbox.path)
    _ = try watch.document("it works") {
      $0["publishing"] == true && ($0["control"] == .null || $0["control"]?["mode"] != .null)
    }
    return watch
  }

  private func end(_ watch: Command) throws -> Command.Result {
    watch.signal(SIGTERM)
    let end = try watch.finish()
    #expect(end.code == 0)
    return end
  }

  private func append(_ lines: String) throws {
    try #require(try sandbox.tlm("append", input: lines).code == 0)
  }

  private func transitions() throws -> [String] {
    try sandbox.events().filter { $0.contains(#""event":"mode_transition""#) }
  }

  private func writeRules(_ limit: Int, _ extra: String = "") throws {
    let text = """
      modes: {NORMAL: {}, ALERT: {}}
      edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
      transition_rules:
        NORMAL_to_ALERT:
          conditions: [{metric: perf_system_cpu_load, operator: ">", value: \(limit)}]
        ALERT_to_NORMAL:
          conditions: [{metric: perf_system_cpu_load, operator: "<", value: 10}]
      \(extra)
      """
    try Disk.write(sandbox.store + "/rules.yaml", Array(text.utf8))
  }

  @Test func `load that another process tells of raises the alarm, for all to see`() throws {
    let watch = try watch()

    try append(Hours.load(93.5))
    let told = try watch.document("ALERT") { $0["mode"] == "ALERT" }

    #expect(try transitions().count == 1)
    #expect(told["rules"]?["source"] == "store")
    #expect(try json(sandbox.tlm("mode", "--json").output)["mode"] == "ALERT")
    let why = try sandbox.tlm("mode", "explain").output
    #expect(why.contains("because perf_system_cpu_load stayed above 85 %"), "\(why)")
    try eventually("the count on the board") {
      try sandbox.tlm("sensors", "get", "control_rules_true").output == "1\n" ? true : nil
    }
    #expect(try sandbox.tlm("sensors", "get", "safety_mode_state").output == "ALERT\n")
    let last = try json(#require(try end(watch).lines.last))
    #expect(last["state"] == "stopped" && last["control"]?["decisions"] == 1)
  }

  @Test func `without control it decides nothing`() throws {
    let watch = try watch("--no-control")

    try append(Hours.load(93.5))
    try append(Hours.load(93.5))
    let told = try json(#require(try end(watch).lines.last))

    #expect(told["control"] == .null && told["rules"] == .null && told["mode"] == "NORMAL")
    #expect(try transitions().isEmpty)
    #expect(try sandbox.tlm("watch", "--no-control", "--rules", "x").code == 64)
  }

  @Test func `two watchers decide once`() throws {
    let watches = try [watch(), watch()]

    try append(Hours.load(93.5))
    for watch in watches { _ = try watch.document("ALERT") { $0["mode"] == "ALERT" } }

    let ends = try watches.map { try json(#require(try end($0).lines.last)) }
    #expect(try transitions().count == 1)
    #expect(ends.compactMap { $0["control"]?["decisions"]?.integer }.reduce(0, +) == 1)
  }

  @Test func `changed rules are taken when they are right, and named when they are not`() throws {
    try writeRules(99)
    let watch = try watch()
    let before = try #require(
      try json(sandbox.tlm("control", "check", sandbox.store + "/rules.yaml", "--json").output)[
        "identity"])

    try writeRules(50, "rubbish: 1")
    let warned = try watch.document("a warning") { $0["warnings"]?.elements.isEmpty == false }
    let warning = try #require(warned["warnings"]?.elements.first?.text)
    #expect(warning.contains("what was read before stays in force"))
    #expect(warning.contains(sandbox.store + "/rules.yaml:8:1: "), "\(warning)")
    #expect(warned["rules"]?["identity"] == before && warned["rules"]?["source"] == "store")
    try append(Hours.load(60, over: 5))
    #expect(try transitions().isEmpty)

    try writeRules(50)
    let taken = try watch.document("the new rules") {
      $0["rules"]?["identity"] != before && $0["control"]?["mode"] != .null
    }
    #expect(taken["warnings"] == .array([]))
    // They decide about what is so already, at the next multiple of the interval.
    if taken["mode"] != "ALERT" { _ = try watch.document("ALERT") { $0["mode"] == "ALERT" } }
    #expect(try transitions().count == 1)
    let result = try end(watch)
    #expect(result.errors.contains("what was read before stays in force"))
  }

  @Test func `a changed configuration brings its sensors, and a wrong one is named`() throws {
    let watch = try watch()
    let path = sandbox.store + "/config.yaml"

    try Disk.write(path, Array("sensors:\n  depth: {kind: gauge, event: q, fild: depth}\n".utf8))
    let warned = try watch.document("a warning") { $0["warnings"]?.elements.isEmpty == false }
    #expect(warned["warnings"]?.elements.first?.text?.contains("\(path):2:") == true)
    try Disk.write(path, Array("sensors:\n  depth: {kind: gauge, event: q, field: depth}\n".utf8))
    _ = try watch.document("no warning") { $0["warnings"] == .array([]) }

    try #require(try sandbox.tlm("emit", "q", "depth:=7").code == 0)
    let shown = try eventually("the sensor on the board") {
      let result = try sandbox.tlm("sensors", "get", "depth", "--json")
      let document = try json(result.output)
      // Not `nil`, which a value can be.
      return document["source"] == "board" ? document : .none
    }
    #expect(shown["sensors"]?["depth"]?["value"] == .double(7))
    _ = try end(watch)
  }

  @Test func `while somebody holds the lock it waits, and decides when it can`() throws {
    guard Files.exists("/usr/bin/flock") else { return print("[watch] skipped: no flock(1)") }
    let watch = try watch()
    let lock = sandbox.store + "/log/LOCK"
    let lines = try sandbox.file("load.jsonl", Hours.load(93.5))

    // What a stranger puts into the inbox cannot be drained, and nothing can be decided.
    let held = try sandbox.shell(
      "cat \(lines) >> .tlm/in.jsonl.new; mv .tlm/in.jsonl.new .tlm/in.jsonl; "
        + "flock \(lock) sleep 3")
    #expect(held.code == 0)

    _ = try watch.document("ALERT") { $0["mode"] == "ALERT" }
    #expect(try transitions().count == 1)
    #expect(try end(watch).code == 0)
  }
}
