import TLM

/// A message of JSON-RPC 2.0, read.
enum Message {
  case request(Request)
  /// Nobody waits for an answer.
  case notification(method: String)
  /// An answer, of which there is none that we wait for.
  case response

  struct Request {
    let id: Value
    let method: String
    /// An object; empty where there is none.
    let params: Value
  }

  /// What is wrong with a message, and whose answer that is.
  struct Refusal: Error {
    var id = Value.null
    let fault: Fault
  }

  init(_ bytes: [UInt8]) throws(Refusal) {
    // Bodies of HTTP may be laid out over several lines.
    let line = bytes.map { $0 == 10 || $0 == 13 ? 32 : $0 }
    guard let value = Value(json: line) else {
      throw Refusal(fault: .parse("the message is no JSON, or nested too deeply"))
    }
    guard case .object = value else {
      throw Refusal(
        fault: .invalid("a message is one object; of several send each alone"))
    }
    let id = try Self.id(in: value)
    guard value["jsonrpc"] == "2.0" else {
      throw Refusal(id: id ?? .null, fault: .invalid("jsonrpc must be \"2.0\""))
    }
    switch value["method"] {
    case .string(let method)?:
      guard let id else {
        self = .notification(method: method)
        return
      }
      self = .request(Request(id: id, method: method, params: try Self.params(in: value, id)))
    case nil where value["result"] != nil || value["error"] != nil: self = .response
    default: throw Refusal(id: id ?? .null, fault: .invalid("method must be a text"))
    }
  }

  private static func id(in value: Value) throws(Refusal) -> Value? {
    switch value["id"] {
    case nil: return nil
    case .string?, .integer?, .unsigned?: return value["id"]
    default: throw Refusal(fault: .invalid("id must be a text or a whole number"))
    }
  }

  private static func params(in value: Value, _ id: Value) throws(Refusal) -> Value {
    switch value["params"] {
    case nil: return [:]
    case .object?: return value["params"] ?? [:]
    default: throw Refusal(id: id, fault: .params("params must be an object"))
    }
  }
}
