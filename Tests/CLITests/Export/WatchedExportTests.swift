import TLM
import TestSupport
import Testing

/// What `tlm watch` sends by itself: nothing that nobody asked it to.
@Suite(.enabled(if: ExportPeers.haveClasses, ExportPeers.noClasses)) struct WatchedExportTests {
  private func watch(_ sandbox: Sandbox) throws -> Command {
    try sandbox.start("watch", "--sample", "off", "--no-control")
  }

  @Test func `a receiver that a trusted store names gets what comes`() throws {
    let (sandbox, receiver) = (try Sandbox(), try Receiver("200"))
    try #require(sandbox.tlm("emit", "before").code == 0)
    try Disk.write(
      sandbox.store + "/config.yaml", Array("otel_endpoint: \(receiver.url)\n".utf8))
    try #require(sandbox.tlm("trust").code == 0)

    let watch = try watch(sandbox)
    try eventually("the export to begin") {
      try sandbox.shell("cat .tlm/log/exports/watch").code == 0 ? true : nil
    }
    try #require(sandbox.tlm("emit", "after", "n:=1").code == 0)
    let attempt = try receiver.attempts(1)[0]
    watch.signal(15)

    #expect(try watch.finish().code == 0)
    #expect(attempt.faults.isEmpty && attempt.path == "/v1/logs")
    #expect(attempt.told.compactMap { $0["event"]?.text } == ["after"])
  }

  @Test func `it gets the spans of what comes, too`() throws {
    let (sandbox, receiver) = (try Sandbox(), try Receiver("200"))
    try #require(sandbox.tlm("emit", "before").code == 0)
    try Disk.write(
      sandbox.store + "/config.yaml", Array("otel_endpoint: \(receiver.url)\n".utf8))
    try #require(sandbox.tlm("trust").code == 0)

    let watch = try watch(sandbox)
    try eventually("the export to begin") {
      try sandbox.shell("cat .tlm/log/exports/watch-traces").code == 0 ? true : nil
    }
    try #require(sandbox.tlm("run", "--", "true").code == 0)
    try eventually("a span") {
      try receiver.attempts(1)[0].path == "/v1/traces" ? true : nil
    }
    watch.signal(15)

    #expect(try watch.finish().code == 0)
    #expect(try receiver.rest().allSatisfy { $0.path == "/v1/logs" })
  }

  @Test func `one that a store names which nobody trusts gets nothing`() throws {
    let (sandbox, receiver) = (try Sandbox(), try Receiver("200"))
    try Disk.write(
      sandbox.store + "/config.yaml", Array("otel_endpoint: \(receiver.url)\n".utf8))

    let watch = try watch(sandbox)
    try #require(sandbox.tlm("emit", "after").code == 0)
    try eventually("a board") {
      try sandbox.tlm("sensors", "get", "safety_mode_state", "--json").output.contains("\"board\"")
        ? true : nil
    }
    watch.signal(15)

    let said = try watch.finish()
    #expect(said.code == 0 && said.errors.contains("does not count before tlm trust"))
    #expect(try receiver.rest().isEmpty)
  }
}
