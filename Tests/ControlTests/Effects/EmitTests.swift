import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@Suite struct EmitTests {
  @Test func `an emitted event stands between its start and its end, once for two loops`() throws {
    let scene = try EffectScene([
      "{emit: pool_throttled, fields: {limit: 3, share: 0.5, why: load}}"
    ])
    var one = try scene.turns(.store)
    var other = try scene.turns(.store)
    try scene.load(95)
    _ = try (one.take(), other.take())
    _ = try (one.take(), other.take())

    let lines = try scene.log.eventLines().map { $0.split(separator: "\"event\":")[1] }
    let names = lines.map { $0.split(separator: "\"")[0] }
    #expect(
      names.suffix(4) == [
        "mode_transition", "control_effect_started", "pool_throttled", "control_effect",
      ])
    let transition = try #require(try scene.transitions().first)
    let effects = try scene.effects()
    #expect(effects.map(\.id) == ["\(transition).0", "\(transition).0"])
    #expect(effects.map(\.outcome) == [nil, "done"])
    #expect(effects[0].effect == "emit pool_throttled")
    #expect(
      lines.contains { $0.contains("pool_throttled\",\"limit\":3,\"share\":0.5,\"why\":\"load\"}") }
    )
  }

  @Test func `effects of a rule run in the order of the file`() throws {
    let scene = try EffectScene([
      "{emit: first}", "{exec: [/bin/sleep, '0.2']}", "{emit: second}", "{notify: Look}",
      "{emit: third}",
    ])
    var turns = try scene.turns()
    try scene.load(95)
    let reports = try scene.settle(&turns, ended: 5)

    let ended = try scene.effects("control_effect")
    #expect(
      ended.map(\.effect) == [
        "emit first", "exec /bin/sleep", "emit second", "notify", "emit third",
      ])
    let transition = try #require(try scene.transitions().first)
    #expect(ended.map(\.id) == (0..<5).map { "\(transition).\($0)" })
    #expect(reports.compactMap(\.notice) == ["Look"])
    #expect(reports.filter { $0.outcome == nil }.map(\.effect).contains("exec /bin/sleep"))
  }

  @Test func `a notice within the reach of a store is told and nothing else`() throws {
    let scene = try EffectScene(["{notify: \"a\\e[31m\\nb\"}"])
    var turns = try scene.turns(.store)
    try scene.load(95)
    let status = try turns.take()

    #expect(status.effects.map(\.notice) == ["a[31m b"])
    #expect(status.effects.map(\.outcome) == [.done])
    #expect(try scene.effects().map(\.name) == ["control_effect_started", "control_effect"])
  }

  @Test func `two loops share the effects of a transition and keep their order`() throws {
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let scratch = Scratch()
    let out = scratch.path + "/out"
    let scene = try EffectScene(
      (0..<3).flatMap {
        ["{exec: [sh, -c, 'echo $TLM_EFFECT >> \"$0\"', '\(out)']}", "{emit: e\($0)}"]
      })
    var one = try scene.turns()
    var other = try scene.turns()
    for round in 1...4 {
      try scene.load(95)
      try scene.load(20)
      let deadline = monotonicNow() + 60_000_000_000
      while try scene.effects("control_effect").count < 6 * round {
        if Bool.random(using: &random) { _ = try one.take() }
        if Bool.random(using: &random) { _ = try other.take() }
        try #require(monotonicNow() < deadline)
        pause(nanoseconds: 1_000_000)
      }
    }

    let expected = try scene.transitions().enumerated().filter { $0.offset % 2 == 0 }
      .flatMap { transition in (0..<6).map { "\(transition.element).\($0)" } }
    #expect(try scene.effects("control_effect").map(\.id) == expected)
    #expect(try scene.effects("control_effect_started").map(\.id) == expected)
    #expect(try Disk.text(out).split(separator: "\n").count == 12)
  }
}
