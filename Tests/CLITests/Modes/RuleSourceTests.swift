import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which rules a command goes by, and what it does about those that it must not trust.
@Suite struct RuleSourceTests {
  private let sandbox: Sandbox

  init() throws { sandbox = try Sandbox() }

  private func rules(first mode: String) -> String { "modes: {\(mode): {}, OTHER: {}}\n" }

  private var inStore: String { sandbox.store + "/rules.yaml" }

  /// The mode before all others says whose rules these are.
  private func mode(_ arguments: String..., environment: [String: String] = [:]) throws -> String? {
    let result = try Command.run(
      Sandbox.binary, ["mode", "show", "--json"] + arguments,
      environment: sandbox.variables(environment), in: sandbox.path)
    try #require(result.code == 0, "\(result.errors)")
    return try json(result.output)["mode"]?.text
  }

  @Test func `the file that is named comes first, then the store's, then the user's`() throws {
    let own = sandbox.folder("home/.config/tlm") + "/rules.yaml"
    let elsewhere = sandbox.folder("xdg/tlm") + "/rules.yaml"
    #expect(try mode() == "NORMAL")

    try Disk.write(own, Array(rules(first: "MINE").utf8))
    try Disk.write(elsewhere, Array(rules(first: "XDG").utf8))
    #expect(try mode() == "MINE")
    #expect(try mode(environment: ["XDG_CONFIG_HOME": sandbox.path + "/xdg"]) == "XDG")

    try Disk.write(inStore, Array(rules(first: "STORED").utf8))
    #expect(try mode() == "STORED")

    let named = try sandbox.file("named.yaml", rules(first: "NAMED"))
    #expect(try mode("--rules", named) == "NAMED")
    let link = sandbox.path + "/link.yaml"
    symlink(named, link)
    #expect(try mode("--rules", link) == "NAMED")
  }

  @Test(arguments: [
    ["mode"], ["mode", "explain"], ["mode", "history"], ["mode", "set", "OTHER", "--reason", "x"],
    ["control", "run"], ["control", "backtest"], ["control", "verify"], ["watch"],
  ])
  func `a mistake in the rules that are found names its place, and nothing starts`(
    arguments: [String]
  ) throws {
    try Disk.write(inStore, Array("modes:\n  NORMAL: {}\n  ALERT: {max: 3}\n".utf8))

    let result = try sandbox.tlm(arguments)

    #expect(result.code == 2)
    #expect(result.errors.contains("\(inStore):3:11: "), "\(result.errors)")
    #expect(try sandbox.events().isEmpty)
  }

  @Test func `a link in a store is refused, wherever it leads`() throws {
    let target = try sandbox.file("outside.yaml", rules(first: "OUTSIDE"))
    symlink(target, inStore)

    let result = try sandbox.tlm("control", "run")

    #expect(result.code == 2 && result.errors.contains("is a link"), "\(result.errors)")
  }

  @Test func `a store that is reached by a link keeps its reach`() throws {
    try Disk.write(inStore, Array(rules(first: "STORED").utf8))
    symlink(sandbox.store, sandbox.path + "/linked")

    let loop = try sandbox.start("control", "run", "--store", sandbox.path + "/linked")
    let running = try loop.document("it runs") { $0["kind"] == "running" }
    loop.signal(SIGTERM)

    #expect(running["rules"]?["source"] == "store" && running["rules"]?["effects"] == "store")
    #expect(try loop.finish().code == 0)
  }

  @Test func `what belongs to another user is passed over, and it says so`() throws {
    guard geteuid() == 0 else { return print("[rules] skipped: only root gives files away") }
    try Disk.write(inStore, Array(rules(first: "STORED").utf8))
    #expect(chown(inStore, 12345, 12345) == 0)

    let foreignFile = try sandbox.tlm("mode", "show", "--json")
    #expect(chown(inStore, 0, 0) == 0)
    #expect(chown(sandbox.store, 12345, 12345) == 0)
    let foreignStore = try sandbox.tlm("mode", "show", "--json", "--store", sandbox.store)
    #expect(chown(sandbox.store, 0, 0) == 0)
    let own = try sandbox.tlm("mode", "show", "--json")

    for result in [foreignFile, foreignStore] {
      #expect(try json(result.output)["mode"] == "NORMAL")
      #expect(result.errors.contains("belongs to another user"), "\(result.errors)")
    }
    #expect(try json(own.output)["mode"] == "STORED" && own.errors.isEmpty)
  }
}
