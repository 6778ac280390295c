/// The versions of the Model Context Protocol.
enum ProtocolVersion {
  /// In which nothing is kept between requests, the newest first.
  static let stateless = ["2026-07-28"]
  /// Which begin with `initialize`, the newest first.
  static let handshake = ["2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05"]
}
