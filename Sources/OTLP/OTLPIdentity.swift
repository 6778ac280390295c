import Digests

/// Ids of traces and spans as W3C has them: those that events carry, and those that are made of what they
/// carry, the same at every export and the same as those of the spans that `tlm trace` shows.
package enum OTLPIdentity: Sendable {
  /// Sixteen bytes in hexadecimal digits for what an event says of its trace.
  ///
  /// An id of W3C stays what it is, a UUID loses its dashes, and any other text becomes one by its
  /// digest.
  package static func trace(_ text: String) -> String {
    given(text, count: 16, ignoring: UInt8(ascii: "-")) ?? madeTrace(of: text)
  }

  /// Eight bytes in hexadecimal digits for what an event says of its span, likewise.
  ///
  /// - Parameter trace: the id of its trace, as above.
  package static func span(_ text: String, in trace: String) -> String {
    given(text, count: 8) ?? madeSpan(of: trace + "\0" + text)
  }

  /// The id of a trace that says none, by what tells it from others.
  package static func madeTrace(of text: String) -> String { made("tlm.trace", text, count: 16) }

  /// The id of a span that says none, likewise.
  package static func madeSpan(of text: String) -> String { made("tlm.span", text, count: 8) }

  /// The id that a text is already; nil for one that is none.
  private static func given(_ text: String, count: Int, ignoring ignored: UInt8? = nil) -> String? {
    var digits: [UInt8] = []
    digits.reserveCapacity(count * 2)
    var isZero = true
    for byte in text.utf8 where byte != ignored {
      guard digits.count < count * 2 else { return nil }
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"):
        digits.append(byte)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digits.append(byte | 0x20)
      default: return nil
      }
      isZero = isZero && byte == UInt8(ascii: "0")
    }
    return digits.count == count * 2 && !isZero ? String(decoding: digits, as: UTF8.self) : nil
  }

  private static func made(_ kind: String, _ text: String, count: Int) -> String {
    var bytes = Array(SHA256.hash(Array((kind + "\0" + text).utf8).span).prefix(count))
    // An id of nothing but zeros is none.
    if bytes.allSatisfy({ $0 == 0 }) { bytes[count - 1] = 1 }
    return HexText.text(of: bytes)
  }
}
