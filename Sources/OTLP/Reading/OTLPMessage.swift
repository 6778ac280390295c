package import Events

/// A message of OTLP as somebody sent it, in either form: checked against the table, and the same value
/// whichever form it came in.
package enum OTLPMessage: Sendable {
  /// Messages, of one request, that are read: many more are sent to take memory, not to tell something.
  package static let countLimit = 2_000_000

  /// Of protobuf.
  ///
  /// - Throws: where the bytes are no such message, with the place.
  package static func value(
    protobuf bytes: [UInt8], as message: OTLPSchema.Message, limit: Int = countLimit
  ) throws(OTLPError) -> Value {
    try ProtobufReader.checked(bytes, as: message, limit: limit)
  }

  /// Of JSON. What the table does not know is passed over, as receivers must.
  ///
  /// - Throws: where the text is no JSON, or says something in another type than it has.
  package static func value(
    json bytes: [UInt8], as message: OTLPSchema.Message, limit: Int = countLimit
  ) throws(OTLPError) -> Value {
    // Where a request stands on several lines, it is spaces that part them.
    let newline = UInt8(ascii: "\n")
    let line = bytes.contains(newline) ? bytes.map { $0 == newline ? 0x20 : $0 } : bytes
    guard JSONNodes.count(in: line, upTo: limit) < limit else {
      throw OTLPError(message: JSONNodes.tooMany(limit), isTooMuch: true)
    }
    guard let value = Value(json: line) else {
      throw OTLPError(message: "the body is no JSON; send one object of it in UTF-8")
    }
    return try OTLPChecker.checked(value, as: message)
  }
}

/// How many objects and lists a text of JSON opens, before anything is made of them.
enum JSONNodes {
  static func count(in text: [UInt8], upTo limit: Int) -> Int {
    // Each takes two bytes at least.
    if text.count / 2 < limit { return 0 }
    var (count, isInText, isEscaped) = (0, false, false)
    for byte in text where count < limit {
      if isEscaped {
        isEscaped = false
      } else if isInText {
        if byte == UInt8(ascii: "\\") { isEscaped = true }
        if byte == UInt8(ascii: "\"") { isInText = false }
      } else if byte == UInt8(ascii: "\"") {
        isInText = true
      } else if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") {
        count += 1
      }
    }
    return count
  }

  static func tooMany(_ limit: Int) -> String {
    "the body holds more than \(limit) messages; send it in smaller batches"
  }
}
