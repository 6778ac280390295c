/// What a server is asked to be.
package struct ServeOptions: Sendable {
  /// Where HTTP is heard; nil: nowhere.
  package var http: ListenAddress?
  /// Where gRPC is heard.
  package var grpc: ListenAddress?
  /// A socket of the file system for HTTP.
  package var socket: String?
  /// Whether reading takes no token.
  package var readsAreOpen = false
  /// What approves; nil: nobody does here.
  package var approvals: Token?
  /// The runs API, at an address of its own.
  package var runs: ServedSite?
  /// Connections at once, of all kinds.
  package var connections = 1024

  package init() {}

  /// The ports that OpenTelemetry's programs look for.
  package static let standardHTTP = ListenAddress(host: ListenAddress.loopback, port: 4318)
  package static let standardGRPC = ListenAddress(host: ListenAddress.loopback, port: 4317)
}
