import TLM
import TestSupport
import Testing

@Suite struct IndexTests {
  @Test func `an index is missing, then good, then damaged, and rebuild puts it right`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.tlm("emit", "one", "tool=make")
    #expect(try sandbox.tlm("index", "--json").output.contains(#""condition":"missing""#))

    let rebuilt = try sandbox.tlm("index", "rebuild", "--json")
    #expect(rebuilt.code == 0)
    #expect(rebuilt.output.contains(#""condition":"good""#))
    #expect(rebuilt.output.contains(#""events":1"#))
    #expect(try sandbox.tlm("index").output.contains("good"))

    let data = sandbox.store + "/views/data.mdb"
    try Disk.write(data, Array(try Disk.bytes(data).prefix(5000)))
    let damaged = try sandbox.tlm("index", "status")
    #expect(damaged.code == 1)
    #expect(try sandbox.tlm("doctor").output.contains("tlm index rebuild"))
    #expect(try sandbox.tlm("index", "rebuild").code == 0)
    #expect(try sandbox.tlm("doctor").code == 0)
  }

  @Test func `a field that config.yaml names is found by the index, until it names another`() throws
  {
    let sandbox = try Sandbox()
    let lines = (0..<6000).map { number in
      #"{"event":"build","branch":"b\#(number % 1000)","at":{"host":"h\#(number % 3)"},"pad":"\#(String(repeating: "x", count: 100))"}"#
    }
    try #require(try sandbox.tlm("append", input: lines.joined(separator: "\n")).code == 0)
    func candidates(_ condition: String) throws -> Value? {
      let result = try sandbox.tlm("query", "--where", condition, "--count", "--explain", "--json")
      return try json(result.output)["explanation"]?["candidates"]
    }
    func choose(_ keys: String) throws {
      try Disk.write(sandbox.store + "/config.yaml", Array("index: {keys: \(keys)}\n".utf8))
    }
    #expect(try candidates("branch = b7") == .null)

    try choose("[branch, at.host]")
    try #require(try sandbox.tlm("index", "rebuild").code == 0)
    let status = try json(sandbox.tlm("index", "--json").output)
    #expect(status["keys"] == ["at.host", "branch"])
    #expect(try candidates("branch = b7") == 6)
    #expect(try candidates("at.host = h1") == 2000)

    // The next reader makes the index anew.
    try choose("[at.host]")
    #expect(try candidates("at.host = h2") == 2000)
    #expect(try candidates("branch = b7") == .null)

    try choose("[at.host, 7]")
    let mistake = try sandbox.tlm("index")
    #expect(mistake.code == 2 && mistake.errors.contains("config.yaml:1:25"))
    #expect(try candidates("at.host = h2") == 2000, "a mistake there is no reason not to answer")
  }
}
