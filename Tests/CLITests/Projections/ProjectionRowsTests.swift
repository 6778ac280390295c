import TLM
import TestSupport
import Testing

@Suite struct ProjectionRowsTests {
  private func store() throws -> Sandbox {
    let sandbox = try Sandbox()
    var lines = ""
    for number in 10..<40 {
      lines +=
        #"{"event":"issue_start","issue_id":"BUG-\#(number)","tool":"t\#(number % 2)"}"# + "\n"
      guard number % 3 == 0 else { continue }
      lines += #"{"event":"issue_complete","issue_id":"BUG-\#(number)","result":"success"}"# + "\n"
    }
    try #require(try sandbox.tlm("append", input: lines).code == 0)
    return sandbox
  }

  @Test(arguments: [true, false])
  func `one row, and pages that go on where the last one ended`(isKept: Bool) throws {
    let sandbox = try store()
    if isKept {
      try #require(try sandbox.tlm("projections", "rebuild", "issues").code == 0)
      try #require(
        try sandbox.tlm("emit", "issue_start", "issue_id=BUG-40", "tool=t0").code == 0)
    }
    let total = isKept ? 31 : 30

    let one = try json(
      sandbox.tlm("projections", "rows", "issues", "--key", "BUG-12", "--json").output)
    #expect(one["rows"]?.elements.count == 1 && one["count"]?.integer == Int64(total))
    #expect(one["rows"]?.elements.first?["row"]?["success"] == 1)
    let log = try json(sandbox.tlm("replay", "-p", "issues", "--json").output)
    #expect(one["through"] == log["through"])

    var keys: [String] = []
    var pages = 0
    var next: String?
    repeat {
      let words = ["projections", "rows", "issues", "--limit", "7", "--json"]
      let page = try json(sandbox.tlm(words + (next.map { ["--after", $0] } ?? [])).output)
      keys += (page["rows"]?.elements ?? []).compactMap { $0["key"]?.text }
      next = page["next"]?.text
      pages += 1
    } while next != nil
    #expect(keys == (10..<10 + total).map { "BUG-\($0)" } && pages == 5)
  }

  @Test func `rows are chosen by their fields, and none found is 1`() throws {
    let sandbox = try store()

    let open = try json(
      sandbox.tlm(
        "projections", "rows", "issues", "--where", "open=true", "--where", "tool=t1", "--json"
      ).output)
    let none = try sandbox.tlm("projections", "rows", "issues", "--key", "BUG-99")
    let table = try sandbox.tlm("projections", "rows", "issues", "--limit", "2")

    let keys = (open["rows"]?.elements ?? []).compactMap { $0["key"]?.text }
    #expect(keys == (10..<40).filter { $0 % 2 == 1 && $0 % 3 != 0 }.map { "BUG-\($0)" })
    #expect(none.code == 1 && none.output.contains("30"))
    #expect(table.code == 0 && table.lines.count == 4)
    #expect(table.lines[1].hasPrefix("BUG-10  {\"open\":true"))
    #expect(table.lines[3].contains("--after BUG-11"))
  }

  @Test func `a projection without rows says where its state is, and mistakes are 64`() throws {
    let sandbox = try Sandbox()

    let whole = try sandbox.tlm("projections", "rows", "velocity")

    #expect(whole.code == 64 && whole.errors.contains("tlm replay --projection velocity"))
    for words in [
      ["nonsense"], ["issues", "--limit", "0"], ["issues", "--key", "a", "--after", "b"],
      ["issues", "--where", "open"], [],
    ] {
      #expect(try sandbox.tlm(["projections", "rows"] + words).code == 64, "\(words)")
    }
  }

  @Test func `a store that cannot be written answers the same`() throws {
    let sandbox = try store()
    let words = ["projections", "rows", "issues", "--json"]
    let before = try sandbox.tlm(words)
    try #require(try sandbox.shell("chmod -R a-w .tlm").code == 0)
    defer { _ = try? sandbox.shell("chmod -R u+w .tlm") }

    #expect(try sandbox.tlm(words).output == before.output)
  }
}
