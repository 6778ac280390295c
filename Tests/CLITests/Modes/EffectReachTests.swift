import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// What the rules of a cloned folder may do: nothing outside of its store.
@Suite struct EffectReachTests {
  private let sandbox: Sandbox
  private let listener: Listener

  /// A store whose own files ask for programs and addresses, as somebody else may have left it.
  init() throws {
    sandbox = try Sandbox()
    listener = try Listener()
    try Disk.write(sandbox.store + "/rules.yaml", Array(rules.utf8))
    let settings = """
      effects: {allow: everything, exec: [/usr/bin/touch, "\(canary)"]}
      post: "\(listener.address)"
      """
    try Disk.write(sandbox.store + "/config.yaml", Array(settings.utf8))
  }

  private var canary: String { sandbox.path + "/canary" }

  private var rules: String {
    """
    modes: {NORMAL: {}, ALERT: {}}
    edges: [NORMAL_to_ALERT, ALERT_to_NORMAL]
    transition_rules:
      NORMAL_to_ALERT:
        conditions:
          - {metric: safety_tool_high_risk_calls, operator: ">", value: 0, window_seconds: 60}
        effects:
          - exec: [/usr/bin/touch, "\(canary)"]
          - webhook: "\(listener.address)"
            timeout_seconds: 2
          - emit: throttled
      ALERT_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 10}]
    """
  }

  /// Starts a command that lets rules decide, and gives them a reason.
  private func provoke(_ arguments: [String]) throws -> Command {
    let loop = try Command(
      Sandbox.binary, arguments, environment: sandbox.variables([:]), in: sandbox.path)
    _ = try loop.document("it works") {
      $0["kind"] == "running" || $0["control"]?["mode"] == "NORMAL"
    }
    for _ in 0..<2 {
      try #require(try sandbox.tlm("emit", "tool_call_failed", "risk_level=high").code == 0)
    }
    return loop
  }

  /// How each effect ended, by what it is, once all three have.
  private func outcomes() throws -> [String: String] {
    try eventually("three effects to end") {
      var ended: [String: String] = [:]
      for line in try sandbox.tlm("query", "--event", "control_effect").lines {
        let event = try json(line)
        let effect = event["effect"]?.text ?? ""
        ended[String(effect.prefix { $0 != " " })] = event["outcome"]?.text
      }
      return ended.count == 3 ? ended : nil
    }
  }

  private func end(_ loop: Command) throws {
    loop.signal(SIGTERM)
    #expect(try loop.finish().code == 0)
  }

  @Test(arguments: [["watch", "--sample", "off"], ["control", "run"]])
  func `a rules file in a cloned folder executes nothing`(arguments: [String]) throws {
    let loop = try provoke(arguments)
    let outcomes = try outcomes()
    try end(loop)

    #expect(outcomes == ["exec": "refused", "webhook": "refused", "emit": "done"])
    #expect(try sandbox.events().count { $0.contains(#""event":"throttled""#) } == 1)
    #expect(!Files.exists(canary) && !listener.wasCalled)

    // Nor does anything that people do about modes.
    for words in [["show"], ["explain"], ["history"], ["set", "NORMAL", "--reason", "x"]] {
      #expect(try sandbox.tlm(["mode"] + words).code == 0)
    }
    try #require(try sandbox.tlm("mode", "set", "ALERT", "--reason", "x").code == 0)
    for words in [["verify"], ["backtest"], ["check", ".tlm/rules.yaml"]] {
      _ = try sandbox.tlm(["control"] + words)
    }
    #expect(!Files.exists(canary) && !listener.wasCalled)
  }

  @Test(arguments: [["watch", "--sample", "off"], ["control", "run"]])
  func `the same file does what it says once somebody names it`(arguments: [String]) throws {
    let loop = try provoke(arguments + ["--rules", ".tlm/rules.yaml"])
    let outcomes = try outcomes()
    try end(loop)

    #expect(outcomes["exec"] == "done" && outcomes["emit"] == "done")
    #expect(outcomes["webhook"] != "refused")
    #expect(Files.exists(canary) && listener.wasCalled)
  }

  @Test func `in the user's own configuration it does what it says, too`() throws {
    let own = sandbox.folder("home/.config/tlm") + "/rules.yaml"
    try Disk.write(own, Array(rules.utf8))
    try #require(try sandbox.shell("rm .tlm/rules.yaml").code == 0)

    let loop = try provoke(["control", "run"])
    let outcomes = try outcomes()
    try end(loop)

    #expect(outcomes["exec"] == "done" && Files.exists(canary))
  }
}

/// An address of this machine that hangs up on whoever calls, and remembers.
private final class Listener: Sendable {
  private let socket: Int32
  let port: UInt16

  init() throws {
    #if canImport(Glibc)
      let kind = Int32(SOCK_STREAM.rawValue)
    #else
      let kind = SOCK_STREAM
    #endif
    let socket = Self.open(kind)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let bound = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(socket, $0, length) == 0 && listen(socket, 8) == 0
          && getsockname(socket, $0, &length) == 0
      }
    }
    try #require(socket >= 0 && bound)
    self.socket = socket
    port = UInt16(bigEndian: address.sin_port)
    _ = fcntl(socket, F_SETFL, fcntl(socket, F_GETFL) | O_NONBLOCK)
    _ = fcntl(socket, F_SETFD, FD_CLOEXEC)
  }

  deinit { close(socket) }

  var address: String { "http://127.0.0.1:\(port)/hook" }

  /// Whether anybody has called since this was asked last.
  var wasCalled: Bool {
    let caller = accept(socket, nil, nil)
    if caller >= 0 { close(caller) }
    return caller >= 0
  }

  private static func open(_ kind: Int32) -> Int32 {
    #if canImport(Glibc)
      Glibc.socket(AF_INET, kind, 0)
    #else
      Darwin.socket(AF_INET, kind, 0)
    #endif
  }
}
