import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@Suite struct ReachTests {
  @Test func `rules found with a store execute nothing, and say so once`() throws {
    let scratch = Scratch()
    let touched = "touched"
    let scene = try EffectScene([
      "{exec: [touch, '\(scratch.path)/\(touched)']}",
      "{webhook: 'http://ada:secret@127.0.0.1:1/hook'}", "{emit: said}",
    ])
    var one = try scene.turns(.store)
    var other = try scene.turns(.store)
    try scene.load(95)
    var reports: [ControlLoop.EffectReport] = []
    for _ in 0..<3 { reports += try one.take().effects + other.take().effects }

    let effects = try scene.effects()
    #expect(
      effects.map(\.name) == [
        "control_effect", "control_effect", "control_effect_started", "control_effect",
      ])
    #expect(effects.map(\.outcome) == ["refused", "refused", nil, "done"])
    #expect(
      effects[0].error == "exec touch was not run, because rules that were found in a store's"
        + " folder may only emit events and tell; name the rules file with --rules, or put it into"
        + " your own configuration")
    #expect(effects[1].error?.contains("secret") == false)
    #expect(reports.map(\.outcome) == [.refused, .refused, .done])
    #expect(try Folder.names(in: scratch.path).isEmpty)
  }

  @Test func `without reach nothing is run and nothing recorded`() throws {
    let scratch = Scratch()
    let scene = try EffectScene(["{exec: [touch, '\(scratch.path)/touched']}", "{emit: said}"])
    var turns = try scene.turns(.nothing)
    try scene.load(95)
    #expect(try turns.take().mode.name == "ALERT")
    #expect(try turns.take().effects.isEmpty)

    #expect(try scene.effects().isEmpty)
    #expect(try !scene.log.lines().contains { $0.contains("\"said\"") })
    #expect(try Folder.names(in: scratch.path).isEmpty)
  }

  @Test func `a loop that begins anew runs nothing of what was there`() throws {
    let scene = try EffectScene(["{emit: said}", "{exec: [/bin/true]}"])
    var first = try scene.turns(.nothing)
    try scene.load(95)
    #expect(try first.take().decisions == 1)

    var anew = try scene.turns()
    #expect(try anew.take().mode.name == "ALERT")
    #expect(try scene.effects().isEmpty)

    try scene.load(20)
    try scene.load(95)
    try scene.settle(&anew, ended: 2)
    let transition = try #require(try scene.transitions().last)
    #expect(try Set(scene.effects().map(\.id)) == ["\(transition).0", "\(transition).1"])
  }

  @Test func `imported transitions, those by hand and those of other rules have no effects`() throws
  {
    let scene = try EffectScene(["{emit: said}"])
    var other = try scene.turns(.nothing)
    try scene.load(95)
    #expect(try other.take().decisions == 1)
    let real = try #require(
      try scene.log.lines().first { $0.contains("\"event\":\"mode_transition\"") })
    let identity = try #require(
      real.split(separator: "\"policy\":\"").last?.prefix { $0 != "\"" })

    let fresh = try EffectScene(["{emit: said}"])
    var turns = try fresh.turns()
    let file = fresh.path("old.jsonl")
    try Disk.write(file, Array((real + "\n").utf8))
    try fresh.log.importFile(file)
    #expect(try turns.take().mode.name == "NORMAL")
    let foreign = real.replacing(identity, with: String(repeating: "0", count: 64))
    try fresh.log.append(lines: Array((foreign + "\n").utf8))
    #expect(try turns.take().mode.name == "ALERT")
    try fresh.log.append(
      NewEvent(
        "mode_transition", at: Days.time(100),
        fields: [Member("from", .string("ALERT")), Member("to", .string("NORMAL"))]))
    #expect(try turns.take().mode.name == "NORMAL")
    #expect(try fresh.effects().isEmpty)

    // The very same line, told live, has them.
    let later = real.replacing("\"ts\":\"", with: "\"was\":\"")
    try fresh.log.append(lines: Array((later + "\n").utf8))
    _ = try turns.take()
    #expect(try fresh.effects().map(\.outcome) == [nil, "done"])
  }

  @Test func `of effects that take too long only so many wait, and the others are refused`() throws
  {
    let scene = try EffectScene(["{exec: [/bin/sleep, '300']}", "{emit: said}"])
    var turns = try scene.turns()
    for _ in 0..<258 {
      try scene.load(95)
      try scene.load(20)
    }
    let status = try turns.take()
    try turns.end()

    #expect(status.decisions == 516)
    let last = try scene.transitions().enumerated().filter { $0.offset % 2 == 0 }.suffix(2)
      .map(\.element)
    let refused = try scene.effects().filter { $0.outcome == "refused" }
    #expect(Set(refused.map(\.id)) == Set(last.flatMap { ["\($0).0", "\($0).1"] }))
    #expect(refused[0].error?.hasPrefix("256 transitions wait for their effects already") ?? false)
  }
}
