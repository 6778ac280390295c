import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A terminal that is closed ends what goes on for ever, in order.
@Suite struct HangupTests {
  @Test(arguments: [SIGHUP, SIGINT, SIGTERM])
  func `a watch that is asked to end keeps what it has`(number: Int32) throws {
    let sandbox = try Sandbox()
    let watch = try sandbox.start("watch", "--sample", "off")
    _ = try watch.nextLine()

    watch.signal(number)
    let end = try watch.finish()

    #expect(end.code == 0 && end.errors.isEmpty)
    #expect(try json(try #require(end.lines.last))["state"] == "stopped")
  }

  @Test func `a watch that was begun with nohup outlives its terminal`() throws {
    let sandbox = try Sandbox()
    let watch = try Command(
      "/bin/bash", ["-c", "trap '' HUP; exec \(Sandbox.binary) watch --sample off"],
      environment: sandbox.variables([:]), in: sandbox.path)
    _ = try watch.nextLine()

    watch.signal(SIGHUP)
    _ = try sandbox.tlm("emit", "after")
    watch.signal(SIGTERM)
    let end = try watch.finish()

    #expect(end.code == 0)
  }
}
