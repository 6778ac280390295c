import Analysis

/// How a request begins: what is asked of whom, before its body is read.
package struct RequestHead: Sendable {
  /// In upper case: `GET`, `POST`.
  package let method: String
  /// The parts of the path between its slashes, decoded.
  package let path: [String]
  /// What stands behind the question mark, decoded, in order.
  package let query: [Pair]
  package let headers: HeaderFields
  /// Where it comes from.
  package let peer: Peer
  /// The network's address of who sends it; nil for a socket of the file system.
  package let address: String?
  /// As it stands in the request, `/v1/query?limit=5`.
  package let target: String

  /// One word of a query and what it is given.
  package struct Pair: Sendable, Equatable {
    package let name: String
    package let value: String
  }

  /// From where a connection comes.
  package enum Peer: Sendable {
    /// The store's own socket: its owner.
    case socket
    /// A program on this machine, whosever.
    case loopback
    case elsewhere
  }

  /// - Parameter target: as it stands in the request, `/v1/query?limit=5`.
  /// - Returns: nil where the target cannot be read.
  package init?(
    method: String, target: String, headers: HeaderFields, peer: Peer,
    address: String? = nil
  ) {
    let halves = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard target.utf8.count <= Self.longestTarget, target.utf8.first == UInt8(ascii: "/"),
      let path = Self.path(halves[0]), let query = Self.query(halves.count > 1 ? halves[1] : "")
    else { return nil }
    (self.method, self.path, self.query) = (method.uppercased(), path, query)
    (self.headers, self.peer) = (headers, peer)
    (self.address, self.target) = (address, target)
  }

  /// Bytes of a target; a longer one is nobody's.
  package static let longestTarget = 16 << 10

  /// The first value of a word of the query.
  package subscript(_ name: String) -> String? { query.first { $0.name == name }?.value }

  /// Whether a browser asks that shows pages.
  package var wantsPage: Bool { headers["accept"]?.contains("text/html") == true }

  /// What stands behind a question mark, or in the body of a form; nil where it cannot be read.
  package static func pairs(_ text: some StringProtocol) -> [Pair]? { query(text) }

  private static func path(_ text: Substring) -> [String]? {
    var parts: [String] = []
    for part in text.split(separator: "/", omittingEmptySubsequences: true) {
      // No route has a folder: a step upwards, or a slash in a name, leads nowhere.
      guard let part = PercentText.decoded(part), part != ".", part != "..",
        !part.utf8.contains(0)
      else { return nil }
      parts.append(part)
    }
    return parts
  }

  private static func query(_ text: some StringProtocol) -> [Pair]? {
    var pairs: [Pair] = []
    for part in text.split(separator: "&") {
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentText.decoded(pair[0], plusIsSpace: true),
        let value = pair.count > 1 ? PercentText.decoded(pair[1], plusIsSpace: true) : ""
      else { return nil }
      pairs.append(Pair(name: name, value: value))
    }
    return pairs
  }
}
