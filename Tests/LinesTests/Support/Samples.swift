/// Lines that real tools wrote, and lines that nobody should have written.
enum Samples {
  /// The folder of the test data, beside the test targets.
  static let data =
    String(
      "\(#filePath)".split(separator: "/").dropLast(3).map { "/" + $0 }.joined()) + "/Data"

  static let dialects = [
    "adr0004_seed002", "claude_hooks", "feat417_seed000", "scopecraft_domain_events",
  ]

  /// The lines of one dialect's sample, without their newlines.
  static func dialect(_ name: String) -> [[UInt8]] {
    let bytes = File.bytes(of: "\(data)/dialects/\(name).jsonl")
    return bytes.split(separator: 0x0A, omittingEmptySubsequences: true).map(Array.init)
  }

  /// What to begin a mutation with.
  static let corpus: [[UInt8]] =
    dialects.flatMap { dialect($0) }
    + [
      "{}", "{ }", "[]", "1", "\"a\"", "", " ", "{\"a\":{}}", "{\"a\":[]}", "{\"a\":[{},[],1]}",
      "{\"a\":\"\\u00e9\\n\\\\\"}", "{\"a\" : [ 1 , { \"b\" : null } , \"c\" ] , \"d\" : -1.5e-7 }",
      "{\"event\":null,\"event\":\"x\",\"type\":\"y\",\"n\":18446744073709551615}",
      "{\"data\":{\"duration\":120,\"s\":\"\\uD83D\\uDE00\"},\"é😀\":\"€\"}",
    ].map { [UInt8]($0.utf8) }
}
