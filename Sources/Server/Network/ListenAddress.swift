/// Where a server listens: `127.0.0.1:4318`, `[::1]:4318`, `:4318`, `4318`.
package struct ListenAddress: Sendable, Equatable, CustomStringConvertible {
  /// Without brackets.
  package let host: String
  /// 0: one that is free.
  package let port: Int

  package init(host: String, port: Int) { (self.host, self.port) = (host, port) }

  /// Nil for what is no address.
  package init?(_ text: String) {
    let colon = text.lastIndex(of: ":")
    let portText = colon.map { text[text.index(after: $0)...] } ?? text[...]
    guard let port = Int(portText), (0...65535).contains(port), !portText.hasPrefix("+") else {
      return nil
    }
    var host = String(colon.map { text[..<$0] } ?? "")
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
    } else if host.contains(":") {
      return nil
    }
    if host.contains(where: { $0.isWhitespace || $0 == "/" }) { return nil }
    self.init(host: host.isEmpty ? Self.loopback : host, port: port)
  }

  package static let loopback = "127.0.0.1"

  /// Whether only this machine's programs reach it.
  package var isLoopback: Bool {
    host == "::1" || host == "localhost"
      || host.hasPrefix("127.")
        && host.allSatisfy { $0.isNumber || $0 == "." }
  }

  package var description: String {
    host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
  }
}
