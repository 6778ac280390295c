import TLM
import TestSupport
import Testing

/// A mistake leaves no store behind.
@Suite struct StrayStoreTests {
  @Test(arguments: [
    "append nofile", "append -", "watch", "mode set ALERT --reason x", "control run",
    "query", "doctor --fix", "replay -p velocity", "sensors", "index rebuild", "append --key k -",
    "serve --listen 127.0.0.1:0 --grpc off", "serve status", "serve stop",
  ])
  func `nothing but init and emit makes a store`(command: String) throws {
    let sandbox = try Sandbox(hasStore: false)

    let ended = try sandbox.shell("echo '{\"event\":\"x\"}' | tlm \(command)")

    #expect(ended.code == 2, "\(command): \(ended.errors)")
    #expect(ended.errors.contains("tlm init"), "\(ended.errors)")
    #expect(!Files.exists(sandbox.path + "/home/.local/state/tlm"), "\(command)")
    #expect(!Files.exists(sandbox.store), "\(command)")
  }

  @Test func `emit makes your own store and says where, once`() throws {
    let sandbox = try Sandbox(hasStore: false)

    let first = try sandbox.tlm("emit", "x")
    let second = try sandbox.tlm("emit", "y")

    #expect(first.code == 0 && first.output.isEmpty)
    #expect(first.errors.contains(sandbox.path + "/home/.local/state/tlm"))
    #expect(second.code == 0 && second.errors.isEmpty)
  }
}
