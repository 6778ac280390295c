import Testing

@testable import Relay

@Suite struct NameTokenTests {
  @Test(
    arguments: [
      ("tool_call", "tool_call"), ("build-2", "build-2"), ("build.step", "build%2Estep"),
      ("a*b>c", "a%2Ab%3Ec"), ("naïve name", "na%C3%AFve%20name"), ("%head", "%25head"),
      ("line\nbreak", "line%0Abreak"),
    ])
  func `a name is one token of letters, digits, underscores, dashes and escapes`(
    name: String, token: String
  ) {
    #expect(NameToken.encoded(name) == token)
  }

  @Test(arguments: [nil, "", "_"]) func `no name is an underscore`(name: String?) {
    #expect(NameToken.encoded(name) == "_")
  }

  @Test func `a name whose token is longer than 200 bytes is none`() {
    #expect(NameToken.encoded(String(repeating: "a", count: 200)).utf8.count == 200)
    #expect(NameToken.encoded(String(repeating: "a", count: 201)) == "_")
    // Three bytes each.
    #expect(NameToken.encoded(String(repeating: ".", count: 66)).utf8.count == 198)
    #expect(NameToken.encoded(String(repeating: ".", count: 67)) == "_")
  }
}
