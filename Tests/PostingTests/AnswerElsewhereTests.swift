import Testing

@testable import Posting

/// An answer to what was posted is fetched from where it is, with nothing of what was sent.
@Suite struct AnswerElsewhereTests {
  private func posted(to url: String = "https://ada:word@a.example/exec") -> AnswerElsewhere {
    var request = PostRequest(url: url, body: [1, 2, 3])
    request.headers = [
      (name: "User-Agent", value: "tlm"), (name: "Content-Type", value: "application/json"),
      (name: "Authorization", value: "Bearer secret"), (name: "Idempotency-Key", value: "r1"),
    ]
    (request.ownCertificate, request.ownKey) = ("own.pem", "own.key")
    return AnswerElsewhere(request)
  }

  private func refusal(_ step: AnswerElsewhere.Step?) -> String? {
    guard case .ended(let response)? = step else { return nil }
    return response.words
  }

  @Test(arguments: [200, 204, 400, 404, 429, 500, 503])
  func `an answer that leads nowhere is the last`(status: Int) {
    var answer = posted()

    let step = answer.step(behind: PostResponse(status: status), leadingTo: nil)

    #expect(step == nil)
  }

  @Test(arguments: [302, 303]) func `nothing of what was sent goes there`(status: Int) throws {
    var answer = posted()

    let step = answer.step(
      behind: PostResponse(status: status), leadingTo: "https://ada:word@b.example/echo?x=1@2")

    guard case .fetch(let next)? = step else {
      Issue.record("it is not fetched: \(String(describing: step))")
      return
    }
    #expect(next.url == "https://b.example/echo?x=1@2")
    #expect(next.body.isEmpty)
    #expect(next.headers.map(\.name) == ["User-Agent"])
    #expect(next.ownCertificate == nil && next.ownKey == nil)
    let last = answer.step(behind: PostResponse(status: 200), leadingTo: nil)
    guard case .ended(PostResponse(status: 200))? = last else {
      Issue.record("it was not taken: \(String(describing: last))")
      return
    }
  }

  @Test(arguments: [301, 307, 308]) func `it is posted to nobody else`(status: Int) throws {
    var answer = posted()

    let step = answer.step(
      behind: PostResponse(status: status), leadingTo: "https://b.example/exec")

    let words = try #require(refusal(step))
    #expect(words.hasPrefix("it answered \(status), which would have it posted elsewhere"))
  }

  @Test(arguments: ["http://a.example/echo", "HTTP://a.example/", "ftp://a.example/", "/echo", ""])
  func `from https it is fetched by https alone`(place: String) throws {
    var answer = posted()

    let step = answer.step(behind: PostResponse(status: 302), leadingTo: place)

    #expect(refusal(step) != nil)
  }

  @Test func `what leads on and on is left after five`() throws {
    var answer = posted(to: "http://a.example/exec")

    for hop in 0..<AnswerElsewhere.mostHops {
      let place = "http://a.example/\(hop)"
      let step = answer.step(behind: PostResponse(status: 302), leadingTo: place)
      guard case .fetch? = step else {
        Issue.record("it is fetched: \(String(describing: step))")
        return
      }
    }

    let step = answer.step(behind: PostResponse(status: 302), leadingTo: "http://a.example/5")
    #expect(refusal(step) == "it answered 302, and led on 5 times before")
  }

  @Test func `a place that fails is told as such`() throws {
    var answer = posted()
    _ = answer.step(behind: PostResponse(status: 302), leadingTo: "https://b.example/echo")

    let step = answer.step(behind: PostResponse(status: 500), leadingTo: nil)

    #expect(refusal(step) == "where it led the answer was 500")
  }
}
