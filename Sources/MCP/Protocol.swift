/// The versions of the Model Context Protocol that are spoken.
enum ProtocolVersion {
  /// In which each request says all that there is to know, the newest first.
  static let stateless = ["2026-07-28"]
  /// Which begin with `initialize`, the newest first.
  static let handshake = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
  static let all = stateless + handshake

  /// From this one on a result may have links to resources.
  static let links = "2025-06-18"
}

/// What requests and results say under `_meta`.
enum MetaKey {
  static let version = "io.modelcontextprotocol/protocolVersion"
  static let capabilities = "io.modelcontextprotocol/clientCapabilities"
  static let server = "io.modelcontextprotocol/serverInfo"
}
