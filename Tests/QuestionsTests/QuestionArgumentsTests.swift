import Documents
import Questions
import TLM
import TestSupport
import Testing

struct QuestionArgumentsTests {
  static let mistakes: [(question: String, given: [(name: String, value: String)], says: String)] =
    [
      ("summary", [("sinse", "7d")], "there is no parameter sinse; did you mean since?"),
      ("summary", [("since", "7d"), ("since", "8d")], "since is given twice"),
      ("summary", [("since", "")], "since is \"\"; it takes a text that is not empty"),
      ("summary", [("since", "soon")], "'soon' is no period"),
      ("trends", [("period", "weekli")], "did you mean weekly?"),
      ("trends", [("metric", "coast_usd")], "did you mean cost_usd?"),
      ("trends", [("metric", "sessions"), ("by", "tool")], "it is told by host"),
      ("trends", [("until", "7d")], "until goes with since"),
      ("query", [("limit", "0")], "limit is 0; it takes a whole number from 1 to 1000"),
      ("query", [("limit", "ten")], "limit is \"ten\""),
      ("query", [("limit", "99999999999999999999")], "limit is"),
      ("query", [("count", "maybe")], "it takes true or false"),
      ("query", [("where", "duration >")], "duration >"),
      ("query", [("outcome", "meh")], "there is no outcome meh"),
      ("query", [("since", "soon")], "since is 'soon'"),
      ("query", [("zone", "Moon/Base")], "zone is 'Moon/Base'"),
      ("query", [("every", "1x")], "every is '1x'"),
      ("query", [("select", "event"), ("agg", "count")], "give one or the other"),
      ("query", [("select", "event"), ("count", "true")], "count and newest_first are of events"),
      ("query", [("select", "event"), ("cursor", "5")], "cursor is of events"),
      ("query", [("offset", "5")], "offset is of rows"),
      ("query", [("order", "duration_s"), ("cursor", "5")], "order of events"),
      ("stats", [("by", "phase, event")], "by takes one value"),
      ("trace", [], "id is missing"),
      ("trace", [("id", "no-such-id-anywhere")], "there is no issue, run, session or trace"),
      ("run", [("id", "no-such-id-anywhere")], "there is no run"),
      ("session", [("id", "no-such-id-anywhere")], "there is no session"),
      ("runs", [("status", "meh")], "status is 'meh'"),
      ("runs", [("where", "status ?")], "status ?"),
      ("sensors", [("name", "perf_tool_eror_rate")], "did you mean perf_tool_error_rate?"),
      ("sensors", [("window", "1x")], "window is '1x'"),
      ("sensors", [("quantile", "2")], "quantile is 2"),
      ("sensors", [("aggregate", "mean")], "aggregate needs a window"),
      ("projection", [("name", "no-such")], "there is no projection no-such"),
      ("projection", [("name", "velocity"), ("set", "per")], "set takes key=value"),
      ("projection", [("name", "velocity"), ("set", "pr=day")], "pr"),
      ("projection", [("name", "velocity"), ("at", "today"), ("to", "1")], "give at or to"),
    ]

  @Test func `what cannot be meant names the parameter, and says what can`() throws {
    let asked = try Asked()
    for (name, given, says) in Self.mistakes {
      let error = #expect(throws: QuestionError.self, "\(name) \(given)") {
        try asked.document(name, given)
      }

      let (code, message) = (error?.code ?? "", error?.message ?? "")
      #expect(message.contains(says), "\(message)")
      #expect(["question", "parameter", "notFound"].contains(code), "\(code): \(message)")
      let status = error?.document.httpStatus.code
      #expect(status == (code == "notFound" ? 404 : 400), "\(message)")
    }
  }

  @Test func `a question that there is not is told with the one that was meant`() {
    let error = #expect(throws: QuestionError.self) { try QuestionCatalog.named("sumary") }
    #expect(error?.message.contains("did you mean summary?") == true)
    #expect(error?.document.httpStatus.code == 404)
  }

  @Test func `arguments of a tool are the same as those of a URL, in the types of JSON`() throws {
    let question = try QuestionCatalog.named("query")
    let asked = try Asked()
    let json: Value = [
      "event": ["issue*"], "limit": 3.0, "newest_first": true, "where": "duration() > 1s",
      "since": .null,
    ]

    let given = try QuestionArguments(json: json, for: question.parameters)

    let same = try asked.document(
      "query",
      [
        ("event", "issue*"), ("limit", "3"), ("newest-first", ""), ("where", "duration() > 1s"),
      ])
    #expect(try question.answer(asked.store(), given) == same)
  }

  static let wrong: [Value] = [
    ["limit": "3"], ["limit": 3.5], ["limit": true], ["event": 7], ["event": [[]]], ["event": [""]],
    ["newest_first": "yes"], ["since": 7], ["limit": -1], ["limit": .double(.infinity)], [],
    "query", ["nope": 1],
  ]

  @Test(arguments: wrong)
  func `a value of another type is refused`(json: Value) throws {
    let question = try QuestionCatalog.named("query")
    let error = #expect(throws: QuestionError.self) {
      try QuestionArguments(json: json, for: question.parameters)
    }
    #expect(error?.code == "parameter")
  }
}
