import Digests

/// Ids of traces and spans as W3C has them: those that events carry, and those that are made of what they
/// carry, the same at every export and the same as those of the spans that `tlm trace` shows.
package enum OTLPIdentity: Sendable {
  /// Sixteen bytes in hexadecimal digits for what an event says of its trace.
  ///
  /// An id of W3C stays what it is, a UUID loses its dashes, and any other text becomes one by its
  /// digest.
  package static func trace(_ text: String) -> String {
    given(text.filter { $0 != "-" }, count: 16) ?? madeTrace(of: text)
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
  private static func given(_ digits: String, count: Int) -> String? {
    guard digits.utf8.count == count * 2, let bytes = HexText.bytes(digits),
      bytes.contains(where: { $0 != 0 })
    else { return nil }
    return HexText.text(of: bytes)
  }

  private static func made(_ kind: String, _ text: String, count: Int) -> String {
    var bytes = Array(SHA256.hash(Array((kind + "\0" + text).utf8).span).prefix(count))
    // An id of nothing but zeros is none.
    if bytes.allSatisfy({ $0 == 0 }) { bytes[count - 1] = 1 }
    return HexText.text(of: bytes)
  }
}
