import TLM

/// An error of JSON-RPC: the message was no request that can be answered.
struct Fault: Error {
  let code: Int64
  let message: String
  var data: Value?

  static func parse(_ message: String) -> Fault { Fault(code: -32700, message: message) }
  static func invalid(_ message: String) -> Fault { Fault(code: -32600, message: message) }
  static func method(_ message: String) -> Fault { Fault(code: -32601, message: message) }
  static func params(_ message: String) -> Fault { Fault(code: -32602, message: message) }

  /// Headers of HTTP and the message in the body say different things.
  static func headers(_ message: String) -> Fault { Fault(code: -32020, message: message) }

  /// A resource that is not there, as versions with a handshake call it.
  static func resource(_ message: String, uri: String) -> Fault {
    Fault(code: -32002, message: message, data: ["uri": .string(uri)])
  }

  static func version(_ requested: String) -> Fault {
    Fault(
      code: -32022, message: "protocol version \(requested) is not spoken here",
      data: [
        "supported": .array(ProtocolVersion.all.map { .string($0) }),
        "requested": .string(requested),
      ])
  }

  var value: Value {
    var members: [Member] = [
      Member("code", .integer(code)), Member("message", .string(message)),
    ]
    if let data { members.append(Member("data", data)) }
    return .object(members)
  }
}
