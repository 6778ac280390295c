/// The names under which a server is meant. A page of another site that has its own name led here is
/// none of ours, whatever it asks.
package struct HostNames: Sendable {
  private let names: Set<String>

  /// - Parameter listening: the address it listens at, where that is another than this machine's own.
  package init(listening: String? = nil) {
    names = Set(["127.0.0.1", "localhost", "::1"] + (listening.map { [$0.lowercased()] } ?? []))
  }

  /// Whether a `Host` field means this server; its port does not count.
  package func mean(_ host: String) -> Bool { names.contains(Self.name(of: host)) }

  /// Whether an `Origin` field is of a page of the host that is asked.
  package static func isOwn(origin: String, askedAs host: String) -> Bool {
    let parts = origin.split(separator: "/", omittingEmptySubsequences: false)
    return parts.count == 3 && ["http:", "https:"].contains(parts[0].lowercased())
      && parts[1].isEmpty && parts[2].lowercased() == host.lowercased()
  }

  /// A host without its port and brackets, in lower case.
  static func name(of host: String) -> String {
    let host = HeaderFields.trimmed(host).lowercased()
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
  }
}
