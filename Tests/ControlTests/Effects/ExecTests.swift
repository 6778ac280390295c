import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@Suite struct ExecTests {
  @Test func `a program reads the transition and knows what it is about`() throws {
    let scratch = Scratch()
    let out = scratch.path + "/out"
    let script = "{ cat; env; } > \"$0.part\" && mv \"$0.part\" \"$0\""
    let scene = try EffectScene([
      "{exec: [sh, -c, '\(script)', '\(out)']}"
    ])
    var turns = try scene.turns()
    try scene.load(95)
    try scene.settle(&turns, ended: 1)

    let lines = try Disk.text(out).split(separator: "\n").map(String.init)
    let transition = try #require(
      try scene.log.lines().first { $0.contains("\"event\":\"mode_transition\"") })
    #expect(lines.first == transition)
    let id = "\(try scene.transitions()[0]).0"
    for variable in [
      "TLM_MODE=ALERT", "TLM_FROM=NORMAL", "TLM_RULE=NORMAL_to_ALERT",
      "TLM_STORE=\(scene.log.layout.root)", "TLM_EFFECT=\(id)",
    ] { #expect(lines.contains(variable), "\(variable)") }
    #expect(lines.contains { $0.hasPrefix("PATH=") })
    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["done"] && ended[0].exitCode == 0 && ended[0].error == nil)
    #expect(ended[0].effect == "exec sh" && ended[0].duration ?? -1 > 0)
  }

  @Test func `there is no shell: words stay words`() throws {
    let scratch = Scratch()
    let touched = scratch.path + "/touched"
    let out = scratch.path + "/out"
    let program = scratch.path + "/say"
    try Disk.write(program, Array("#!/bin/sh\nprintf '%s|' \"$@\" > '\(out)'\n".utf8))
    try make(executable: program)
    let scene = try EffectScene([
      "{exec: ['\(program)', '$(touch \(touched)); rm *', '`touch \(touched)`', '-n']}"
    ])
    var turns = try scene.turns()
    try scene.load(95)
    try scene.settle(&turns, ended: 1)

    #expect(
      try Disk.text(out) == "$(touch \(touched)); rm *|`touch \(touched)`|-n|")
    #expect(try !Folder.names(in: scratch.path).contains("touched"))
  }

  @Test func `how it failed is told: its code and the last that it said, cleaned`() throws {
    let scene = try EffectScene([
      "{exec: [sh, -c, 'yes x | head -c 9000 >&2; printf \"\\033[31mno\\nroom\\n\" >&2; exit 3']}",
      "{exec: [/no/such/program]}", "{exec: [sh, -c, 'kill -9 $$']}",
    ])
    var turns = try scene.turns()
    try scene.load(95)
    let reports = try scene.settle(&turns, ended: 3)

    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["failed", "failed", "failed"])
    #expect(ended.map(\.exitCode) == [3, nil, nil])
    let said = ended[0].error ?? ""
    #expect(said.hasPrefix("exit code 3: x x") && said.hasSuffix("x [31mno room"))
    #expect(said.utf8.count <= 2048 + 20)
    #expect(
      ended[1].error == "/no/such/program cannot be started: No such file or directory; name a"
        + " program that is there and may be run, by its full path")
    #expect(ended[2].error == "signal 9 ended it")
    #expect(reports.filter { $0.outcome == .failed }.map(\.error) == ended.map(\.error))
  }

  @Test func `one that takes too long is ended with everything that it started`() throws {
    let scratch = Scratch()
    let ids = scratch.path + "/ids"
    let script = """
      trap "" TERM; (trap "" TERM; sleep 300) & echo $$ $! > "$0"; exec 2>&-; wait
      """.replacing("\n", with: " ")
    let scene = try EffectScene([
      "{exec: [sh, -c, '\(script)', '\(ids)'], timeout_seconds: 1}", "{emit: after}",
    ])
    var turns = try scene.turns()
    try scene.load(95)
    try scene.settle(&turns, ended: 2)

    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["timed_out", "done"])
    #expect(ended[0].error == "it was ended after 1.0 s")
    #expect((1..<30).contains(ended[0].duration ?? 0))
    let processes = try Disk.text(ids).split(whereSeparator: \.isWhitespace).compactMap {
      Int32($0)
    }
    #expect(processes.count == 2)
    for process in processes { #expect(try waitForEnd(of: process), "\(process) lives") }
  }

  @Test func `it gets nothing of this process but its streams`() throws {
    let scratch = Scratch()
    let out = scratch.path + "/out"
    let scene = try EffectScene(["{exec: [sh, -c, 'ls -l /proc/$$/fd > \"$0\"', '\(out)']}"])
    var turns = try scene.turns()
    // One that its owner forgot to mark.
    let stray = try StrayFile(scratch.path + "/stray")
    defer { stray.close() }
    try scene.load(95)
    try scene.settle(&turns, ended: 1)

    #if os(Linux)
      let open = try Disk.text(out).split(separator: "\n").filter { $0.contains("->") }
      #expect(!open.isEmpty)
      for line in open {
        #expect(!line.contains("/store"), "\(line)")
        #expect(!line.contains("stray"), "\(line)")
      }
    #endif
  }

  @Test func `while a program runs the loop decides on`() throws {
    let scene = try EffectScene(["{exec: [/bin/sleep, '300']}"])
    var turns = try scene.turns()
    try scene.load(95)
    #expect(try turns.take().mode.name == "ALERT")
    try scene.load(20)
    let status = try turns.take()

    #expect(status.mode.name == "NORMAL" && status.decisions == 2)
    #expect(try scene.effects().map(\.name) == ["control_effect_started"])
    let reports = try turns.end()
    #expect(reports.map(\.outcome) == [.interrupted])
    #expect(try scene.effects("control_effect").map(\.outcome) == ["interrupted"])
  }

  @Test func `a loop whose task is cancelled ends what it runs, and says so`() async throws {
    let scratch = Scratch()
    let file = scratch.path + "/id"
    let scene = try EffectScene([
      "{exec: [sh, -c, 'echo $$ > \"$0.part\"; mv \"$0.part\" \"$0\"; exec sleep 300', '\(file)']}"
    ])
    let loop = scene.loop()
    let (statuses, heard) = AsyncStream.makeStream(of: ControlLoop.Status.self)
    let running = Task { try await loop.run { heard.yield($0) } }
    var iterator = statuses.makeAsyncIterator()
    _ = await iterator.next()
    try scene.load(95)
    let watch = try FolderWatch([scratch.path])
    while true {
      let seen = watch.signal.count
      if try !Disk.bytes(file).isEmpty { break }
      await watch.signal.wait(beyond: seen)
    }
    running.cancel()
    try await running.value

    let ended = try scene.effects("control_effect")
    #expect(ended.map(\.outcome) == ["interrupted"])
    #expect(ended[0].error == "the loop that ran it was ended; it is not run again")
    let text = try Disk.text(file)
    let id = try #require(Int32(text.filter(\.isNumber)))
    #expect(try waitForEnd(of: id))
  }
}
