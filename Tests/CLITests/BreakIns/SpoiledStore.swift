import TLM
import TestSupport
import Testing

/// A store with an index, kept states and rows, whose file somebody overwrites, and what the real
/// program answers.
struct SpoiledStore {
  let sandbox: Sandbox
  /// What a scan of the log answers to each question.
  let expected: [Answer]
  /// The file with everything in it.
  let whole: [UInt8]

  struct Answer: Equatable {
    let code: Int32
    let output: String
  }

  /// One command, and what it reads.
  struct Question: Sendable {
    let words: [String]
    var input = ""
  }

  var data: String { sandbox.store + "/views/data.mdb" }

  /// A copy of a store that is made once: its answers and its file take their time.
  init() throws {
    let made = try Self.made.get()
    sandbox = try Sandbox(hasStore: false)
    try #require(sandbox.shell("cp -a '\(made.sandbox.store)' .tlm").code == 0)
    (expected, whole) = (made.expected, made.whole)
  }

  private static let made = Result { try SpoiledStore(in: Sandbox()) }

  private init(in sandbox: Sandbox) throws {
    self.sandbox = sandbox
    try #require(sandbox.tlm("append", input: Self.lines).code == 0)
    // Where a file stands in the folder's place there can be no index.
    let views = sandbox.store + "/views"
    Scratch.remove(views)
    try Disk.write(views, [])
    var expected: [Answer] = []
    for question in Self.questions { expected.append(try Self.ask(question, sandbox).answer) }
    self.expected = expected
    Scratch.remove(views)
    for question in Self.questions + Self.questions { _ = try Self.ask(question, sandbox) }
    whole = try Disk.bytes(views + "/data.mdb")
  }

  func ask(_ question: Int) throws -> (answer: Answer, errors: String) {
    try Self.ask(Self.questions[question], sandbox)
  }

  private static func ask(_ question: Question, _ sandbox: Sandbox) throws -> (
    answer: Answer, errors: String
  ) {
    let result = try sandbox.tlm(question.words, bytes: Array(question.input.utf8))
    return (Answer(code: result.code, output: result.output), result.errors)
  }

  /// The file as it was when all was well.
  func restore() throws { try Disk.write(data, whole) }

  /// Whether all is well with the file, by the doctor.
  func isWell() throws -> Bool {
    let (code, report) = try sandbox.report()
    #expect(code <= 1)
    return codes(report).allSatisfy { $0 == "quarantined" }
  }

  /// Every question, none of which changes the log.
  static let questions = [
    Question(words: ["query", "--trace-id", "trace-77", "--json"]),
    Question(words: ["query", "--trace-id", "trace-none", "--json"]),
    Question(words: ["query", "--issue-id", "BUG-42", "--count"]),
    Question(words: ["query", "--event", "tool*", "--count"]),
    Question(words: ["query", "--event-id", "e1234", "--json"]),
    Question(words: ["query", "--stream", "order-3", "--newest-first", "--json"]),
    Question(words: [
      "query", "--since", "2026-02-13T00:20:00Z", "--until", "2026-02-13T00:30:00Z", "--count",
    ]),
    Question(words: ["query", "--tool", "t3", "--event", "untimed", "--json"]),
    Question(words: ["replay", "-p", "event-counts", "--digest"]),
    Question(words: ["replay", "-p", "velocity", "--digest"]),
    Question(words: ["replay", "-p", "issues", "--digest"]),
    Question(words: ["replay", "-p", "phase-timing", "--from-zero", "--digest"]),
    Question(words: ["projections", "rows", "issues", "--key", "BUG-7", "--json"]),
    Question(words: ["projections", "rows", "issues", "--key", "BUG-7000", "--json"]),
    Question(words: ["projections", "rows", "issues", "--after", "BUG-2", "--json"]),
    Question(words: [
      "sensors", "get", "perf_tool_error_rate", "--at", "2026-02-13T01:00:00Z", "--json",
    ]),
    Question(words: ["append", "--key", "k17", "--json"], input: keyed(17)),
    Question(
      words: ["append", "--expect-revision", "order-3=7", "--json"], input: "{\"event\":\"x\"}\n"),
    Question(
      words: ["append", "--if-none", "--trace-id", "trace-900", "--json"],
      input: "{\"event\":\"x\"}\n"),
  ]

  private static func keyed(_ number: Int) -> String {
    #"{"event":"charged","ts":"2026-02-13T00:00:00Z","idempotency_key":"k\#(number)"}"# + "\n"
  }

  /// Lines of all kinds that the index treats alike no two of.
  private static let lines: String = {
    var lines = ""
    for number in 0..<4000 {
      let time = "2026-02-13T0\(number / 3600):\(two(number / 60 % 60)):\(two(number % 60))Z"
      switch number % 50 {
      case 0: lines += keyed(number / 50)
      case 7:
        lines += #"{"event":"ordered","stream":"order-\#(number % 9)","ts":"\#(time)"}"# + "\n"
      case 11: lines += #"{"event":"untimed","tool":"t\#(number % 4)","n":\#(number)}"# + "\n"
      case 13: lines += "no JSON \(number)\n"
      case 17:
        lines +=
          #"{"event":"issue_complete","ts":"\#(time)","issue_id":"BUG-\#(number % 300)","result":"success"}"#
          + "\n"
      default:
        lines +=
          #"{"event":"tool_call_completed","ts":"\#(time)","tool":"t\#(number % 7)","issue_id":"BUG-\#(number % 300)","trace_id":"trace-\#(number / 4)","event_id":"e\#(number)","success":\#(number % 5 > 0)}"#
          + "\n"
      }
    }
    return lines
  }()

  private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
