package import TLM

/// Where a store is served, or that it is not.
package struct ServerDocument: Document {
  /// The server's own words; nil where there is none.
  private let server: Value?
  private let tokenFile: String
  private let failures: [String]

  /// - Parameters:
  ///   - server: members `pid`, `http`, `grpc`, `socket`, `runs` and `started`.
  ///   - failures: what it could not have, in sentences.
  package init(server: Value?, tokenFile: String, failures: [String] = []) {
    (self.server, self.tokenFile, self.failures) = (server, tokenFile, failures)
  }

  package var json: Value {
    .object([
      Member("serving", .bool(server != nil)),
      Member("pid", server?["pid"] ?? .null),
      Member("http", server?["http"] ?? .array([])),
      Member("grpc", server?["grpc"] ?? .array([])),
      Member("socket", server?["socket"] ?? .null),
      Member("runs", server?["runs"] ?? .null),
      Member("started", server?["started"] ?? .null),
      Member("token_file", .string(tokenFile)),
      Member("failures", .array(failures.map(Value.string))),
    ])
  }
}
