package import Events
import SystemCalls

/// What a host writes to the standard input of a program that it runs: one JSON document.
package struct HookInput {
  /// The document, an object; nil where that could not be read.
  package let document: Value?
  /// What there was, up to the limit.
  let bytes: [UInt8]
  /// Bytes that there were in all.
  let length: Int

  /// Bytes of the longest document that is read.
  static let limit = 16 << 20
  /// Bytes that are passed over behind it, so that the host is not stopped by a closed pipe.
  private static let passedOver = 240 << 20
  /// Bytes of a document that may be as deep as any line of the log.
  private static let longest = 1 << 20
  private static let deepestOfLong = 32

  /// All of standard input.
  package init() {
    let rest = Descriptor.standardInput.rest(limit: Self.limit, most: Self.limit + Self.passedOver)
    self.init(rest.bytes, length: rest.length)
  }

  init(_ bytes: [UInt8], length: Int) {
    self.bytes = bytes
    self.length = length
    document = length <= Self.limit ? Self.document(of: bytes) : nil
  }

  /// Newlines are space between values; one inside of a text is no reason to lose the event.
  private static func document(of bytes: [UInt8]) -> Value? {
    var line = bytes
    for index in line.indices where line[index] == UInt8(ascii: "\n") {
      line[index] = UInt8(ascii: " ")
    }
    // Each level is looked through for its end: of a long document there may not be many.
    let isDeep = line.count > longest && !JSONGrammar.accepts(line.span, deepest: deepestOfLong)
    guard !isDeep, let value = Value(json: line), case .object = value else { return nil }
    return value
  }
}
