import TLM
import TestSupport
import Testing

@Suite struct TerminalTests {
  /// A title change, a cursor move, a C1 control, a bell, a reversal of direction, bad UTF-8.
  private static let hostile: [UInt8] =
    Array("{\"event\":\"evil\",\"a\":\"\u{9b}31m \u{202e}\u{7f}\"}\n".utf8)
    + Array("{\"event\":\"evil\",\"a\":\"\\u001b]0;owned\\u0007\\u009b\"}\n".utf8)
    + Array("\u{1b}[2J\u{7}\u{1b}]0;owned\u{7}\r\u{8}".utf8) + [0xff, 0x9b, 0x0a]

  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm(["append"], bytes: Self.hostile).code == 0)
    return sandbox
  }

  /// Control characters other than the ones tlm itself writes for colour and line ends.
  private func controls(in text: String) -> [UInt32] {
    let plain = text.replacing(/\u{1b}\[[0-9;]*m/, with: "").replacing("\r\n", with: "\n")
    return plain.unicodeScalars.map(\.value).filter { value in
      value < 0x20 && value != 0x0a || (0x7f..<0xa0).contains(value)
        || (0x202a...0x202e).contains(value)
    }
  }

  @Test(arguments: [
    ["tail"], ["query"], ["query", "--jsonl"], ["query", "--json"], ["doctor"],
    ["doctor", "--json"], ["replay", "-p", "event-counts"],
    ["replay", "-p", "event-counts", "--json"],
  ])
  func `hostile bytes never reach a terminal`(arguments: [String]) throws {
    let sandbox = try sandbox()
    let command = try Command(
      Sandbox.binary, arguments,
      environment: ["HOME": sandbox.path, "TERM": "xterm-256color", "COLUMNS": "400", "PAGER": ""],
      in: sandbox.path, screen: .output)

    let result = try command.finish()

    #expect(result.code == (arguments[0] == "doctor" ? 1 : 0))
    #expect(!result.output.isEmpty)
    #expect(controls(in: result.output) == [])
  }

  @Test func `in a pipe the bytes are the log's`() throws {
    let sandbox = try sandbox()
    let events = Self.hostile.split(separator: 0x0a).prefix(2).map { Array($0) + [0x0a] }

    #expect(try sandbox.tlm("tail").bytes == events.flatMap { $0 })
    #expect(try sandbox.tlm("query").bytes == events.flatMap { $0 })
  }

  @Test func `errors are safe on a terminal, too`() throws {
    let sandbox = try Sandbox()

    let result = try sandbox.tlm(
      "replay", "-p", "event-counts", "\u{1b}]0;owned\u{7}", screen: .errors)

    #expect(result.code == 2)
    #expect(controls(in: result.errors) == [])
  }

  private func colored(
    _ environment: [String: String], screen: Command.Screen = .output
  ) throws -> Bool {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "x").code == 0)
    let result = try sandbox.tlm(
      "replay", "-p", "event-counts", environment: environment, screen: screen)
    try #require(result.code == 0)
    return result.output.contains("\u{1b}[")
  }

  @Test func `a terminal has colour, a pipe has none`() throws {
    #expect(try colored(["TERM": "xterm"]))
    #expect(try !colored(["TERM": "xterm"], screen: .none))
  }

  @Test func `NO_COLOR and TERM=dumb take the colour away, an empty NO_COLOR does not`() throws {
    #expect(try !colored(["TERM": "xterm", "NO_COLOR": "1"]))
    #expect(try !colored(["TERM": "dumb"]))
    #expect(try colored(["TERM": "xterm", "NO_COLOR": ""]))
    #expect(try !colored(["TERM": "xterm", "NO_COLOR": "1", "CLICOLOR_FORCE": "1"]))
  }

  @Test func `CLICOLOR_FORCE colours a pipe, 0 does not`() throws {
    #expect(try colored(["TERM": "xterm", "CLICOLOR_FORCE": "1"], screen: .none))
    #expect(try !colored(["TERM": "xterm", "CLICOLOR_FORCE": "0"], screen: .none))
  }

  @Test func `on a terminal a query is a table in local time, cut to its width`() throws {
    let sandbox = try Sandbox()
    let long = String(repeating: "x", count: 300)
    try #require(
      try sandbox.tlm(
        "append", input: "{\"ts\":\"2026-02-13T10:00:00Z\",\"event\":\"e\",\"l\":\"\(long)\"}"
      )
      .code == 0)

    let result = try sandbox.tlm(
      "query", environment: ["TZ": "CET-2", "COLUMNS": "60", "NO_COLOR": "1"], screen: .output)

    #expect(result.lines.count == 2)
    #expect(result.lines[1].hasPrefix("2026-02-13 12:00:00+02  e"))
    #expect(result.lines[1].count <= 60 && result.lines[1].hasSuffix("…"))
  }

  @Test func `a document on a terminal is spread over lines and still JSON`() throws {
    let sandbox = try Sandbox()
    try #require(try sandbox.tlm("emit", "x").code == 0)

    let result = try sandbox.tlm("replay", "-p", "event-counts", "--json", screen: .output)

    #expect(result.lines.count > 5)
    #expect(try json(result.lines.joined())["events"] == 1)
  }

  @Test func `progress is for terminals only`() throws {
    let sandbox = try Sandbox()

    let append = try sandbox.start("append", screen: .errors)
    append.send("{\"n\":1}\n")
    let result = try append.finish()

    #expect(result.code == 0)
    #expect(!result.errors.contains("\u{1b}[K"), "it was done at once")
    #expect(result.errors.contains("appended 1 line, "))
  }
}
