import Server
import Testing

@testable import RunsAPI

@Suite struct RunsSettingsTests {
  private func settings(
    _ variables: [String: String], asked: String? = nil
  ) throws -> RunsSettings {
    try RunsSettings(asked.flatMap { ListenAddress($0) }) { variables[$0] }
  }

  @Test func `It is heard where it always was, and nobody needs a token`() throws {
    let settings = try settings([:])

    #expect(settings.address.description == "127.0.0.1:8765")
    #expect(settings.token == nil)
    #expect(settings.rate == nil)
    #expect(settings.owner == nil)
  }

  @Test func `Who asks comes before the variables, and a host before a URL`() throws {
    let url = ["TELEMETRY_API_URL": "http://localhost:9000/x"]
    let both = url.merging(["TELEMETRY_API_HOST": "127.0.0.2", "TELEMETRY_API_PORT": "9"]) { $1 }

    #expect(try settings(url).address.description == "127.0.0.1:9000")
    #expect(try settings(both).address.description == "127.0.0.2:9")
    #expect(try settings(both, asked: "127.0.0.1:7").address.port == 7)
    // A service elsewhere is not this one.
    #expect(
      try settings(["TELEMETRY_API_URL": "http://metrics.example:80"]).address
        == RunsSettings.standard)
    #expect(try settings(["TELEMETRY_API_URL": "http://localhost"]).address.port == 80)
  }

  @Test func `Beyond this machine nothing is heard without a token`() throws {
    let token = ["TELEMETRY_API_AUTH_ENABLED": "yes", "TELEMETRY_API_AUTH_TOKEN": "t"]

    #expect(throws: RunsSettingError.self) { try settings([:], asked: "0.0.0.0:1") }
    #expect(try settings(token, asked: "0.0.0.0:1").token?.matches("t") == true)
    // One that nobody asks for is none.
    #expect(try settings(["TELEMETRY_API_AUTH_TOKEN": "t"]).token == nil)
  }

  @Test(arguments: [
    ["TELEMETRY_API_AUTH_ENABLED": "true"], ["TELEMETRY_API_PORT": "http"],
    ["TELEMETRY_API_PORT": "70000"],
    ["TELEMETRY_RATE_LIMIT_ENABLED": "1", "TELEMETRY_RATE_LIMIT_RPM": "0"],
  ])
  func `What contradicts itself is told by its name`(_ variables: [String: String]) throws {
    let error = try #require(
      #expect(throws: RunsSettingError.self) { try settings(variables) })

    #expect(error.description.contains("TELEMETRY_"))
  }

  @Test func `So many requests a minute are taken, of each sender`() {
    let limit = RateLimit(2)
    let second: Int64 = 1_000_000_000

    #expect(limit.takes("a", at: 0))
    #expect(limit.takes("a", at: 30 * second))
    #expect(!limit.takes("a", at: 59 * second))
    #expect(limit.takes("b", at: 59 * second))
    // What was refused does not count.
    #expect(limit.takes("a", at: 61 * second))
    #expect(!limit.takes("a", at: 62 * second))
  }
}
