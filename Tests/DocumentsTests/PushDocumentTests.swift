import Documents
import Relay
import TLM
import TestSupport
import Testing

@Suite struct PushDocumentTests {
  @Test func `a push says as which store it was, how far it is and what it came to`() throws {
    var place = RelayPlace.start
    place.pass(Array(#"{"event":"said"}"#.utf8).span, at: Position(rawValue: 57))
    var tally = PushTally()
    (tally.events, tally.bytes, tally.heads) = (1, 16, 2)
    let report = PushReport(
      origin: "0123456789abcdef0123456789abcdef", stream: "tlm", url: "nats://127.0.0.1:4222",
      place, through: Position(rawValue: 90), tally)

    try Golden.check("PushDocument", PushDocument(report))
  }
}
