import Events

/// What a receiver says about a request that it took.
package struct OTLPAnswer: Sendable, Equatable {
  /// How many spans or records it left out.
  package let rejected: Int64
  /// Why, or what it warns of; empty where it has nothing to say.
  package let message: String

  /// What the body of a 2xx says; nothing where nobody can read it, as receivers answer in other forms
  /// than they are asked in.
  package init(body: [UInt8], isJSON: Bool, signal: OTLPSignal) {
    let response =
      isJSON
      ? Value(json: body.filter { $0 != UInt8(ascii: "\n") })
      : ProtobufReader.value(of: body, as: signal.response)
    let partial = response?["partialSuccess"]
    let count = partial?[signal.rejectedName].map { Int64(bitPattern: OTLPNumber.bits($0)) } ?? 0
    rejected = max(0, count)
    message = partial?["errorMessage"]?.text ?? ""
  }

  /// The sentence of an error's body, which is a status of RPC in either form; nil where it has none.
  package static func sentence(ofError body: [UInt8]) -> String? {
    if let json = Value(json: body.filter { $0 != UInt8(ascii: "\n") }) {
      return json["message"]?.text ?? json["error"]?.text ?? json["detail"]?.text
    }
    guard let message = ProtobufReader.value(of: body, as: .rpcStatus)?["message"]?.text,
      !message.isEmpty
    else { return nil }
    return message
  }
}
