import Documents
import Journal
import TLM
import TestSupport
import Testing

@Suite struct WorkDocumentTests {
  private static let lines = """
    {"type":"user","uuid":"1","sessionId":"s","cwd":"/w/one","gitBranch":"main",\
    "timestamp":"2026-09-01T23:59:00Z","message":{"content":"do it"}}
    {"type":"assistant","uuid":"2","sessionId":"s","timestamp":"2026-09-01T23:59:10Z",\
    "message":{"id":"m","model":"claude-opus-4-5-20251101","content":[{"type":"tool_use",\
    "id":"toolu_01ABCDEFGHJKLMNP","name":"Bash"}],"usage":{"input_tokens":9,\
    "output_tokens":120,"cache_read_input_tokens":91}}}
    {"type":"user","uuid":"3","sessionId":"s","timestamp":"2026-09-02T00:00:30Z",\
    "message":{"content":[{"type":"tool_result","tool_use_id":"toolu_01ABCDEFGHJKLMNP",\
    "is_error":true,"content":"no such file"}]}}
    {"type":"system","subtype":"compact_boundary","uuid":"4","sessionId":"s",\
    "timestamp":"2026-09-02T00:00:40Z"}
    {"type":"assistant","uuid":"5","sessionId":"s","timestamp":"2026-09-02T00:01:10Z",\
    "message":{"id":"n","model":"nobodys","usage":{"input_tokens":1,"output_tokens":2}}}

    """

  private func answer(_ question: UsageQuestion) throws -> UsageAnswer {
    let scene = try Scene(Self.lines)
    let answer = try scene.store.usage(question)
    try #require(answer.totals.responses == 2)
    return answer
  }

  @Test func `usage says its figures in all, by model, day and session`() throws {
    var question = UsageQuestion()
    question.hasHours = true
    let answer = try answer(question)

    try Golden.check(
      "UsageDocument",
      [
        ("plain", UsageDocument(answer).json),
        ("weeks", UsageDocument(answer, .weeks, hasBreakdown: true).json),
        ("months", UsageDocument(answer, .months).json),
        ("projects", UsageDocument(answer, .projects).json),
        ("blocks", UsageDocument(answer, .blocks).json),
        ("hosts", UsageDocument(answer, .hosts([("build-7", answer.totals)])).json),
      ])
  }

  @Test func `sessions say how they went`() throws {
    let answer = try answer(UsageQuestion(hasDetails: true))

    try Golden.check("SessionsDocument", SessionsDocument(answer))
  }

  @Test func `a session says what happened in it`() throws {
    let scene = try Scene(Self.lines)
    var question = UsageQuestion(hasDetails: true)
    question.session = { $0 == "s" }
    let answer = try scene.store.usage(question)
    var timeline = SessionTimeline()
    try scene.store.query(Query()) { event in
      timeline.observe(event)
      return true
    }

    try Golden.check("SessionDocument", SessionDocument("s", answer, timeline))
  }

  @Test func `the prices of the file are those that come with tlm`() throws {
    let path = Golden.folder.replacing("/Tests/DocumentsTests/Golden", with: "/prices.yaml")
    let bytes = Array(try Disk.text(path).utf8)

    let prices = try PriceFile.prices(in: bytes, file: path)

    #expect(prices.count == PriceTable.shipped.prices.count)
    for (read, shipped) in zip(prices, PriceTable.shipped.prices) {
      #expect(read.model == shipped.model && read.rates == shipped.rates)
      #expect(read.from == shipped.from && read.above == shipped.above)
    }
  }

  @Test func `a file of prices says each mistake with its place`() throws {
    let text = """
      prices:
        - {input: 1}
        - {model: a, input: -1, from: yesterday, outptu: 2}
      """
    let error = #expect(throws: ConfigurationError.self) {
      try PriceFile.prices(in: Array(text.utf8), file: "p.yaml")
    }

    let mistakes = (error?.mistakes ?? []).map(\.description)
    #expect(mistakes.count == 4 && mistakes.allSatisfy { $0.hasPrefix("p.yaml:") })
    #expect(mistakes.contains { $0.contains("did you mean output?") })
  }
}
