import Events
import Folding
import Projections
import Testing

@Suite struct IssuesTests {
  @Test func `a completion told twice leaves the attempt of a session that died open`() throws {
    let begun = [
      issue("issue_start", at: 1, session: "dead"), issue("issue_start", at: 2, session: "b"),
    ]
    let done = issue("issue_complete", at: 3, session: "b")

    let rows = try given(Issues(), begun + [done, done])
    let over = try given(Issues(), begun + [done, done, issue("issue_complete", session: "dead")])

    let row = try #require(rows["BUG-1"])
    #expect(row.isOpen && row.completed == 1 && row.duplicates == 1)
    let last = try #require(over["BUG-1"])
    #expect(!last.isOpen && last.completed == 2 && last.duplicates == 1)
    let bytes = try StateEncoder().encode(row)
    #expect(try StateDecoder().decode(Issues.Row.self, from: bytes) == row)
  }
}
