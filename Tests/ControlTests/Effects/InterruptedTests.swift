import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@testable import Control

@Suite struct InterruptedTests {
  private let scratch = Scratch()

  /// A program that runs as long as this test, whoever dies, and an event.
  private var long: [String] {
    let script = "while test -d \"$0\"; do sleep 0.1; done"
    return ["{exec: [sh, -c, '\(script)', '\(scratch.path)']}", "{emit: after}"]
  }

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
    let scene = try EffectScene(long)
    let actor = try scene.actor(beginning: 1)
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
    let scene = try EffectScene(long)
    var turns = try scene.turns()
    let actor = try scene.actor(beginning: 1)
    for _ in 0..<5 { _ = try turns.take() }
    #expect(try scene.effects().map(\.name) == ["control_effect_started"])

    actor.finish()
    try scene.settle(&turns, ended: 2)
    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["interrupted", "done"])
    #expect(ended.map(\.effect) == ["exec sh", "emit after"])
  }

  @Test func `of a runner among other process numbers nobody says that it is gone`() throws {
    #if os(Linux)
      guard try Child(["unshare", "-rpf", "--mount-proc", "true"]).wait() == .exited(0) else {
        return print("[control] skipped: no process numbers of their own can be had here")
      }
      let scene = try EffectScene(long)
      let actor = try scene.actor(
        ["unshare", "-rpf", "--mount-proc", "--kill-child"], beginning: 1)
      actor.finish()
      var turns = try scene.turns()
      for _ in 0..<5 { _ = try turns.take() }

      #expect(try scene.effects().count == 1)
    #endif
  }

  @Test func `what nobody can judge is closed when its time is long over`() throws {
    let runner = EffectRunner(loop: 1)
    let start = EffectLedger.Start(
      record: EffectRecord(id: "0.0", transition: .start, rule: "r", effect: "exec x"), scope: nil,
      runner: "elsewhere/boot/1/2/3/4", timeout: Nanoseconds(rawValue: 50_000_000), time: nil,
      position: .start)
    var timeouts = EffectTimeouts()
    timeouts.longest = .zero
    let looks = [timeouts.isTimeToLook(at: [start]), timeouts.isTimeToLook(at: [start])]
    #expect(looks == [true, false])
    #expect(timeouts.reason(toClose: start, by: runner) == nil)
    pause(nanoseconds: 60_000_000)
    #expect(
      timeouts.reason(toClose: start, by: runner)
        == "nothing was heard of process 2, which ran it, for long after its time")
    timeouts.forget(allBut: [:])
    #expect(timeouts.reason(toClose: start, by: runner) == nil)
  }

  @Test func `a loop that ran many programs keeps nothing of them`() throws {
    #if os(Linux)
      let effects = [
        "{exec: [/bin/true]}", "{exec: [/no/such]}", "{exec: [sh, -c, 'exit 3']}",
        "{exec: [sleep, '60'], timeout_seconds: 0}", "{webhook: 'http://127.0.0.1:1/x'}",
      ]
      let scene = try EffectScene(effects)
      let actor = try scene.actor()
      var descriptors: [Int] = []
      for round in 1...6 {
        try scene.load(95)
        try scene.load(20)
        let deadline = monotonicNow() + 60_000_000_000
        while try scene.effects("control_effect").count < effects.count * round {
          try #require(monotonicNow() < deadline)
          pause(nanoseconds: 3_000_000)
        }
        // The first round opens what stays open.
        guard round > 1 else { continue }
        // A file that it looks into at just this moment does not stay open.
        let counts = try (0..<20).map { _ in
          pause(nanoseconds: 2_000_000)
          return try Folder.names(in: "/proc/\(actor.id)/fd").count
        }
        descriptors.append(counts.min() ?? 0)
      }

      #expect(Set(descriptors).count == 1, "\(descriptors)")
      let children = try Folder.names(in: "/proc").filter { name in
        // Others come and go meanwhile.
        guard Int32(name) != nil, let file = try? Descriptor.open("/proc/\(name)/stat", .read),
          let bytes = try? file.bytes(at: 0, count: 4096)
        else { return false }
        let stat = String(decoding: bytes, as: UTF8.self)
        return stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
          .dropFirst(2).first == "\(actor.id)"
      }
      #expect(children.isEmpty, "\(children)")
      actor.finish()
    #endif
  }
}
