import Control
import Events
import Journal
import SystemCalls
import TestSupport
import Testing

@testable import Control

@Suite struct ProgramRunTests {
  private func run(
    _ words: [String], input: [UInt8] = [], within seconds: Double = 60
  ) async -> ProgramEnd {
    let program = Program(
      words, inputs: [Program.Input(number: 0, bytes: input)], timeout: .seconds(seconds),
      keepsOutput: true)
    return await withCheckedContinuation { continuation in
      detachThread { continuation.resume(returning: ProgramRun.run(program, while: { true })) }
    }
  }

  @Test func `one that does not read what it is given harms nobody`() async {
    let end = await run(["true"], input: [UInt8](repeating: 65, count: 4 << 20))

    #expect(end.cause == .exited(0))
  }

  @Test func `it gets everything, however much that is, and may say as much`() async {
    let end = await run(
      ["sh", "-c", "tee /dev/stderr | wc -c"], input: [UInt8](repeating: 65, count: 3_000_000))

    #expect(end.cause == .exited(0))
    #expect(end.output == "3000000")
    #expect(end.errors.utf8.count == 2048)
  }

  @Test func `its end is noticed though what it started goes on talking`() async {
    let end = await run(["sh", "-c", "echo begun >&2; sleep 20 & exit 4"])

    #expect(end.cause == .exited(4) && end.errors == "begun")
    #expect(end.duration < .seconds(15))
  }

  @Test func `a character that was cut in two is left out`() async {
    let end = await run(["sh", "-c", "yes 'äöü' | head -c 9000 >&2; printf x >&2"])

    #expect(end.errors.hasSuffix("x"))
    #expect(!end.errors.dropLast(3).contains("\u{fffd}"))
  }

  @Test(arguments: [
    ("https://ada:secret@example.org:8443/a/b?token=1#x", "https://example.org:8443/a/b"),
    ("http://example.org", "http://example.org"), ("http://example.org?x=1", "http://example.org"),
    ("http://a@b@c/d@e", "http://c/d@e"), ("http://[::1]:80/x", "http://[::1]:80/x"),
  ])
  func `of an address nothing secret is told`(_ address: String, _ shown: String) {
    let address = WebAddress(address)

    #expect(address.shown == shown)
    let told = address.cleaned("curl: (3) not \(address.text), \(address.secrets)")
    #expect(told.hasPrefix("curl: (3) not \(shown), "))
    for secret in ["ada", "secret", "token", "x=1", "a@b"] { #expect(!told.contains(secret)) }
  }
}
