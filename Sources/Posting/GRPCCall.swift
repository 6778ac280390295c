import Events

/// A unary call of gRPC as a request of HTTP/2: what goes into its body, and what its answer means.
package enum GRPCCall: Sendable {
  /// What says whether a message is packed, and how long it is.
  private static let prefix = 5

  /// A message as the body of a call.
  package static func body(of message: [UInt8], isPacked: Bool) -> [UInt8] {
    let length = UInt32(truncatingIfNeeded: message.count)
    let bytes = stride(from: 24, through: 0, by: -8).map {
      UInt8(truncatingIfNeeded: length >> UInt32($0))
    }
    return [isPacked ? 1 : 0] + bytes + message
  }

  /// The message of an answer's body; nil where there is none, or it is packed, which nobody asked for.
  static func message(of body: [UInt8]) -> [UInt8]? {
    guard body.count >= prefix, body[0] == 0 else { return nil }
    let length = body[1..<prefix].reduce(0) { $0 << 8 | Int($1) }
    return body.count >= prefix + length ? Array(body[prefix..<prefix + length]) : nil
  }

  /// An answer in the words of HTTP, by which is decided whether it is sent again.
  ///
  /// - Parameter header: of what came before the body and behind it.
  static func response(
    status: Int, body: [UInt8], header: (String) -> String?
  ) -> PostResponse {
    guard 200..<300 ~= status else {
      return PostResponse(status: status, retryAfter: header("retry-after"))
    }
    guard let number = header("grpc-status").flatMap({ Int($0) }) else {
      return PostResponse(
        status: 502, words: "it answered without a grpc-status, so it speaks no gRPC there")
    }
    if number == 0 { return PostResponse(status: 200, body: message(of: body) ?? []) }
    let pause = header("grpc-status-details-bin").flatMap(Self.pause)
    let sentence = header("grpc-message").map(Self.unescaped) ?? ""
    return PostResponse(
      status: Self.status(number, canWait: pause != nil), retryAfter: pause.map { String($0) },
      isJSON: true, body: Array(JSONWriter.text(of: ["message": .string(sentence)]).utf8),
      words: "it answered grpc-status \(number) (\(name(of: number)))")
  }

  /// What OTLP sends again is 503; a receiver that is exhausted only where it says when.
  private static func status(_ number: Int, canWait: Bool) -> Int {
    switch number {
    case 1, 4, 10, 11, 14, 15: 503
    case 8: canWait ? 429 : 413
    case 7: 403
    case 12: 404
    case 16: 401
    case 3, 5, 6, 9: 400
    default: 500
    }
  }

  private static let names = [
    "OK", "CANCELLED", "UNKNOWN", "INVALID_ARGUMENT", "DEADLINE_EXCEEDED", "NOT_FOUND",
    "ALREADY_EXISTS", "PERMISSION_DENIED", "RESOURCE_EXHAUSTED", "FAILED_PRECONDITION", "ABORTED",
    "OUT_OF_RANGE", "UNIMPLEMENTED", "INTERNAL", "UNAVAILABLE", "DATA_LOSS", "UNAUTHENTICATED",
  ]

  private static func name(of number: Int) -> String {
    names.indices.contains(number) ? names[number] : "which there is not"
  }

  /// The seconds of a `RetryInfo`; nil where there is none.
  static func pause(_ details: String) -> Int? {
    let type = Array("google.rpc.RetryInfo".utf8)
    guard let bytes = Base64.bytes(details.utf8),
      let start = bytes.indices.first(where: { bytes[$0...].starts(with: type) })
    else { return nil }
    // The message behind the type: a duration in it, and in that its seconds.
    var rest = bytes[(start + type.count)...].dropFirst(4)
    guard bytes.count >= start + type.count + 4, rest.popFirst() == 0x08 else { return 0 }
    var (seconds, shift) = (0, 0)
    while let byte = rest.popFirst(), shift < 28 {
      seconds |= Int(byte & 0x7F) << shift
      if byte < 0x80 { break }
      shift += 7
    }
    return seconds
  }

  /// Percent signs with two digits as bytes.
  static func unescaped(_ text: String) -> String {
    let bytes = Array(text.utf8)
    var plain: [UInt8] = []
    var place = 0
    while place < bytes.count {
      let digits = bytes[place...].dropFirst().prefix(2)
      if bytes[place] == UInt8(ascii: "%"), digits.count == 2,
        let byte = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
      {
        plain.append(byte)
        place += 3
      } else {
        plain.append(bytes[place])
        place += 1
      }
    }
    return String(decoding: plain, as: UTF8.self)
  }
}
