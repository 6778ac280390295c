import Events
import OTLP

/// How a body is written, and so its answer.
enum IngestForm: Sendable {
  case protobuf, json, grpc

  /// By the type that a request names, whatever stands behind it.
  ///
  /// - Throws: `unsupported` for every other type, and for none.
  init(contentType: String?) throws(Refusal) {
    let type = contentType.map {
      String($0.prefix { $0 != ";" }.filter { !$0.isWhitespace }).lowercased()
    }
    switch type {
    case "application/x-protobuf": self = .protobuf
    case "application/json": self = .json
    case "application/grpc", "application/grpc+proto": self = .grpc
    default:
      let found = type.map { "the type \($0.prefix(80)) is" } ?? "a body without a Content-Type is"
      throw .unsupported(
        "\(found) no OTLP; send application/x-protobuf or application/json",
        accept: "application/x-protobuf, application/json")
    }
  }

  var contentType: String {
    switch self {
    case .protobuf: "application/x-protobuf"
    case .json: "application/json"
    case .grpc: "application/grpc"
    }
  }

  /// The message that a body is.
  func value(
    of body: [UInt8], as message: OTLPSchema.Message
  ) throws(Refusal) -> Value {
    do throws(OTLPError) {
      return switch self {
      case .json: try OTLPMessage.value(json: body, as: message)
      default: try OTLPMessage.value(protobuf: body, as: message)
      }
    } catch {
      throw error.isTooMuch ? .tooLarge(error.message) : .unreadable(error.message)
    }
  }

  func bytes(of value: Value, as message: OTLPSchema.Message) -> [UInt8] {
    guard case .json = self else { return ProtobufWriter.bytes(of: value, as: message) }
    return Array(JSONWriter.text(of: value).utf8)
  }
}
