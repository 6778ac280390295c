import SystemCalls

/// Where an engine is, and by what this side is let in.
package struct EngineAddress: Sendable, Equatable {
  /// `nats://` or `tls://`, one node each.
  package let urls: [String]
  /// A file of credentials as `nsc` makes it, which nobody else may read.
  package let credentials: String?
  /// The certificates that the nodes' must be signed by, as a file; nil: the system's, where a URL
  /// begins with `tls:`.
  package let certificates: String?

  /// - Parameter text: one URL or several with commas between them; a host alone is `nats://HOST`.
  /// - Throws: `unusable` for what is no address of an engine.
  package init(
    _ text: String, credentials: String? = nil, certificates: String? = nil
  ) throws(RelayError) {
    var urls: [String] = []
    for part in text.split(separator: ",") {
      let url = part.filter { $0 != " " }
      if !url.isEmpty { urls.append(try Self.checked(url)) }
    }
    guard !urls.isEmpty else {
      throw RelayError(
        .unusable, "no address of an engine is given; name one: --nats nats://HOST:4222")
    }
    (self.urls, self.credentials, self.certificates) = (urls, credentials, certificates)
  }

  private static func checked(_ url: String) throws(RelayError) -> String {
    let parts = url.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2, parts[1].hasPrefix("//") else { return "nats://" + url }
    guard ["nats", "tls"].contains(parts[0].lowercased()), parts[1].count > 2 else {
      throw RelayError(
        .unusable, "\(hidden(url)) is no address of an engine; it begins with nats:// or tls://")
    }
    return url
  }

  /// Whether the connection is one of TLS, whatever the node offers.
  package var isSecure: Bool {
    certificates != nil || urls.contains { $0.lowercased().hasPrefix("tls:") }
  }

  /// The addresses as they may be told and kept: without names and passwords.
  package var told: String { urls.map(Self.hidden).joined(separator: ",") }

  private static func hidden(_ url: String) -> String {
    guard let at = url.lastIndex(of: "@") else { return url }
    let scheme = url.firstRange(of: "://").map { String(url[..<$0.upperBound]) } ?? ""
    return scheme + String(url[url.index(after: at)...])
  }

  /// Refuses a file of credentials that others could read.
  func check() throws(RelayError) {
    guard let credentials else { return }
    let status: FileStatus?
    do throws(SystemError) { status = try FileStatus.of(credentials) } catch {
      throw RelayError(.unusable, "\(credentials) cannot be looked at: \(error)")
    }
    guard let status, status.isRegular else {
      throw RelayError(
        .unusable, "\(credentials) is no file of credentials; name another with --creds")
    }
    guard status.permissions & 0o077 == 0 else {
      throw RelayError(
        .unusable, "\(credentials) can be read by others; chmod 600 \(credentials), and begin again"
      )
    }
  }
}
