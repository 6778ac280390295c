import TLM
import TestSupport
import Testing

@Suite struct ControlCommandTests {
  @Test func `the rules that ship are good`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let path = Files.package + "/Examples/rules/standard.yaml"

    let text = try sandbox.tlm("control", "check", path)
    let document = try json(sandbox.tlm("control", "check", path, "--json").output)

    #expect(text.code == 0 && text.output.contains("is good: 5 modes"))
    #expect(document["ok"] == true && document["identity"]?.text == Policy.standard.identity)
  }

  @Test(arguments: [(["--profile", "server"], Policy.Profile.server), ([], .workstation)])
  func `a rule file to begin with is one of those that ship, and is found`(
    words: [String], profile: Policy.Profile
  ) throws {
    let sandbox = try Sandbox()

    let printed = try sandbox.tlm(["control", "init", "-"] + words)
    let made = try sandbox.tlm(["control", "init"] + words)
    let again = try sandbox.tlm("control", "init")
    let named = try sandbox.tlm(["control", "init", "own.yaml"] + words)

    #expect(printed.output == profile.rules)
    #expect(made.code == 0 && named.code == 0)
    #expect(again.code == 1 && again.errors.contains("rules.yaml is there already"))
    for path in [sandbox.store + "/rules.yaml", sandbox.path + "/own.yaml"] {
      #expect(try Disk.text(path) == profile.rules)
    }
    #expect(try sandbox.tlm("control", "verify").output.contains(sandbox.store + "/rules.yaml"))
  }

  @Test func `a mistake names line and column and ends with 1, a missing file with 2`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(
      "rules.yaml",
      """
      modes: {NORMAL: {}, ALERT: {}}
      transition_rules:
        NORMAL_to_ALERT:
          conditions:
            - {metric: perf_system_cpu_laod, operator: ">", value: 85}
      """)

    let wrong = try sandbox.tlm("control", "check", "rules.yaml")
    let document = try json(sandbox.tlm("control", "check", "rules.yaml", "--json").output)

    #expect(wrong.code == 1)
    #expect(wrong.output.hasPrefix("rules.yaml:5:"))
    #expect(wrong.output.contains("did you mean perf_system_cpu_load?"))
    #expect(document["ok"] == false && document["mistakes"]?.elements[0]["line"]?.integer == 5)
    #expect(try sandbox.tlm("control", "check", "nowhere.yaml").code == 2)
  }

  @Test func `conditions may name the sensors of the store`() throws {
    let sandbox = try Sandbox()
    try Disk.write(
      sandbox.store + "/config.yaml",
      Array("sensors:\n  queue_depth: {kind: gauge, event: q, field: depth}\n".utf8))
    _ = try sandbox.file(
      "rules.yaml",
      """
      modes: {NORMAL: {}, ALERT: {}}
      transition_rules:
        NORMAL_to_ALERT:
          conditions: [{metric: queue_depth, operator: ">", value: 85}]
        ALERT_to_NORMAL:
          conditions: [{metric: queue_depth, operator: "<", value: 5}]
      """)

    let result = try sandbox.tlm("control", "check", "rules.yaml")

    #expect(result.code == 0, "\(result.output)\(result.errors)")
  }
}
