package import Server
import SystemCalls

/// How the API is asked to be, by the variables that its clients and servers have always been told by.
package struct RunsSettings: Sendable {
  /// Where it is heard.
  package var address: ListenAddress
  /// What changes take, and everything from elsewhere; nil: nothing does.
  package var token: Token?
  /// Requests a minute of one sender; nil: any number.
  package var rate: Int?
  /// Whose the runs are that do not say so.
  package var owner: String?

  package static let standard = ListenAddress(host: ListenAddress.loopback, port: 8765)

  /// - Parameters:
  ///   - asked: the address that somebody asks for; nil: as the variables say.
  ///   - variable: the value of an environment variable.
  /// - Throws: `RunsSettingError` where they contradict themselves or are no numbers.
  package init(
    _ asked: ListenAddress?, variable: (String) -> String? = OwnProcess.variable
  ) throws(RunsSettingError) {
    func value(_ name: String) -> String? { variable(name).flatMap { $0.isEmpty ? nil : $0 } }
    if let asked { address = asked } else { address = try Self.address(value) }
    owner = value("AGENT_OWNER")
    if Self.isYes(value("TELEMETRY_API_AUTH_ENABLED")) {
      guard let text = value("TELEMETRY_API_AUTH_TOKEN") else {
        throw RunsSettingError(
          "TELEMETRY_API_AUTH_ENABLED asks for a token, and TELEMETRY_API_AUTH_TOKEN has none; set it"
        )
      }
      token = Token(text)
    }
    if Self.isYes(value("TELEMETRY_RATE_LIMIT_ENABLED")) {
      rate = try Self.number(value, "TELEMETRY_RATE_LIMIT_RPM", 1...1_000_000) ?? 60
    }
    if !address.isLoopback, token == nil {
      throw RunsSettingError(
        "\(address) is heard beyond this machine, where nobody may read runs without a token; set "
          + "TELEMETRY_API_AUTH_ENABLED=true and TELEMETRY_API_AUTH_TOKEN, or listen at 127.0.0.1")
    }
  }

  private static func address(
    _ value: (String) -> String?
  ) throws(RunsSettingError) -> ListenAddress {
    let named = value("TELEMETRY_API_URL").flatMap(place)
    let port = try number(value, "TELEMETRY_API_PORT", 0...65535)
    return ListenAddress(
      host: value("TELEMETRY_API_HOST") ?? named?.host ?? standard.host,
      port: port ?? named?.port ?? standard.port)
  }

  /// Where a client is told to look for it: a URL of this machine's own.
  private static func place(_ url: String) -> ListenAddress? {
    guard url.lowercased().hasPrefix("http://") else { return nil }
    let rest = url.dropFirst(7).prefix { $0 != "/" }
    let hasPort = rest.last.map(\.isNumber) == true && rest.contains(":")
    let address = ListenAddress(hasPort ? String(rest) : rest + ":80")
    guard let address, address.isLoopback else { return nil }
    // Clients that look for this name look at this address, too, and not only at it.
    return address.host == "localhost"
      ? ListenAddress(host: ListenAddress.loopback, port: address.port) : address
  }

  private static func number(
    _ value: (String) -> String?, _ name: String, _ range: ClosedRange<Int>
  ) throws(RunsSettingError) -> Int? {
    guard let text = value(name) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw RunsSettingError(
        "\(name) is '\(text)'; it takes a whole number from \(range.lowerBound) to \(range.upperBound)"
      )
    }
    return number
  }

  private static func isYes(_ text: String?) -> Bool {
    ["true", "1", "yes", "on"].contains(text?.lowercased() ?? "")
  }
}

/// What is wrong with the variables, in one sentence.
package struct RunsSettingError: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}
