import Events
import Testing

@testable import Relay

@Suite struct EventMessageTests {
  private let origin = "0123456789abcdef0123456789abcdef"
  private let words = OriginWords(host: "build-7", store: "api", version: "0.1.0")

  private func line(_ count: Int, time: Timestamp? = nil) -> RelayLine {
    RelayLine(
      position: Position(rawValue: 4096), offset: 1024, time: time,
      bytes: (0..<count).map { UInt8(32 + $0 % 90) })
  }

  private func messages(_ line: RelayLine, room: Int = 1 << 20) -> [(EngineMessage, String)] {
    EventMessage.messages(of: line, from: origin, words, to: "tlm.x.y", room: room)
      .map { ($0.message, $0.id) }
  }

  @Test func `a line is a message of its bytes, known by its store and position`() throws {
    let sent = messages(line(200))

    let (message, id) = try #require(sent.first)
    #expect(sent.count == 1)
    #expect(id == "\(origin):4096")
    #expect(message.payload == line(200).bytes)
    #expect(message["Tlm-Position"] == "4096" && message["Tlm-Offset"] == "1024")
    #expect(message["Tlm-Time"] == nil && message["Tlm-Part"] == nil)
    #expect(EventMessage(message)?.line == line(200))
    #expect(EventMessage(message)?.words == words)
  }

  @Test(arguments: [1_700_000_000_123_456_000, 1_700_000_000_123_456_789, -1] as [Int64])
  func `a time goes along to the nanosecond`(nanoseconds: Int64) throws {
    let time = Timestamp(rawValue: nanoseconds)
    let (message, _) = try #require(messages(line(10, time: time)).first)

    #expect(EventMessage(message)?.line.time == time)
  }

  @Test(arguments: [1, 2, 3, 100, 4000])
  func `a long line goes in parts, none of which is too large, and comes together again`(
    count: Int
  ) throws {
    let room = 700
    let long = line(count * 400)
    let sent = messages(long, room: room)

    for (message, _) in sent {
      let headers = message.headers.reduce(12) { $0 + $1.size }
      #expect(message.payload.count + headers + origin.utf8.count + 40 <= room)
    }
    #expect(Set(sent.map(\.1)).count == sent.count)
    var parts = LineParts()
    let whole = sent.reversed().compactMap { EventMessage($0.0).flatMap { parts.add($0) } }
    #expect(whole == [long])
    #expect(parts.bytes == 0)
  }

  @Test(
    arguments: [
      [], [("Tlm-Position", "1")], [("Tlm-Position", "-1"), ("Tlm-Offset", "0")],
      [("Tlm-Position", "x"), ("Tlm-Offset", "0")],
      [("Tlm-Position", "0"), ("Tlm-Offset", "9223372036854775807")],
      [("Tlm-Position", "0"), ("Tlm-Offset", "0"), ("Tlm-Part", "0/2")],
      [("Tlm-Position", "0"), ("Tlm-Offset", "0"), ("Tlm-Part", "3/2")],
      [("Tlm-Position", "0"), ("Tlm-Offset", "0"), ("Tlm-Part", "1/99999999")],
    ] as [[(String, String)]])
  func `what no relay sends is nothing`(headers: [(String, String)]) {
    let message = EngineMessage("x", headers: headers.map { EngineHeader($0.0, $0.1) })
    #expect(EventMessage(message) == nil)
  }

  @Test func `a word of a header ends no line`() {
    #expect(EngineHeader("Tlm-Store", "a\r\nNats-Rollup: all\u{0}").value == "a??Nats-Rollup: all?")
  }
}
