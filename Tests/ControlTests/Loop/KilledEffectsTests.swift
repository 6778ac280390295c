import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@Suite(.serialized) struct KilledEffectsTests {
  @Test(.timeLimit(.minutes(20)))
  func `two controllers, either killed at any moment, run each effect at most once`() throws {
    let rounds = StoreLocation.variable("TLM_SOAK") == "1" ? 200 : 40
    let seed = randomSeed()
    print("TLM_SEED=\(seed)")
    var random = Seeded(seed)
    let scratch = Scratch()
    let (rules, noted) = (scratch.path + "/rules.yaml", scratch.path + "/noted")
    // One write each, of which the death of the controller takes nothing back.
    let note = "{exec: [sh, -c, 'echo $TLM_EFFECT >> \"$0\"', '\(noted)']}"
    let effects = ["{emit: said}", note, "{notify: x}", note]
    let scene = try EffectScene(effects)
    try Disk.write(rules, Array(EffectScene.rules(effects).utf8))
    let log = scene.log
    func start() throws -> Child {
      try Child([
        Program.built("tlm-actor"), "control", log.layout.root, "rules=\(rules)",
        "effects=everything",
      ])
    }
    var loops = [try start(), try start()]
    for loop in loops { #expect(try loop.line() == "ready") }

    for round in 0..<rounds {
      let load = round.isMultiple(of: 2) ? 95.0 : 20.0
      let victim = Int.random(in: 0...1, using: &random)
      let deadline = monotonicNow() + 60_000_000_000
      var isAlive = true
      while try scene.transitions().count <= round {
        try scene.load(load)
        if isAlive {
          pause(nanoseconds: Int.random(in: 0...12_000_000, using: &random))
          loops[victim].finish()
          isAlive = false
        }
        pause(nanoseconds: 2_000_000)
        try #require(monotonicNow() < deadline, "nobody decided in round \(round)")
      }
      // Sometimes both see the effects through, sometimes one is dead, sometimes it dies over them.
      if isAlive {
        pause(nanoseconds: Int.random(in: 0...12_000_000, using: &random))
        loops[victim].finish()
      }
      loops[victim] = try start()
      if Bool.random(using: &random) { #expect(try loops[victim].line() == "ready") }
    }
    let counts = try settled(scene, rounds / 2)
    print("[control] \(rounds) rounds: \(counts)")
    try check(scene, noted)
  }

  /// How the effects ended, once every one of every transition has.
  private func settled(_ scene: EffectScene, _ alerts: Int) throws -> [String: Int] {
    let deadline = monotonicNow() + 60_000_000_000
    while true {
      let started = try Set(scene.effects("control_effect_started").map(\.id))
      let ended = try scene.effects("control_effect")
      if Set(ended.map(\.id)) == started {
        return Dictionary(grouping: ended) { $0.outcome ?? "" }.mapValues(\.count)
      }
      try #require(monotonicNow() < deadline, "\(started.subtracting(ended.map(\.id))) stay open")
      pause(nanoseconds: 20_000_000)
    }
  }

  private func check(_ scene: EffectScene, _ noted: String) throws {
    let started = try scene.effects("control_effect_started")
    let ended = try scene.effects("control_effect")
    #expect(Set(started.map(\.id)).count == started.count)
    #expect(Set(ended.map(\.id)).count == ended.count)
    #expect(Set(ended.compactMap(\.outcome)).isSubset(of: ["done", "interrupted"]), "\(ended)")

    let done = Set(ended.filter { $0.outcome == "done" }.map(\.id))
    let programs = Set(started.filter { $0.effect == "exec sh" }.map(\.id))
    let lines = try Disk.text(noted).split(separator: "\n").map(String.init)
    #expect(Set(lines).count == lines.count, "an effect ran twice")
    #expect(Set(lines).isSubset(of: programs))
    #expect(done.intersection(programs).isSubset(of: lines))

    let emitted = try scene.log.lines().count { $0.contains("\"event\":\"said\"") }
    let emits = started.filter { $0.effect == "emit said" }.map(\.id)
    #expect(emitted <= emits.count && emitted >= emits.count { done.contains($0) })
    // Killing a process leaves no half of a batch, so what was begun was emitted.
    #expect(emitted == emits.count)
  }
}
