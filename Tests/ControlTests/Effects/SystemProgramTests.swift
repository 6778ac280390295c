import Control
import Events
import Journal
import TestSupport
import Testing

/// Programs of the system that may be there or not.
@Suite struct SystemProgramTests {
  /// Runs the effects of a transition in a process with a search path of its own.
  private func run(_ effects: [String], path: String) throws -> [EffectLine] {
    let scene = try EffectScene(effects)
    let actor = try scene.actor(
      ["/usr/bin/env", "PATH=\(path)"], beginning: 2 * effects.count)
    actor.finish()
    return try scene.effects("control_effect")
  }

  @Test func `without curl a webhook says what to install`() throws {
    let ended = try run(["{webhook: 'http://127.0.0.1:1/x'}"], path: "/nowhere")

    #expect(ended.map(\.outcome) == ["failed"])
    #expect(ended[0].error == "there is no curl, which posts to addresses; install curl")
  }

  #if os(Linux)
    @Test func `a notice is one word for the program that shows it, whatever is in it`() throws {
      let scratch = Scratch()
      let program = scratch.path + "/notify-send"
      let out = scratch.path + "/out"
      try Disk.write(program, Array("#!/bin/sh\nprintf '%s|' \"$@\" > '\(out)'\n".utf8))
      try make(executable: program)
      let ended = try run(["{notify: '--help $(id) <b>'}"], path: scratch.path)

      #expect(ended.map(\.outcome) == ["done"])
      #expect(try Disk.text(out) == "--app-name=tlm|--|--help $(id) <b>|")
    }

    @Test func `a notice that nothing can show was told by the status`() throws {
      let ended = try run(["{notify: look}"], path: "/nowhere")

      #expect(ended.map(\.outcome) == ["done"] && ended[0].error == nil)
    }

    @Test func `a notice that could not be shown says why`() throws {
      let scratch = Scratch()
      let program = scratch.path + "/notify-send"
      try Disk.write(program, Array("#!/bin/sh\necho no desktop >&2; exit 1\n".utf8))
      try make(executable: program)
      let ended = try run(["{notify: look}"], path: scratch.path)

      #expect(ended.map(\.outcome) == ["failed"])
      #expect(ended[0].error == "exit code 1: no desktop")
    }
  #endif
}
