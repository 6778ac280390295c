import MCP
import TLM
import TestSupport
import Testing

/// Clients of the protocol cut, or refuse, what has more than 25 000 tokens.
struct LengthTests {
  private func text(_ result: Value) -> String {
    result["content"]?.elements.first?["text"]?.words ?? ""
  }

  @Test func `one event of 1970 makes no trends that nobody can read`() throws {
    let spoken = try Spoken()
    let store = try Store.open(at: spoken.location)
    for year in 0..<56 {
      let time = Timestamp(rawValue: Int64(year) * 31_556_952_000_000_000)
      for name in ["issue_start", "issue_complete"] {
        try store.log.append(
          NewEvent(name, at: time, fields: [Member("issue_id", .string("BUG-\(year)"))]))
      }
    }
    var dispatcher = try spoken.begun()

    let whole = try dispatcher.call("trends", ["period": "daily"])
    let lately = try dispatcher.call("trends", ["period": "weekly", "since": "2026-01-01"])

    #expect(whole["isError"] == false)
    #expect(text(whole).utf8.count < 80_000)
    let trends = whole["structuredContent"]
    let buckets = trends?["buckets"]?.elements.count ?? 0
    #expect(buckets >= 12)
    for series in trends?["series"]?.elements ?? [] {
      #expect(series["values"]?.elements.count == buckets)
    }
    if case .integer(let count)? = trends?["older_left_out"] {
      #expect(count > 100)
    } else {
      Issue.record("nothing says that something was left out")
    }
    #expect(lately["structuredContent"]?["older_left_out"] == nil)
  }

  @Test func `rows with long texts come on pages`() throws {
    let spoken = try Spoken()
    let store = try Store.open(at: spoken.location)
    for number in 0..<40 {
      try store.log.append(
        NewEvent(
          "long", at: .current,
          fields: [
            Member("n", .integer(Int64(number))),
            Member("t", .string(String(repeating: "x", count: 5_000))),
          ]))
    }
    var dispatcher = try spoken.begun()
    var (numbers, offset): ([Value], Value) = ([], 0)

    while true {
      let page = try dispatcher.call(
        "query", ["event": "long", "select": "n, t", "limit": 100, "offset": offset])
      #expect(text(page).utf8.count < 40_000)
      let rows = page["structuredContent"]?["rows"]?.elements ?? []
      numbers += rows.compactMap { $0["n"] }
      guard let next = page["structuredContent"]?["next"], !rows.isEmpty else { break }
      offset = next
    }

    #expect(numbers == (0..<40).map { .integer($0) })
  }
}
