import Digests
import Events

/// Ids of spans that say none: made of the store's id and of where their first event stands, so that
/// whoever asks, and whenever, gets the same.
struct SpanIdentity: Sendable {
  /// The store's id; of files something that stands for them.
  private let store: String

  init(store: String) { self.store = store }

  /// A trace as W3C has it: of one that a producer names otherwise, made of that name.
  func traceID(named text: String) -> String {
    let digits = text.filter { $0 != "-" }.lowercased()
    if Self.isHex(digits, 32) { return digits }
    return made("tlm.trace", text, bytes: 16)
  }

  /// Of the spans below a root that names no trace.
  func traceID(rootedAt key: String) -> String { made("tlm.trace", store + "\0" + key, bytes: 16) }

  /// A span as W3C has it, of one that a producer names.
  func spanID(named text: String, in trace: String) -> String {
    let digits = text.lowercased()
    if Self.isHex(digits, 16) { return digits }
    return made("tlm.span", trace + "\0" + text, bytes: 8)
  }

  /// Of one that names none.
  func spanID(_ level: SpanLevel, _ key: String) -> String {
    made("tlm.span", store + "\0" + level.rawValue + "\0" + key, bytes: 8)
  }

  private static func isHex(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count && text.utf8.contains { $0 != UInt8(ascii: "0") }
      && text.utf8.allSatisfy { 0x30...0x39 ~= $0 || 0x61...0x66 ~= $0 }
  }

  private func made(_ kind: String, _ text: String, bytes: Int) -> String {
    var digest = Array(SHA256.hash(Array((kind + "\0" + text).utf8).span).prefix(bytes))
    // An id of nothing but zeros is none.
    if digest.allSatisfy({ $0 == 0 }) { digest[bytes - 1] = 1 }
    return digest.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }
}
