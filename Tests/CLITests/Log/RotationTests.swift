import Glibc
import TLM
import TestSupport
import Testing

/// `rotation:` of a `config.yaml`.
@Suite struct RotationTests {
  private func segments(_ sandbox: Sandbox) throws -> Int { try sandbox.segments().count }

  @Test func `a watch seals an old segment, and goes on`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", "rotation: {size: 1M, every: 1s}\n")
    _ = try sandbox.tlm("emit", "first")
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")

    try eventually("a sealed segment") { try segments(sandbox) == 2 ? true : nil }
    _ = try sandbox.tlm("emit", "second")
    try eventually("another one") { try segments(sandbox) == 3 ? true : nil }

    watch.signal(SIGTERM)
    let end = try watch.finish()
    #expect(end.code == 0 && end.errors.isEmpty, "\(end.errors)")
    #expect(try sandbox.tlm("query").lines.count == 2)
    #expect(try sandbox.tlm("doctor").code == 0)
  }

  @Test func `appends keep to the size`() throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", "rotation:\n  size: 64K\n")
    let text = String(repeating: "x", count: 1000)
    let lines = String(repeating: "{\"event\":\"x\",\"text\":\"\(text)\"}\n", count: 600)

    try #require(sandbox.tlm("append", input: lines).code == 0)

    #expect(try segments(sandbox) >= 3)
    #expect(try sandbox.tlm("query").lines.count == 600)
  }

  @Test(arguments: [
    ("rotation: {size: 1K}", "1:18: expected a size such as 64K"),
    ("rotation: {every: soon}", "1:19: expected a length of time"),
    ("rotation: {sizes: 1M}", "did you mean size?"),
    ("rotation: 3", "expected keys and values for rotation"),
    ("rotation: {size: -5M}", "expected a size such as 64K"),
  ])
  func `a mistake is told with its place by a watch, and keeps nobody else from working`(
    text: String, told: String
  ) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", text + "\n")

    let watch = try sandbox.tlm("watch", "--sample", "off")

    #expect(watch.code == 2 && watch.errors.contains(told), "\(watch.errors)")
    #expect(try sandbox.tlm("emit", "x").code == 0)
    #expect(try sandbox.tlm("query").lines.count == 1)
  }

  @Test(arguments: ["rotation: {every: off}", "rotation: {size: 1G, every: 2w}", "rotation:"])
  func `what is no mistake is taken`(text: String) throws {
    let sandbox = try Sandbox()
    _ = try sandbox.file(".tlm/config.yaml", text + "\n")
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")

    _ = try watch.document("it runs") { $0["publishing"] == true }

    watch.signal(SIGTERM)
    #expect(try watch.finish().errors.isEmpty)
  }
}
