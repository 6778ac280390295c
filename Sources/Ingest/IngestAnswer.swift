import Events
import OTLP

extension OTLPIngest {
  /// What a sender is answered, over HTTP and over gRPC.
  package struct Answer: Sendable, Equatable {
    /// The status of HTTP.
    package let status: Int
    /// The type of the body; nil where there is none.
    package let contentType: String?
    /// Other headers: names in small letters, and their values.
    package let headers: [Header]
    /// What stands in an answer over HTTP; of gRPC the message, where the status is 0.
    package let body: [UInt8]
    /// The same for gRPC.
    package let grpc: GRPC
    /// How many spans, points or records came into the log by it.
    package let appended: Int
    /// How many were there before.
    package let known: Int
    /// How many were left out, as the answer says.
    package let rejected: Int

    /// A header of HTTP.
    package struct Header: Sendable, Equatable {
      package let name: String
      package let value: String
    }

    /// How a call of gRPC ends.
    package struct GRPC: Sendable, Equatable {
      /// The number of `grpc-status`.
      package let status: Int
      /// The sentence of `grpc-message`, before it is escaped; empty where it went well.
      package let message: String
      /// The bytes of `grpc-status-details-bin`, before they are base64; nil where there are none.
      package let details: [UInt8]?
    }
  }
}

extension OTLPIngest.Answer {
  /// That a request was taken, and what of it was left out.
  init(
    _ signal: OTLPSignal, _ form: IngestForm, appended: Int, known: Int,
    _ rejections: Rejections, warning: String?
  ) {
    var partial: [Member] = []
    if rejections.count > 0 {
      partial.append(Member(signal.rejectedName, .string(String(rejections.count))))
    }
    let message = rejections.message ?? warning
    if let message { partial.append(Member("errorMessage", .string(message))) }
    let response = Value.object(
      partial.isEmpty ? [] : [Member("partialSuccess", .object(partial))])
    status = 200
    contentType = form.contentType
    headers = []
    body = form.bytes(of: response, as: signal.response)
    grpc = GRPC(status: 0, message: "", details: nil)
    (self.appended, self.known, rejected) = (appended, known, rejections.count)
  }

  /// That a request was refused before it came here, in the encoding that it names.
  ///
  /// - Parameter status: of HTTP.
  package init(refusal status: Int, _ message: String, contentType: String?) {
    let isJSON = contentType.map { $0.lowercased().contains("json") } ?? true
    self.init(
      status == 503 ? .unavailable(message, after: 5) : Refusal(status: status, message),
      isJSON ? .json : .protobuf)
  }

  /// That a request was refused.
  init(_ refusal: Refusal, _ form: IngestForm) {
    status = refusal.status
    contentType = form.contentType
    headers = refusal.headers
    body = form.bytes(
      of: ["code": .integer(Int64(refusal.code)), "message": .string(refusal.message)],
      as: .rpcStatus)
    grpc = GRPC(status: refusal.code, message: refusal.message, details: refusal.details)
    (appended, known, rejected) = (0, 0, 0)
  }
}
