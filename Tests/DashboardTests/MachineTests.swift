import Analysis
import TLM
import TestSupport
import Testing

@testable import Dashboard

/// Pages of a store that has those of several machines.
@Suite struct MachineTests {
  private let scratch = Scratch()
  private let hub: Store

  init() throws {
    let log = try EventLog.create(scratch.store)
    for (number, host) in ["build-7", "build-8"].enumerated() {
      var origin = PulledLog(String(repeating: "a\(number)", count: 16))
      origin.host = host
      let lines = (0...number).map { run in
        #"{"ts":"2026-02-0\#(run + 1)T10:00:00Z","event":"run","run_id":"r\#(run)","#
          + #""event_id":"\#(host)-\#(run)","status":"failure","agent_name":"a","job_type":"j"}"#
      }
      try origin.pull(lines, into: log)
    }
    hub = try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
  }

  private func body(_ path: String, _ query: [Address.Pair] = [], of store: Store) throws -> String
  {
    let page = try #require(PageCatalog.all.first { $0.path == path && !$0.isChange })
    let request = PageRequest(query: query, runs: RunShelf(of: store), sessions: SessionShelf())
    guard case .page(let content) = try page.answer(request, store) else {
      Issue.record("\(path) is no page")
      return ""
    }
    return content.body.text
  }

  @Test func `machines stand beside each other, each with a way to its own pages`() throws {
    let text = try body("/machines", [.init("since", "2026-01-01")], of: hub)

    #expect(text.contains(#"<a href="/?origin=build-7">build-7</a></td><td class="number">1</td>"#))
    #expect(text.contains(#"<a href="/?origin=build-8">build-8</a></td><td class="number">2</td>"#))
  }

  @Test func `every link and form of a page keeps the machine that was chosen`() throws {
    let part = try hub.only(of: ["build-8"])

    let (text, frame) = try ChosenMachine.keeping("build-8") {
      let content = PageContent("Runs", in: "Runs", "<p>a</p>")
      let frame = Frame.document(
        content, store: "x", now: Timestamp(wholeSecond: 0), machines: try hub.machineNames())
      return (try body("/runs", of: part), frame.text)
    }

    let links = text.matches(of: /href="(\/[^"]*)"/).map { String($0.1) }
    #expect(!links.isEmpty && links.allSatisfy { $0.contains("origin=build-8") })
    let forms = text.matches(of: /<form method="get"/).count
    #expect(text.matches(of: /name="origin" value="build-8"/).count == forms && forms > 0)
    #expect(frame.contains(#"<option selected>build-8</option>"#))
    #expect(frame.contains(#"data-stream="/v1/events/stream?origin=build-8""#))
    #expect(frame.contains(#"href="/machines?origin=build-8""#))
    #expect(!frame.contains("assets/tlm.css?origin"))
  }

  @Test func `runs of a machine are its own, whoever asked before`() throws {
    let shelf = RunShelf(of: hub)

    let all = try shelf.page(RunFilter(), offset: 0, limit: 10)
    let part = try RunShelf(of: hub.only(of: ["build-7"])).page(RunFilter(), offset: 0, limit: 10)
    let again = try shelf.page(RunFilter(), offset: 0, limit: 10)

    #expect((all.total, part.total, again.total) == (3, 1, 3))
  }

  @Test func `what is kept of a machine goes on with its own events alone`() throws {
    func lines(_ runs: ClosedRange<Int>, _ status: String) -> [String] {
      runs.map { run in
        #"{"ts":"2026-03-01T10:00:00Z","event":"run","event_id":"build-8-\#(run)","#
          + #""run_id":"r","status":"\#(status)"}"#
      }
    }
    let shelf = RunShelf(of: hub)
    func statuses(_ machine: String) throws -> [Outcome?] {
      try shelf.shelf(of: hub.only(of: [machine])).page(RunFilter(), offset: 0, limit: 10)
        .runs.map(\.status)
    }
    var (own, other) = (
      PulledLog(String(repeating: "c0", count: 16)), PulledLog(String(repeating: "d0", count: 16))
    )
    (own.host, other.host) = ("build-9", "build-10")
    let begun = lines(0...1, "running")
    try own.pull(begun, into: hub.log)
    #expect(try statuses("build-9") == [.running, .running])
    #expect(try statuses("build-8") == [.failure, .failure])

    try other.pull(lines(0...5, "timeout"), into: hub.log)
    try own.pull(begun + lines(1...2, "success"), into: hub.log)
    try hub.log.append(NewEvent("run", at: .current, fields: [Member("event_id", "build-8-1")]))

    #expect(Set(try statuses("build-9")) == [.running, .success])
    #expect(try statuses("build-9").count == 3)
    #expect(try statuses("build-8") == [.failure, .failure])
    #expect(try shelf.shelf(of: hub) === shelf)
    let kept = try shelf.shelf(of: hub.only(of: ["build-9"]))
    #expect(try shelf.shelf(of: hub.only(of: ["c0c0c0"])) === kept)
  }

  @Test func `of many machines those stay that were asked for last`() {
    var recent = Recent<Int, Int>(most: 3)
    var made: [Int] = []
    for key in [1, 2, 3, 1, 4, 1, 3, 2] {
      _ = recent.value(of: key) {
        made.append(key)
        return key
      }
    }

    #expect(made == [1, 2, 3, 4, 2])
  }

  @Test func `a store of one machine has no field to choose one`() throws {
    let log = try EventLog.create(scratch.path + "/alone")
    try log.append(NewEvent("said", at: .current))
    let store = try Store.open(at: StoreLocation(path: log.layout.root, reason: .option))

    #expect(try store.machineNames().isEmpty)
    let frame = Frame.document(
      PageContent("Runs", in: "Runs", "<p>a</p>"), store: "x", now: Timestamp(wholeSecond: 0))
    #expect(!frame.text.contains("origin"))
  }
}
