import SystemCalls
import TestSupport
import Testing

@testable import Relay

@Suite struct EngineAddressTests {
  private let scratch = Scratch()

  @Test func `addresses are several, and told without who is let in`() throws {
    let address = try EngineAddress("nats://me:secret@a:4222, tls://b , c:4223")

    #expect(address.urls == ["nats://me:secret@a:4222", "tls://b", "nats://c:4223"])
    #expect(address.told == "nats://a:4222,tls://b,nats://c:4223")
    #expect(address.isSecure)
    #expect(try !EngineAddress("nats://a").isSecure)
  }

  @Test(arguments: ["", ",", "http://a", "nats://"])
  func `what is no address is refused, and told without a password`(text: String) {
    let error = #expect(throws: RelayError.self) { _ = try EngineAddress(text) }
    #expect(error?.code == .unusable)
  }

  @Test func `credentials that others could read are refused`() throws {
    let path = scratch.path + "/creds"
    try Disk.write(path, Array("secret".utf8))
    let file = try Descriptor.open(path, .update)
    try file.setPermissions(0o644)

    let open = try EngineAddress("nats://a", credentials: path)
    #expect(throws: RelayError.self) { try open.check() }
    try file.setPermissions(0o600)
    try open.check()
    #expect(throws: RelayError.self) {
      try EngineAddress("nats://a", credentials: path + ".missing").check()
    }
  }
}
