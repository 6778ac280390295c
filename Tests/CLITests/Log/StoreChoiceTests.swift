import Glibc
import TLM
import TestSupport
import Testing

@Suite struct StoreChoiceTests {
  /// Makes a store that holds one event with this name.
  private func makeStore(_ path: String, _ name: String, _ sandbox: Sandbox) throws {
    try #require(try sandbox.tlm("init", "--store", path).code == 0)
    try #require(try sandbox.tlm("emit", "--strict", "--store", path, name).code == 0)
  }

  private func found(
    _ sandbox: Sandbox, _ arguments: [String] = [], environment: [String: String] = [:],
    in folder: String
  ) throws -> String {
    let words = (["query", "--jsonl"] + arguments).joined(separator: " ")
    let variables = environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
    let result = try sandbox.shell("cd \(folder) && \(variables) tlm \(words) | jq -r .event")
    return result.output
  }

  @Test func `the option is stronger than the environment, and that than the nearest`() throws {
    let sandbox = try Sandbox(hasStore: false)
    for name in ["option", "variable"] {
      try makeStore(sandbox.path + "/" + name, name, sandbox)
    }
    let inside = sandbox.folder("project/deep/inside")
    try makeStore(sandbox.path + "/project/.tlm", "nearest", sandbox)
    let variable = ["TLM_STORE": sandbox.path + "/variable"]

    let option = ["--store", sandbox.path + "/option"]
    #expect(try found(sandbox, option, environment: variable, in: inside) == "option\n")
    #expect(try found(sandbox, environment: variable, in: inside) == "variable\n")
    #expect(try found(sandbox, in: inside) == "nearest\n")
  }

  @Test func `the nearest store upwards wins`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let inner = sandbox.folder("a/b")
    try makeStore(sandbox.path + "/.tlm", "outer", sandbox)
    try makeStore(sandbox.path + "/a/.tlm", "inner", sandbox)

    #expect(try found(sandbox, in: inner) == "inner\n")
    #expect(try found(sandbox, in: sandbox.path) == "outer\n")
  }

  @Test func `a relative option counts from the working directory`() throws {
    let sandbox = try Sandbox(hasStore: false)
    sandbox.folder("a")
    try makeStore(sandbox.path + "/a/mine", "mine", sandbox)

    #expect(try found(sandbox, ["--store", "mine"], in: sandbox.path + "/a") == "mine\n")
  }

  @Test func `without any store upwards an emit goes to the user's own`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let state = sandbox.folder("state")

    let byDefault = try sandbox.tlm("emit", "--strict", "one")
    let byVariable = try sandbox.tlm(
      "emit", "--strict", "two", environment: ["XDG_STATE_HOME": state])
    let relative = try sandbox.tlm(
      "emit", "--strict", "three", environment: ["XDG_STATE_HOME": "relative"])

    #expect([byDefault.code, byVariable.code, relative.code] == [0, 0, 0])
    let own = try EventLog.open(sandbox.path + "/home/.local/state/tlm").eventLines()
    #expect(own.count == 2)
    #expect(try EventLog.open(state + "/tlm").eventLines().count == 1)
    #expect(Files.mode(state + "/tlm") == 0o700)
    #expect(!Files.exists(sandbox.path + "/relative"))
  }

  @Test(.enabled(if: geteuid() == 0, "only root can give a folder away"))
  func `a store of another owner is passed over`() throws {
    let sandbox = try Sandbox(hasStore: false)
    let inner = sandbox.folder("theirs")
    try makeStore(sandbox.path + "/.tlm", "mine", sandbox)
    try makeStore(inner + "/.tlm", "theirs", sandbox)
    try #require(chown(inner + "/.tlm", 65534, 65534) == 0)

    #expect(try found(sandbox, in: inner) == "mine\n")
  }

  @Test(arguments: [
    ["query"], ["tail"], ["replay", "-p", "event-counts"], ["doctor"], ["doctor", "--fix"],
  ])
  func `a command that reads makes no store`(arguments: [String]) throws {
    let sandbox = try Sandbox(hasStore: false)

    let result = try sandbox.tlm(arguments)

    #expect(result.code == 2)
    #expect(result.errors.contains("there is no store"))
    #expect(result.errors.contains("tlm init"))
    #expect(try Files.all(below: sandbox.path).isEmpty)
  }

  @Test(arguments: [["query"], ["tail"], ["replay", "-p", "event-counts"], ["doctor"]])
  func `a command that reads adds nothing to a store but what is derived`(arguments: [String])
    throws
  {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "--strict", "tick").code == 0)
    let before = try Files.all(below: sandbox.store)

    #expect(try sandbox.tlm(arguments).code == 0)

    let after = try Files.all(below: sandbox.store).filter { !$0.hasPrefix("views") }
    #expect(after == before)
  }

  @Test func `the doctor says which store it is and why`() throws {
    let sandbox = try Sandbox()
    let inner = sandbox.folder("a/b")

    let nearest = try json(sandbox.tlm("doctor", "--json", in: inner).output)
    let named = try json(sandbox.tlm("doctor", "--json", "--store", sandbox.store).output)
    let variable = try json(
      sandbox.tlm("doctor", "--json", environment: ["TLM_STORE": sandbox.store]).output)

    #expect(nearest["store"]?.text == sandbox.store)
    #expect(nearest["reason"]?.text == "nearest")
    #expect(named["reason"]?.text == "option")
    #expect(variable["reason"]?.text == "environment")
  }
}
