import Testing

@testable import Server

@Suite struct CallTests {
  private func request(_ bytes: [UInt8], limit: Int = 100) -> GRPCRequest {
    var request = GRPCRequest(limit: limit)
    _ = request.add(bytes)
    return request
  }

  @Test func `A call's message stands behind five bytes`() throws {
    let message = try #require(request([1, 0, 0, 0, 3, 7, 8, 9]).message)

    #expect(message.bytes == [7, 8, 9])
    #expect(message.isPacked)
    #expect(request([0, 0, 0, 0, 0]).message?.bytes == [])
  }

  @Test(
    arguments: [
      [], [0, 0, 0, 0], [0, 0, 0, 0, 2, 1], [0, 0, 0, 0, 1, 1, 2], [2, 0, 0, 0, 0],
      [0, 255, 255, 255, 255, 1],
    ] as [[UInt8]])
  func `What is not one whole message is none`(_ bytes: [UInt8]) {
    #expect(request(bytes).message == nil)
  }

  @Test func `More than the limit is not kept`() {
    let large = request([UInt8](repeating: 0, count: 106))

    #expect(large.isTooLarge)
    #expect(large.message == nil)
  }

  @Test func `A reply says its length, and a failure its sentence in escapes`() {
    #expect(GRPCReply(message: [9]).message == [0, 0, 0, 0, 1, 9])
    #expect(GRPCReply.escaped("100 % ä\n") == "100 %25 %C3%A4%0A")
    let details = GRPCReply(status: 3, "x", details: [1]).trailers.last
    #expect(details?.0 == "grpc-status-details-bin" && details?.1 == "AQ")
  }
}
