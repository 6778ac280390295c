import TLM
import TestSupport
import Testing

/// A trend is told to people where there is enough to tell it from.
@Suite struct TrendTests {
  /// So many completions on each of the days from the first of January on, and a day after them.
  private func said(_ counts: [Int]) throws -> (people: String, report: Value?) {
    let sandbox = try Sandbox()
    var lines = [#"{"ts":"2026-01-01T00:00:00Z","event":"begin"}"#]
    for (day, count) in counts.enumerated() {
      for number in 0..<count {
        lines.append(
          #"{"ts":"2026-01-0\#(day + 1)T12:00:00Z","event":"issue_complete","issue_id":"B-\#(day)-\#(number)"}"#
        )
      }
    }
    lines.append(#"{"ts":"2026-03-01T00:00:00Z","event":"end"}"#)
    let text = lines.map { $0 + "\n" }.joined()
    try #require(sandbox.tlm("append", input: text).code == 0)
    return (
      try sandbox.tlm("replay", "-p", "velocity").output,
      try json(sandbox.tlm("replay", "-p", "velocity", "--json").output)["report"]
    )
  }

  @Test(arguments: [[1], [1, 0, 2], [3, 2, 1], [1, 2, 4]])
  func `of a few completions it is said that they are too few`(counts: [Int]) throws {
    let (people, report) = try said(counts)

    #expect(people.contains("too little to tell a trend"), "\(people)")
    #expect(!people.contains("creasing"))
    #expect(report?["trend_clear"] == false)
  }

  @Test func `of eight the trend is told`() throws {
    let (people, report) = try said([1, 3, 4])

    #expect(people.contains("increasing"), "\(people)")
    #expect(report?["trend"] == "increasing" && report?["trend_clear"] == true)
  }

  @Test func `what sensors say of many periods puts nothing out that is kept of windows`() throws {
    let sandbox = try Sandbox()
    let text = String(repeating: "x", count: 200)
    var lines = ""
    for number in 0..<2000 {
      let (day, minute) = (1 + number / 400, number % 60)
      lines +=
        #"{"ts":"2026-01-0\#(day)T10:\#(minute < 10 ? "0" : "")\#(minute):00Z","#
        + #""event":"tool_call_completed","success":true,"text":"\#(text)"}"# + "\n"
    }
    try #require(sandbox.tlm("append", input: lines).code == 0)
    let kept = "ls .tlm/views/windows | wc -l"

    let trends = "tlm trends --daily --sensor safety_tool_calls_total"
    let first = try sandbox.shell("\(trends) > one; \(kept)")
    let second = try sandbox.shell("\(trends) > two; cmp one two && \(kept)")

    // What it was asked of at all is one window; each of the five days would be another.
    #expect(first.output.filter(\.isNumber) == "1", "\(first)")
    #expect(second.output == first.output)
  }
}
