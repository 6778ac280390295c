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
}
