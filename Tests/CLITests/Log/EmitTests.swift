import Glibc
import TLM
import TestSupport
import Testing

@Suite struct EmitTests {
  private func emitted(_ arguments: [String], input: String = "") throws -> Value {
    let sandbox = try Sandbox()
    let result = try sandbox.tlm(["emit", "--strict"] + arguments, bytes: Array(input.utf8))
    try #require(result.code == 0, "\(result.errors)")
    let lines = try sandbox.events()
    try #require(lines.count == 1)
    return try json(lines[0])
  }

  @Test func `fields are text with = and JSON with :=`() throws {
    let event = try emitted([
      "issue_phase", "issue_id=BUG-042", "duration_s:=67.2", "n:=3", "flag:=true", "none:=null",
      "list:=[1,\"a\"]", "deep:={\"a\":{\"b\":1}}", "text=1=2", "empty=",
    ])

    #expect(event["event"] == "issue_phase")
    #expect(event["issue_id"] == "BUG-042")
    #expect(event["duration_s"] == 67.2)
    #expect(event["n"] == 3)
    #expect(event["flag"] == true)
    #expect(event["none"] == .null)
    #expect(event["list"] == [1, "a"])
    #expect(event["deep"] == ["a": ["b": 1]])
    #expect(event["text"] == "1=2")
    #expect(event["empty"] == "")
  }

  @Test func `time, name and the well-known keys come first, the rest as it was given`() throws {
    let event = try emitted([
      "x", "zebra=1", "duration_s:=1", "session_id=s", "apple=2", "tool=t", "issue_id=i",
    ])

    #expect(event.names.prefix(2) == ["ts", "event"])
    #expect(Set(event.names.dropFirst(2).prefix(3)) == ["tool", "session_id", "issue_id"])
    let rest = event.names.filter { ["zebra", "duration_s", "apple"].contains($0) }
    #expect(rest == ["zebra", "duration_s", "apple"] || rest == ["duration_s", "zebra", "apple"])
  }

  @Test func `the time is now to the microsecond, in UTC`() throws {
    let before = Timestamp.current
    let event = try emitted(["x"])

    let text = try #require(event["ts"]?.text)
    #expect(text.count == 27 && text.hasSuffix("Z"))
    let time = try #require(Timestamp(text))
    #expect(time.rawValue >= before.rawValue - 1000 && time <= Timestamp.current)
  }

