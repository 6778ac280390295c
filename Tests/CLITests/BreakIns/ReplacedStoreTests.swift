import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A store that takes the place of one that is followed is a new store.
@Suite struct ReplacedStoreTests {
  /// Ways in which another store comes to stand at the path.
  enum Way: String, CaseIterable, CustomTestStringConvertible {
    case moved = "mv .tlm old && tlm init"
    // A watch that has not seen it yet may make a file in a folder that is being emptied.
    case removed = "(rm -rf .tlm || rm -rf .tlm) && tlm init"
    case logMoved = "mv .tlm/log oldlog && tlm init"
    case swapped = "tlm init --store new && mv .tlm old && mv new .tlm"

    var testDescription: String { rawValue }
  }

  private static let count = 200

  private func replace(_ sandbox: Sandbox, _ way: Way) throws {
    let done = try sandbox.shell(way.rawValue)
    try #require(done.code == 0, "\(done.errors)")
  }

  private func append(_ count: Int, _ name: String, _ sandbox: Sandbox) throws {
    let lines = (1...count).map { "{\"event\":\"\(name)\",\"n\":\($0)}\n" }
    try #require(try sandbox.tlm("append", input: lines.joined()).code == 0)
  }

  /// What the store at the path says, once nobody follows it any more.
  private func checkNew(_ sandbox: Sandbox, _ count: Int) throws {
    let mode = try json(sandbox.tlm("mode", "--json").output)
    #expect(mode["mode"] == "NORMAL")
    for way in [[], ["--from-zero"], ["--no-index"]] {
      let counts = try json(
        sandbox.tlm(["replay", "-p", "event-counts", "--json"] + way).output)
      #expect(counts["report"]?["names"]?["fresh"]?["count"] == .integer(Int64(count)), "\(way)")
      #expect(counts["report"]?["names"]?["early"] == nil, "\(way)")
    }
    #expect(try sandbox.tlm("projections", "verify", "mode-state").code == 0)
  }

  @Test(arguments: Way.allCases)
  func `a watch goes on with the new store from nothing, and leaves nothing of the old in it`(
    way: Way
  ) throws {
    let sandbox = try Sandbox()
    try append(30, "early", sandbox)
    try #require(sandbox.tlm("mode", "set", "ALERT", "--reason", "x").code == 0)
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")
    _ = try watch.document("the board of the old store") {
      $0["publishing"] == true && $0["mode"] == "ALERT"
    }

    try replace(sandbox, way)
    try append(Self.count, "fresh", sandbox)

    _ = try watch.document("the new store's mode") {
      $0["mode"] == "NORMAL" && $0["publishing"] == true
    }
    try eventually("the new store's board") { () -> Bool? in
      let shown = try json(sandbox.tlm("sensors", "--json").output)
      guard shown["source"] == "board" else { return nil }
      return shown["sensors"]?["safety_mode_state"]?["value"] == "ALERT" ? nil : true
    }
    watch.signal(SIGTERM)
    let end = try watch.finish()

    #expect(end.code == 0)
    #expect(end.errors.contains("another store stands at \(sandbox.store)"), "\(end.errors)")
    try checkNew(sandbox, Self.count)
  }

