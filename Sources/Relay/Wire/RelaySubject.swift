/// The subjects of a relay's stream: under its name, one token for the store that pushes, and one for the
/// event's name.
package struct RelaySubject: Sendable, Equatable {
  /// The stream's name, which all of its subjects begin with.
  package let stream: String

  /// - Throws: `unusable` for a name that no stream may have.
  package init(_ stream: String) throws(RelayError) {
    let isPlain = stream.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
        true
      default: false
      }
    }
    guard isPlain, 1...64 ~= stream.utf8.count else {
      throw RelayError(
        .unusable, "\(stream) is no name of a stream: letters, digits, - and _, 64 of them at most")
    }
    self.stream = stream
  }

  /// The token of heads: no encoded name has a `%` before an `h`.
  private static let headToken = "%head"

  /// Where an event of an origin goes.
  package func event(of origin: String, named name: String?) -> String {
    "\(stream).\(origin).\(NameToken.encoded(name))"
  }

  /// All that an origin sends.
  package func all(of origin: String) -> String { "\(stream).\(origin).*" }

  /// Where an origin's heads go.
  package func head(of origin: String) -> String { "\(stream).\(origin).\(Self.headToken)" }

  /// Everything that any origin sends.
  package var everything: String { all(of: "*") }

  /// The heads of all origins.
  package var heads: String { head(of: "*") }

  /// Where an origin is asked for lines of its log; not of the stream.
  package func request(to origin: String) -> String { "\(stream).relay.request.\(origin)" }

  /// The origin of a message of the stream, and whether it is a head; nil for every other subject.
  package func parse(_ subject: String) -> (origin: String, isHead: Bool)? {
    let tokens = subject.split(separator: ".", omittingEmptySubsequences: false)
    guard tokens.count == 3, tokens[0] == stream, Self.isOrigin(tokens[1]) else { return nil }
    return (String(tokens[1]), tokens[2] == Self.headToken)
  }

  /// Whether a token is a store's id: 32 hexadecimal digits.
  package static func isOrigin(_ token: some StringProtocol) -> Bool {
    token.utf8.count == 32
      && token.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
          || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
      }
  }
}