  @Test func `ts= says when`() throws {
    let event = try emitted(["x", "ts=2026-02-13T10:01:12.5Z"])

    #expect(
      event["ts"].flatMap(\.text).flatMap { Timestamp($0) } == Timestamp("2026-02-13T10:01:12.5Z"))
    #expect(event.names.filter { $0 == "ts" }.count == 1)
  }

  @Test func `an object gives fields and may name the event`() throws {
    let named = try emitted(["--object", "{\"event\":\"deploy\",\"ok\":true}"])
    let overruled = try emitted([
      "mine", "ok:=false", "--object={\"event\":\"deploy\",\"ok\":true}",
    ])

    #expect(named["event"] == "deploy")
    #expect(named["ok"] == true)
    #expect(overruled["event"] == "mine")
    #expect(overruled["ok"] == false)
  }

  @Test func `what looks like an option is a field after two dashes`() throws {
    let event = try emitted(["x", "--", "--flag=1"])

    #expect(event["--flag"] == "1")
  }

  @Test func `text of every kind comes out as it went in`() throws {
    let text = "tab\t newline\n quote\" back\\ é 漢字 🎉 \u{1} end"

    #expect(try emitted(["x", "text=\(text)"])["text"] == .string(text))
  }

  @Test func `lines on standard input get a time where they have none`() throws {
    let sandbox = try Sandbox()
    let input = """
      {"event":"a"}
      {"event":"b","ts":"2026-02-13T10:00:00Z"}
      not json
      {}
      {"event":"last"}
      """

    let result = try sandbox.tlm("emit", "-", input: input)

    #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty)
    let lines = try sandbox.events()
    #expect(lines.count == 5)
    #expect(lines[0].hasPrefix("{\"ts\":\"") && lines[0].hasSuffix("\"event\":\"a\"}"))
    #expect(lines[1] == "{\"event\":\"b\",\"ts\":\"2026-02-13T10:00:00Z\"}")
    #expect(lines[2] == "not json")
    #expect(lines[3].hasPrefix("{\"ts\":\"") && lines[3].hasSuffix("\"}"))
    #expect(lines[4].hasSuffix("\"event\":\"last\"}"))
  }

  @Test(arguments: [
    [], ["a", "b"], ["--unknown"], ["--store"], ["--object", "[1]"], ["--object", "{"], ["=x"],
    ["x", "n:=nonsense"], ["x", "--object"], ["--store", "--synced", "x"],
  ])
  func `a mistake in the arguments is silent, and 64 when strict`(arguments: [String]) throws {
    let sandbox = try Sandbox()

    let silent = try sandbox.tlm(["emit"] + arguments)
    let strict = try sandbox.tlm(["emit", "--strict"] + arguments)

    #expect(silent.code == 0 && silent.output.isEmpty && silent.errors.isEmpty)
    #expect(strict.code == 64)
    #expect(strict.errors.hasPrefix("tlm: "))
  }

  @Test func `JSON that is none is kept as text`() throws {
    let sandbox = try Sandbox()

    try #require(try sandbox.tlm("emit", "x", "n:=nonsense").code == 0)

    #expect(try json(sandbox.events()[0])["n"] == "nonsense")
  }

  @Test func `a store that cannot be written is silent, and 2 when strict`() throws {
    let sandbox = try Sandbox(hasStore: false)
    _ = try sandbox.file("plain", "a file")

    let store = ["--store", sandbox.path + "/plain/store"]
    let silent = try sandbox.tlm(["emit", "x"] + store)
    let strict = try sandbox.tlm(["emit", "x", "--strict"] + store)
    let debugged = try sandbox.tlm(
      "emit", "x", store[0], store[1], environment: ["TLM_DEBUG": "1"])

    #expect(silent.code == 0 && silent.output.isEmpty && silent.errors.isEmpty)
    #expect(strict.code == 2 && strict.errors.hasPrefix("tlm: "))
    #expect(debugged.code == 0 && debugged.errors.hasPrefix("tlm: "))
  }

  @Test func `what is missing of a store is made, so that no event is lost`() throws {
    let sandbox = try Sandbox(hasStore: false)
    sandbox.folder(".tlm")

    #expect(try sandbox.tlm("emit", "--strict", "x").code == 0)

    #expect(try sandbox.events().count == 1)
  }

  @Test func `a text that is too long is shortened, with a mark`() throws {
    let sandbox = try Sandbox()
    let long = String(repeating: "é", count: 600_000)

    let input = "{\"n\":1}\n{\"event\":\"long\",\"text\":\"\(long)\",\"after\":1}\n{\"n\":2}\n"
    let result = try sandbox.tlm(["emit", "--strict", "-"], bytes: Array(input.utf8))
    let lines = try sandbox.events()

    #expect(result.code == 0, "\(result.errors)")
    try #require(lines.count == 3, "its neighbours are in, too")
    #expect(lines[1].utf8.count < 1 << 20)
    let event = try json(lines[1])
    #expect(event["event"] == "long")
    #expect(event["after"] == 1)
    #expect(event["text"]?.text?.hasPrefix("ééé") == true)
    #expect(event["tlm_truncated"]?["text"] != nil)
  }

  @Test func `arguments that make a line too long are shortened, with a mark`() throws {
    let sandbox = try Sandbox()
    let fields = (0..<15).map { "f\($0)=" + String(repeating: "x", count: 100_000) }

    let result = try sandbox.tlm(["emit", "--strict", "long"] + fields + ["kept=1"])

    #expect(result.code == 0, "\(result.errors)")
    let event = try json(sandbox.events()[0])
    #expect(event["event"] == "long")
    #expect(event["kept"] == "1")
    #expect(event["tlm_truncated"] != nil)
  }

  @Test func `emits of many processes at once are all there, whole`() async throws {
    let sandbox = try Sandbox()

    try await withThrowingTaskGroup(of: Int32.self) { group in
      for worker in 0..<4 {
        group.addTask {
          try sandbox.shell(
            "for i in {1..25}; do tlm emit --strict tick w:=\(worker) i:=$i || exit 9; done"
          ).code
        }
      }
      for try await code in group { #expect(code == 0) }
    }

    let events = try sandbox.events().map { try json($0) }
    #expect(events.count == 100)
    for worker in 0..<4 {
      let own = events.filter { $0["w"]?.integer == Int64(worker) }.compactMap { $0["i"]?.integer }
      #expect(own == (1...25).map(Int64.init))
    }
  }
}
