import Events
import Testing

@testable import Relay

@Suite struct RelayDocumentTests {
  private let origin = "0123456789abcdef0123456789abcdef"

  private var place: RelayPlace {
    var place = RelayPlace.start
    place.pass(Array("{}".utf8).span, at: Position(rawValue: 100))
    return place
  }

  @Test func `a place goes behind a line and its end`() {
    #expect(place.position.rawValue == 103)
    #expect(place.offset == 3)
    #expect(place.lines == 1)
  }

  @Test func `a head is read as it is written`() throws {
    let head = RelayHead(
      origin: origin, place, OriginWords(host: "h", store: "s \"x\"", version: "1"),
      at: try #require(Timestamp("2026-02-13T10:00:00Z")))

    #expect(RelayHead(head.bytes) == head)
    #expect(head.id == "\(origin):head:3:\(place.chain.hex.prefix(16))")
  }

  @Test(
    arguments: [
      "", "{}", "[]", #"{"origin":"x","position":0,"offset":0,"lines":0}"#,
      #"{"origin":"0123456789abcdef0123456789abcdef","position":-1,"offset":0,"lines":0}"#,
    ])
  func `what is no head is nothing`(text: String) {
    #expect(RelayHead(Array(text.utf8)) == nil)
  }

  @Test func `a request is read as it is written, and no wild numbers are`() {
    let request = GapRequest(from: 5, to: 900, position: Position(rawValue: 77), part: 2)

    #expect(GapRequest(request.bytes) == request)
    for text in [
      #"{"from":-1,"position":0,"to":5}"#, #"{"from":5,"position":0,"to":4}"#,
      #"{"from":0,"position":0,"to":9223372036854775807}"#, #"{"from":0,"to":1}"#,
      #"{"from":0,"position":0,"to":1,"part":0}"#, #"{"from":"0","position":0,"to":1}"#,
    ] {
      #expect(GapRequest(Array(text.utf8)) == nil, "\(text)")
    }
  }

  @Test func `answers are read as they are written`() throws {
    let time = try #require(Timestamp("2026-02-13T10:00:00Z"))
    let first = RelayLine(
      position: Position(rawValue: 9), offset: 5, time: time, bytes: [65, 13, 66])
    let second = RelayLine(position: Position(rawValue: 90), offset: first.next, bytes: [])
    let answers: [GapAnswer] = [
      .lines([first, second]), .lines([]),
      .part(EventMessage(first, part: 2, of: 3)),
      .gone(to: 50, position: Position(rawValue: 60), reason: "pruned"),
      .unknown(reason: "nobody knows"),
    ]

    for answer in answers { #expect(GapAnswer(answer.bytes(from: 5), from: 5) == answer) }
  }

  @Test func `an answer that was cut or altered is none`() {
    let lines = [RelayLine(position: .start, offset: 5, bytes: [65, 66])]
    let whole = GapAnswer.lines(lines).bytes(from: 5)

    for count in 0..<whole.count { #expect(GapAnswer(Array(whole.prefix(count)), from: 5) == nil) }
    for text in [
      "{\"status\":\"ok\",\"lines\":9223372036854775807}\n",
      "{\"status\":\"ok\",\"lines\":1}\n{\"position\":0,\"length\":99999}\nx\n",
      "{\"status\":\"gone\",\"to\":1,\"position\":0}\n", "{\"status\":\"what\"}\n",
      "{\"status\":\"ok\",\"lines\":1}\n{\"position\":0,\"length\":3}\na\nb\n",
    ] {
      #expect(GapAnswer(Array(text.utf8), from: 5) == nil, "\(text)")
    }
  }
}
