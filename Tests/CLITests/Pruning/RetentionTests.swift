import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// `retention:` in the settings of a store, kept by `tlm watch`.
@Suite struct RetentionTests {
  private func sandbox() throws -> Sandbox {
    let sandbox = try Sandbox()
    try Disk.write(
      sandbox.store + "/config.yaml",
      Array("rotation: {size: 64K}\nretention: {older_than: 30d, archive: true}\n".utf8))
    for part in 0..<3 {
      let lines = (0..<800).map {
        "{\"event\":\"x\",\"ts\":\(1_600_000_000 + part * 1000 + $0),\"text\":\"\(String(repeating: "y", count: 60))\"}\n"
      }
      try #require(
        sandbox.tlm(["append", "-"], bytes: Array(lines.joined().utf8)).code == 0)
    }
    return sandbox
  }

  private func first(_ sandbox: Sandbox) throws -> Int64 {
    try EventLog.open(sandbox.store).bounds().lowerBound.rawValue
  }

  @Test func `a watch prunes what is older once that is trusted, and not before`() throws {
    let sandbox = try sandbox()
    let digest = try sandbox.tlm("replay", "-p", "phase-timing", "--digest").output
    let shy = try sandbox.start("watch", "--sample", "off", "--no-control")
    while let line = try shy.nextLine() {
      if try json(line)["publishing"] == true { break }
    }
    shy.signal(SIGTERM)
    #expect(try shy.finish().code == 0)
    #expect(try first(sandbox) == 0)

    try #require(sandbox.tlm("trust").code == 0)
    let watch = try sandbox.start("watch", "--sample", "off", "--no-control")
    try eventually("the log is pruned") { try first(sandbox) > 0 ? true : nil }
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)

    #expect(try sandbox.tlm("replay", "-p", "phase-timing", "--digest").output == digest)
    let counts = try json(sandbox.tlm("replay", "-p", "event-counts", "--json").output)
    #expect(counts["events"] == 2401)
    #expect(
      try json(sandbox.tlm("archive", "--json").output)["segments"]?.elements.isEmpty == false)
    #expect(try sandbox.tlm("archive", "verify").code == 0)
  }
}
