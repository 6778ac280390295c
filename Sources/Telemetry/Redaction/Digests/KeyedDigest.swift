/// What tells messages apart and says nothing of them to whoever lacks the key.
package enum KeyedDigest: Sendable {
  /// 64 bits of the HMAC-SHA-256, in hexadecimal digits: enough to tell some hundred messages apart.
  package static func text(of message: [UInt8], key: [UInt8]) -> String {
    Array(HMAC.sha256(message, key: key).prefix(8)).hexadecimal
  }
}
