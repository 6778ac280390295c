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

  /// What is wrong with the names that a request calls this server and its own page by.
  package func refusal(of head: RequestHead) -> Response? {
    let host = head.headers["host"]
    // From elsewhere a machine has many names, and nothing is open.
    guard let host, head.headers.values(of: "host").count == 1,
      head.peer == .elsewhere || mean(host)
    else {
      return Response(
        refusal: 421, "otherHost",
        "the Host of this request is not this server's; ask http://127.0.0.1 or localhost")
    }
    let isForeign = head.headers.values(of: "origin").contains {
      !Self.isOwn(origin: $0, askedAs: host)
    }
    if isForeign {
      return Response(
        refusal: 403, "otherOrigin",
        "a page of another site asked for this, which no page but this server's own may")
    }
    return nil
  }

  /// A host without its port and brackets, in lower case.
  static func name(of host: String) -> String {
    let host = HeaderFields.trimmed(host).lowercased()
    if host.hasPrefix("[") { return String(host.dropFirst().prefix { $0 != "]" }) }
    return String(host.prefix { $0 != ":" })
  }
}
