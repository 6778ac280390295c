import Events
import Testing

@testable import Posting

/// Calls of gRPC as requests of HTTP/2, and what their answers mean for whoever sends.
@Suite struct GRPCCallTests {
  private func response(
    status: Int = 200, _ headers: [String: String], body: [UInt8] = []
  ) -> PostResponse {
    GRPCCall.response(status: status, body: body) { headers[$0] }
  }

  @Test func `a message has its length before it`() {
    #expect(GRPCCall.body(of: [7, 8], isPacked: false) == [0, 0, 0, 0, 2, 7, 8])
    #expect(GRPCCall.body(of: [], isPacked: true) == [1, 0, 0, 0, 0])
    let long = GRPCCall.body(of: Array(repeating: 1, count: 70_000), isPacked: false)
    #expect(long.prefix(5) == [0, 0, 1, 0x11, 0x70])
  }

  @Test func `what went well has the message for its body`() {
    let body: [UInt8] = [0, 0, 0, 0, 2, 7, 8]

    #expect(response(["grpc-status": "0"], body: body).body == [7, 8])
    #expect(response(["grpc-status": "0"], body: body).status == 200)
    // Cut off, packed or empty, it says nothing.
    #expect(response(["grpc-status": "0"], body: Array(body.dropLast())).body == [])
    #expect(response(["grpc-status": "0"], body: [1, 0, 0, 0, 1, 9]).body == [])
    #expect(response(["grpc-status": "0"]).body == [])
  }

  @Test(arguments: [
    (1, 503), (2, 500), (3, 400), (4, 503), (5, 400), (7, 403), (8, 413), (10, 503), (11, 503),
    (12, 404), (13, 500), (14, 503), (15, 503), (16, 401), (99, 500), (-1, 500),
  ])
  func `only what OTLP sends again is sent again`(number: Int, status: Int) {
    let response = response(["grpc-status": String(number), "grpc-message": "a%20b%25%"])

    #expect(response.status == status && response.isJSON)
    #expect(response.body == Array(#"{"message":"a b%%"}"#.utf8))
    #expect(response.words?.hasPrefix("it answered grpc-status \(number) (") == true)
  }

  @Test func `who is exhausted and says when is asked again then`() {
    // Status{8, "later", [RetryInfo{2 s}]}
    let info: [UInt8] = [0x0A, 2, 0x08, 2]
    let type = Array("type.googleapis.com/google.rpc.RetryInfo".utf8)
    let any = [0x0A, UInt8(type.count)] + type + [0x12, UInt8(info.count)] + info
    let status: [UInt8] = [0x08, 8, 0x1A, UInt8(any.count)] + any
    let response = response([
      "grpc-status": "8", "grpc-status-details-bin": Base64.text(of: status, isPadded: false),
    ])

    #expect(response.status == 429 && response.retryAfter == "2")
    #expect(GRPCCall.pause("!") == nil && GRPCCall.pause("AAAA") == nil)
    #expect(GRPCCall.pause(Base64.text(of: type)) == 0)
  }

  @Test func `what is no answer of gRPC is told as that`() {
    #expect(response([:]).words?.contains("speaks no gRPC") == true)
    #expect(response(status: 404, ["retry-after": "3"]).status == 404)
    #expect(response(status: 404, ["retry-after": "3"]).retryAfter == "3")
  }
}
