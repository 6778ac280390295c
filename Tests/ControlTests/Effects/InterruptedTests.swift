import Control
import Events
import Journal
import TestSupport
import Testing

@Suite struct InterruptedTests {
  private func start(_ scene: EffectScene, id: String, runner: String) throws {
    try scene.log.append(
      NewEvent(
        "control_effect_started", at: Days.time(1),
        fields: [
          Member("id", .string(id)), Member("transition", .integer(0)),
          Member("rule", .string("NORMAL_to_ALERT")), Member("effect", .string("exec x")),
          Member("runner", .string(runner)), Member("timeout_s", .double(10)),
        ]))
  }

  private func runner(of process: Int32) throws -> String {
    var parts = try #require(try ownRunner()).split(separator: "/").map(String.init)
    parts[3] = "\(process)"
    return parts.joined(separator: "/")
  }

  /// How a loop of this process is named.
  private func ownRunner() throws -> String? {
    let scene = try EffectScene(["{notify: x}"])
    var turns = try scene.turns(.store)
    try scene.load(95)
    _ = try turns.take()
    let line = try scene.log.lines().first { $0.contains("\"runner\":\"") }
    return line?.split(separator: "\"runner\":\"").last.map { String($0.prefix { $0 != "\"" }) }
  }

  @Test func `starts of runners that are gone are closed when a loop begins, others left`() throws {
    let scene = try EffectScene(["{emit: said}"])
    try scene.log.append(.numbered(0))
    let living = try Child(["sleep", "300"])
    defer { living.finish() }
    try start(scene, id: "0.0", runner: try runner(of: 2_000_000_000))
    try start(scene, id: "0.1", runner: "elsewhere/boot/1/2/3/4")
    try start(scene, id: "0.2", runner: "nobody")
    var turns = try scene.turns()
    var again = try scene.turns()
    _ = try (turns.take(), again.take())

    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.id) == ["0.0", "0.2"])
    #expect(ended.map(\.outcome) == ["interrupted", "interrupted"])
    #expect(
      ended[0].error == "process 2000000000, which ran it, was gone before its end; it is not run"
        + " again")
    #expect(ended[1].error == "its start does not say who ran it; it is not run again")
    #expect(ended[0].duration == nil)
  }

  @Test func `what another loop began is waited for, and goes on when that one dies`() throws {
    let scene = try EffectScene(["{exec: [/bin/sleep, '300']}", "{emit: after}"])
    let rules = scene.path("rules.yaml")
    try Disk.write(
      rules, Array(EffectScene.rules(["{exec: [/bin/sleep, '300']}", "{emit: after}"]).utf8))
    let actor = try Child([
      Program.built("tlm-actor"), "control", scene.log.layout.root, "rules=\(rules)",
      "effects=everything",
    ])
    #expect(try actor.line() == "ready")
    try scene.load(95)
    let deadline = monotonicNow() + 60_000_000_000
    while try scene.effects().isEmpty {
      try #require(monotonicNow() < deadline)
      pause(nanoseconds: 3_000_000)
    }
    // It begins after the transition, so it has nothing to do but to see to what is open.
    var turns = try scene.turns()
    for _ in 0..<5 { _ = try turns.take() }
    #expect(try scene.effects("control_effect").isEmpty)

    actor.finish()
    try scene.settle(&turns, ended: 1)
    #expect(try scene.effects("control_effect").map(\.outcome) == ["interrupted"])
    for _ in 0..<3 { _ = try turns.take() }
    #expect(try scene.effects().count == 2)
  }

  @Test func `a loop takes over the rest of what a dead one began`() throws {
    let effects = ["{exec: [/bin/sleep, '300']}", "{emit: after}"]
    let scene = try EffectScene(effects)
    var turns = try scene.turns()
    let rules = scene.path("rules.yaml")
    try Disk.write(rules, Array(EffectScene.rules(effects).utf8))
    let actor = try Child([
      Program.built("tlm-actor"), "control", scene.log.layout.root, "rules=\(rules)",
      "effects=everything",
    ])
    #expect(try actor.line() == "ready")
    try scene.load(95)
    let deadline = monotonicNow() + 60_000_000_000
    while try scene.effects().isEmpty {
      try #require(monotonicNow() < deadline)
      pause(nanoseconds: 3_000_000)
    }
    for _ in 0..<5 { _ = try turns.take() }
    #expect(try scene.effects().map(\.name) == ["control_effect_started"])

    actor.finish()
    try scene.settle(&turns, ended: 2)
    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["interrupted", "done"])
    #expect(ended.map(\.effect) == ["exec /bin/sleep", "emit after"])
  }
}
