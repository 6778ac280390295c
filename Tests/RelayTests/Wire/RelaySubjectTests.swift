import Testing

@testable import Relay

@Suite struct RelaySubjectTests {
  private let origin = "0123456789abcdef0123456789abcdef"

  @Test func `events, heads and requests have subjects of their own`() throws {
    let subject = try RelaySubject("tlm")

    #expect(subject.event(of: origin, named: "a.b") == "tlm.\(origin).a%2Eb")
    #expect(subject.event(of: origin, named: "%head") == "tlm.\(origin).%25head")
    #expect(subject.head(of: origin) == "tlm.\(origin).%head")
    #expect(subject.heads == "tlm.*.%head")
    #expect(subject.request(to: origin) == "tlm.relay.request.\(origin)")
  }

  @Test func `a subject says whose it is, and whether it is a head`() throws {
    let subject = try RelaySubject("tlm")

    let event = try #require(subject.parse("tlm.\(origin).x"))
    let head = try #require(subject.parse("tlm.\(origin).%head"))

    #expect(event.origin == origin && !event.isHead)
    #expect(head.origin == origin && head.isHead)
  }

  @Test(
    arguments: [
      "", "tlm", "tlm.x", "tlm.x.y", "other.0123456789abcdef0123456789abcdef.x",
      "tlm.0123456789abcdef0123456789abcdef.x.y", "tlm.0123456789ABCDEF0123456789ABCDEF.x",
    ])
  func `any other subject is nobody's`(text: String) throws {
    #expect(try RelaySubject("tlm").parse(text) == nil)
  }

  @Test(arguments: ["", "a.b", "a b", "a*", ">", "ü", String(repeating: "a", count: 65)])
  func `what is no name of a stream is refused`(name: String) {
    let error = #expect(throws: RelayError.self) { _ = try RelaySubject(name) }
    #expect(error?.code == .unusable)
  }
}
