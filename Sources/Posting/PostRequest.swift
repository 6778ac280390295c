/// Bytes that are sent to an address.
package struct PostRequest: Sendable {
  /// Where to: http or https.
  package var url: String
  /// Names and values, in their order.
  package var headers: [(name: String, value: String)] = []
  package var body: [UInt8]
  /// How long one attempt may take.
  package var timeout: Duration = .seconds(10)
  /// The certificates that the receiver's must be signed by, as a file; nil: the system's.
  package var certificates: String?
  /// What this side shows of itself, as files.
  package var ownCertificate: String?
  package var ownKey: String?
  /// Whether it is a call of gRPC, whose body `GRPCCall` made: HTTP/2 and nothing else, and an answer
  /// whose end says how it went.
  package var isGRPC = false
  /// Whether an answer that is elsewhere (302, 303) is fetched from there, with nothing of what was sent.
  package var fetchesAnswer = false

  package init(url: String, body: [UInt8]) {
    self.url = url
    self.body = body
  }
}

/// What came of one attempt.
package enum PostOutcome: Sendable, Equatable {
  case answered(PostResponse)
  /// No connection, none that lasted, or none in time: the bytes may or may not have arrived.
  case unanswered(String)
  /// What no second attempt will change: a certificate that is wrong, an address nobody can read.
  case impossible(String)
}

/// What a receiver says.
package struct PostResponse: Sendable, Equatable {
  package let status: Int
  /// When it wants to be asked again, as it says so.
  package let retryAfter: String?
  /// Whether it says that its body is JSON.
  package let isJSON: Bool
  package let body: [UInt8]
  /// What it said, where that is no status of HTTP.
  package let words: String?

  package init(
    status: Int, retryAfter: String? = nil, isJSON: Bool = false, body: [UInt8] = [],
    words: String? = nil
  ) {
    (self.status, self.retryAfter, self.isJSON) = (status, retryAfter, isJSON)
    (self.body, self.words) = (body, words)
  }

  /// Bytes of an answer that are read; a longer one is no answer to telemetry.
  package static let bodyLimit = 4 << 20
}