  @Test(arguments: Way.allCases)
  func `a tail goes on with the new store's lines, and says so`(way: Way) throws {
    let sandbox = try Sandbox()
    try append(30, "early", sandbox)
    let tail = try sandbox.start("tail", "-n", "1", "-f")
    #expect(try json(try #require(try tail.nextLine()))["n"] == 30)

    try replace(sandbox, way)
    try append(Self.count, "fresh", sandbox)

    for number in 1...Self.count {
      let shown = try json(try #require(try tail.nextLine()))
      #expect(shown["event"] == "fresh" && shown["n"] == .integer(Int64(number)))
    }
    try Disk.append(sandbox.store + "/in.jsonl", "{\"event\":\"later\"}\n")
    _ = try tail.document("a line of the new store's inbox") { $0["event"] == "later" }
    tail.signal(SIGTERM)
    let end = try tail.finish()
    #expect(end.errors.contains("another store stands at"), "\(end.errors)")
  }

  @Test(arguments: [
    "chmod 640 .tlm/log/STORE", "mv .tlm old && mv old .tlm", "touch .tlm/log/STORE",
  ])
  func `a store that is the same still goes on as it was`(way: String) throws {
    let sandbox = try Sandbox()
    try append(3, "early", sandbox)
    let tail = try sandbox.start("tail", "-n", "3", "-f")
    for _ in 1...3 { _ = try tail.nextLine() }

    try #require(sandbox.shell(way).code == 0)
    try append(2, "fresh", sandbox)

    for number in 1...2 {
      let shown = try json(try #require(try tail.nextLine()))
      #expect(shown["event"] == "fresh" && shown["n"] == .integer(Int64(number)))
    }
    tail.signal(SIGTERM)
    #expect(try !tail.finish().errors.contains("another store"))
  }

  @Test(arguments: ["watch --sample 1s", "watch --sample off --no-control", "control run"])
  func `a store that is removed stays removed, which is told once, and the next is followed`(
    command: String
  ) throws {
    let sandbox = try Sandbox()
    try append(30, "early", sandbox)
    let following = try Command(
      Sandbox.binary, command.split(separator: " ").map(String.init),
      environment: sandbox.variables([:]), in: sandbox.path)
    _ = try following.document("the old store is followed") { _ in true }

    try #require(sandbox.shell("until rm -rf .tlm; do :; done").code == 0)
    try eventually("nothing is left") { () -> Bool? in
      try Files.all(below: sandbox.path).contains { $0.hasPrefix(".tlm") } ? nil : true
    }
    #expect(try sandbox.tlm("query").code == 2, "there is no store")
    try #require(sandbox.tlm("init").code == 0)
    try append(5, "fresh", sandbox)
    try #require(sandbox.tlm("mode", "set", "ALERT", "--reason", "x").code == 0)

    _ = try following.document("the new store is followed") {
      $0["mode"] == "ALERT" || $0["event"]?["to"] == "ALERT"
    }
    following.signal(SIGTERM)
    let end = try following.finish()
    #expect(end.code == 0)
    let told = end.errors.split(separator: "\n").filter { $0.contains("is gone") }
    #expect(told.count == 1, "\(end.errors)")
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func `a watch whose store is gone ends when it is asked, and makes none`(number: Int32) throws {
    let sandbox = try Sandbox()
    try append(30, "early", sandbox)
    let watch = try sandbox.start("watch", "--sample", "1s")
    _ = try watch.document("it publishes") { $0["publishing"] == true }
    try #require(sandbox.shell("mv .tlm old").code == 0)
    _ = try watch.document("it does not publish any more") { $0["publishing"] == false }

    watch.signal(number)
    let end = try watch.finish()

    #expect(end.code == 0)
    #expect(!Files.exists(sandbox.store))
    #expect(try sandbox.tlm("mode", "--store", "old").code == 0)
  }

  private static let rules = """
    modes: {NORMAL: {}, ALERT: {}}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    transition_rules:
      NORMAL_to_ALERT:
        conditions:
          - {metric: safety_tool_high_risk_calls, operator: ">", value: 1, window_seconds: 600}
    """

  @Test(arguments: Way.allCases)
  func `rules decide nothing in the new store for what happened in the old one`(way: Way) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file("rules.yaml", Self.rules)
    let loop = try sandbox.start("control", "run", "--rules", "rules.yaml")
    _ = try loop.document("it runs") { $0["kind"] == "running" }
    func call() throws {
      try #require(sandbox.tlm("emit", "tool_call_failed", "risk_level=high").code == 0)
    }
    try call()

    try replace(sandbox, way)
    try call()
    try #require(sandbox.tlm("mode", "set", "ALERT", "--reason", "a person").code == 0)
    _ = try loop.document("the new store's mode") { $0["event"]?["to"] == "ALERT" }
    loop.signal(SIGTERM)
    #expect(try loop.finish().code == 0)

    let found = try sandbox.tlm("query", "--event", "mode_transition", "--json").output
    let events = try json(found)["events"]?.elements ?? []
    #expect(events.count == 1 && events[0]["event"]?["rule"] == nil, "\(found)")
  }
}
