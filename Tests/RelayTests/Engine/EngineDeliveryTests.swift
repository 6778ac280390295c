import Testing

@testable import Relay

@Suite struct EngineDeliveryTests {
  private func delivery(_ reply: String?) -> EngineDelivery? {
    EngineDelivery(EngineMessage("tlm.x.y", reply: reply))
  }

  @Test func `where a message stands is read off the subject that it is acknowledged at`() throws {
    let old = try #require(delivery("$JS.ACK.tlm.hub.2.17.5.1700000000000000000.3"))
    let new = try #require(delivery("$JS.ACK._.account.tlm.hub.2.17.5.1700000000000000000.3.word"))

    for found in [old, new] {
      #expect(found.deliveries == 2 && found.sequence == 17 && found.pending == 3)
      #expect(found.time_ns == 1_700_000_000_000_000_000)
    }
  }

  @Test(arguments: [nil, "", "$JS.ACK.tlm.hub", "_INBOX.x", "$JS.ACK.tlm.hub.a.b.c.d.e"])
  func `what is no delivery is none`(reply: String?) {
    #expect(delivery(reply) == nil)
  }

  @Test func `what the engine says of a message is one of four`() {
    func outcome(_ text: String, _ headers: [EngineHeader] = []) -> EnginePublisher.Outcome {
      EnginePublisher.outcome(EngineMessage("x", headers: headers, payload: Array(text.utf8)))
    }

    #expect(outcome(#"{"stream":"tlm","seq":7}"#) == .kept(sequence: 7, isRepeat: false))
    #expect(
      outcome(#"{"stream":"tlm","seq":7,"duplicate":true}"#) == .kept(sequence: 7, isRepeat: true))
    #expect(outcome("", [EngineHeader("Status", "503")]) == .unheard)
    #expect(
      outcome(#"{"error":{"code":503,"err_code":10077,"description":"full"},"seq":0}"#)
        == .refused(code: 10077, words: "full"))
    #expect(outcome("what") != .kept(sequence: 0, isRepeat: false))
  }
}
