import Events

/// A unary call of gRPC as far as it came: its head, and one message behind five bytes.
package struct GRPCRequest: Sendable {
  package enum Progress: Sendable { case goesOn, isWhole }

  package var headers = HeaderFields()
  private var bytes: [UInt8] = []
  private let limit: Int
  /// Whether more came than is taken.
  package private(set) var isTooLarge = false

  package init(limit: Int) { self.limit = limit }

  private static let prefix = 5

  /// Adds bytes; false where there are too many.
  package mutating func add(_ more: some Sequence<UInt8>) -> Bool {
    bytes.append(contentsOf: more)
    isTooLarge = bytes.count > limit + Self.prefix
    if isTooLarge { bytes = [] }
    return !isTooLarge
  }

  /// The one message, and whether it is packed; nil where there is none, or more than it.
  package var message: (bytes: [UInt8], isPacked: Bool)? {
    guard bytes.count >= Self.prefix, bytes[0] <= 1 else { return nil }
    let length = bytes[1..<Self.prefix].reduce(0) { $0 << 8 | Int($1) }
    guard bytes.count == Self.prefix + length else { return nil }
    return (Array(bytes[Self.prefix...]), bytes[0] == 1)
  }
}

/// The end of a unary call of gRPC.
package struct GRPCReply: Sendable {
  /// With its five bytes; nil where it failed.
  package let message: [UInt8]?
  package let trailers: [(String, String)]

  /// A call that went well.
  package init(message: [UInt8]) {
    let length = (0..<4).map { UInt8(truncatingIfNeeded: message.count >> (24 - 8 * $0)) }
    self.message = [0] + length + message
    trailers = [("grpc-status", "0")]
  }

  /// One that did not.
  package init(status: Int, _ text: String, details: [UInt8]? = nil) {
    message = nil
    trailers =
      [("grpc-status", String(status)), ("grpc-message", Self.escaped(text))]
      + (details.map { [("grpc-status-details-bin", Base64.text(of: $0, isPadded: false))] } ?? [])
  }

  /// Text as trailers may hold it: what is no plain ASCII, and the percent sign, as escapes.
  static func escaped(_ text: String) -> String {
    text.utf8.map { byte in
      if (0x20...0x7E).contains(byte), byte != UInt8(ascii: "%") {
        return String(Unicode.Scalar(byte))
      }
      let digits = String(byte, radix: 16, uppercase: true)
      return "%" + (digits.utf8.count < 2 ? "0" : "") + digits
    }.joined()
  }
}
