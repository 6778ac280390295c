import Ingest
import OTLP
import TLM

/// Who answers calls of gRPC: of values, with no network in it.
package struct GRPCService: Sendable {
  private let access: Access
  private let desk: Desk
  /// Bytes of a message that are taken.
  package let limit = OTLPIngest.Settings().bodyLimit

  package init(_ access: Access, _ desk: Desk) { (self.access, self.desk) = (access, desk) }

  /// gRPC's own numbers for how a call ends.
  private enum Status {
    static let invalid = 3
    static let denied = 7
    static let exhausted = 8
    static let unimplemented = 12
    static let `internal` = 13
    static let unauthenticated = 16
  }

  package func reply(to request: GRPCRequest, from peer: RequestHead.Peer) async -> GRPCReply {
    let headers = request.headers
    guard headers[":method"] == "POST",
      headers.mediaType?.hasPrefix("application/grpc") == true
    else { return GRPCReply(status: Status.invalid, "this is no call of gRPC") }
    if let refusal = refusal(of: headers, from: peer) { return refusal }
    let path = headers[":path"] ?? ""
    guard let signal = OTLPSignal.allCases.first(where: { $0.method == path }) else {
      return GRPCReply(
        status: Status.unimplemented,
        "there is no such method; this takes traces, metrics and logs of OpenTelemetry")
    }
    if request.isTooLarge {
      return GRPCReply(
        status: Status.exhausted,
        "the message is over the limit of \(limit) bytes; send it in parts")
    }
    guard let message = request.message else {
      return GRPCReply(status: Status.invalid, "a call takes one message, whole")
    }
    let encoding = message.isPacked ? headers["grpc-encoding"] ?? "gzip" : nil
    desk.state.note { $0.requests += 1 }
    return await withTaskExecutorPreference(desk.tellers) {
      take(signal, message.bytes, packedAs: encoding)
    }
  }

  private func take(
    _ signal: OTLPSignal, _ message: [UInt8], packedAs encoding: String?
  ) -> GRPCReply {
    do {
      let answer = try desk.ingest().take(
        signal, contentType: "application/grpc", contentEncoding: encoding, body: message)
      guard answer.grpc.status != 0 else { return GRPCReply(message: answer.body) }
      return GRPCReply(
        status: answer.grpc.status, answer.grpc.message, details: answer.grpc.details)
    } catch {
      return GRPCReply(status: Status.internal, "\(error)")
    }
  }

  private func refusal(of headers: HeaderFields, from peer: RequestHead.Peer) -> GRPCReply? {
    var headers = headers
    headers["host"] = headers[":authority"] ?? headers["host"]
    guard let head = RequestHead(method: "POST", target: "/", headers: headers, peer: peer),
      let refusal = access.refusal(of: head, for: .tell)
    else { return nil }
    return refusal.status == 401
      ? GRPCReply(status: Status.unauthenticated, "this takes the server's token as a bearer")
      : GRPCReply(
        status: Status.denied, "this server is asked as 127.0.0.1 or localhost, by no other's page")
  }
}
