package import Events

/// A state as it was, and told as JSON only where somebody asks for it: a million rows as JSON take
/// many times the room that they take as rows.
package struct StateSnapshot: Sendable {
  package let digest: Digest
  private let encoded: @Sendable () throws -> [UInt8]

  /// A state by its canonical bytes.
  package init(of bytes: [UInt8]) {
    self.init(Digest(bytes: bytes)) { bytes }
  }

  /// - Parameter encoded: makes the canonical bytes of a state that was encoded before, if only in
  ///   parts.
  package init(_ digest: Digest, _ encoded: @escaping @Sendable () throws -> [UInt8]) {
    self.digest = digest
    self.encoded = encoded
  }

  /// Null only for a state that encodes itself in parts, and not as a whole.
  package var json: Value { (try? Value(canonicalState: encoded())) ?? .null }
}
