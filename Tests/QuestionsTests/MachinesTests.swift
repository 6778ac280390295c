import Documents
import Questions
import SystemCalls
import TLM
import TestSupport
import Testing

/// A store that has those of three machines, and each of these by itself.
private struct Gathered {
  let scratch = Scratch()
  let hub: Store
  /// By the machines' names.
  let own: [String: Store]

  static let names = ["build-1", "build-2", "laptop"]
  static let span: [(name: String, value: String)] = [
    ("since", "2026-01-01"), ("until", "2026-03-01"),
  ]

  init() throws {
    let log = try EventLog.create(scratch.store)
    var own: [String: Store] = [:]
    for part in 1...3 {
      for (number, name) in Self.names.enumerated() {
        var pulled = PulledLog(Self.id(number))
        pulled.host = name
        try pulled.pull(Array(Self.lines(number).prefix(part * 40)), into: log)
      }
      // What the hub says itself is nobody else's.
      let said = Self.line(9, part, #""event":"checked""#) + "\n"
      try log.append(lines: Array(said.utf8))
    }
    for (number, name) in Self.names.enumerated() {
      let path = scratch.path + "/" + name
      let log = try EventLog.create(path)
      try log.append(lines: Array(Self.lines(number).map { $0 + "\n" }.joined().utf8))
      own[name] = try Store.open(at: StoreLocation(path: path, reason: .option))
    }
    hub = try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
    self.own = own
  }

  static func id(_ number: Int) -> String { String(repeating: "a\(number + 1)", count: 16) }

  private static func line(_ machine: Int, _ number: Int, _ rest: String) -> String {
    let day = 1 + number / 3 % 28
    let date = "2026-0\(1 + machine % 2)-\(day < 10 ? "0" : "")\(day)"
    let time = "\(date)T10:00:0\(number % 10).000000Z"
    return #"{"ts":"\#(time)",\#(rest)}"#
  }

  /// The same issues on each machine, with another end; responses, calls and runs of its own.
  private static func lines(_ machine: Int) -> [String] {
    (0..<120).map { number in
      let issue = #""issue_id":"BUG-\#(number / 6)","tool":"ll-\#(number / 6 % 2)""#
      let end = number % (machine + 2) == 0 ? "failure" : "success"
      let rest =
        switch number % 6 {
        case 0: #""event":"issue_start",\#(issue)"#
        case 1: #""event":"issue_phase","phase":"plan","duration_s":\#(machine + 2),\#(issue)"#
        case 2: #""event":"issue_complete","outcome":"\#(end)","duration_s":\#(number),\#(issue)"#
        case 3:
          #""event":"tool_call_completed","tool_name":"Bash","duration_ms":\#(number + machine)"#
        case 4: response("\(machine)-\(number)", of: "s-\(machine)", 10 * (machine + 1))
        default:
          #""event":"run","run_id":"run-\#(number)","event_id":"e-\#(machine)-\#(number)","#
            + #""agent_name":"a","job_type":"j","status":"success""#
        }
      return line(machine, number, rest)
    }
  }

  private static func response(_ id: String, of session: String, _ tokens: Int) -> String {
    #""type":"assistant","sessionId":"\#(session)","uuid":"u\#(id)","requestId":"r\#(id)","#
      + #""message":{"id":"m\#(id)","role":"assistant","model":"claude-sonnet-4-20250514","#
      + #""usage":{"input_tokens":\#(tokens),"output_tokens":7}}"#
  }

  static func ask(
    _ name: String, _ store: Store, _ given: [(name: String, value: String)]
  ) throws -> Value {
    let question = try QuestionCatalog.named(name)
    return try question.answer(store, QuestionArguments(query: given, for: question.parameters))
  }
}

@Suite struct MachinesTests {
  private let gathered: Gathered
  private var hub: Store { gathered.hub }

  init() throws { gathered = try Gathered() }

  /// Of a document of trends, each value that is something, by metric and period.
  private func values(_ document: Value, of group: String? = nil) -> [String: Double] {
    let starts = document["buckets"].elements.map { $0["start"]?.text ?? "" }
    var found: [String: Double] = [:]
    for series in document["series"].elements where group == nil || series["group"]?.text == group {
      for (start, value) in zip(starts, series["values"].elements) {
        guard let number = value.number, number != 0 else { continue }
        found["\(series["metric"]?.text ?? "") \(start)"] = number
      }
    }
    return found
  }

  @Test func `trends by host are those of each machine's own log`() throws {
    let all = try Gathered.ask("trends", hub, Gathered.span + [("by", "host")])

    for (name, store) in gathered.own {
      let own = values(try Gathered.ask("trends", store, Gathered.span))
      #expect(own.keys.contains { $0.hasPrefix("cost_usd") || $0.hasPrefix("tokens") })
      #expect(values(all, of: name) == own, "\(name)")
    }
  }

  @Test(arguments: [false, true])
  func `trends by host mark as partial what trends mark, whose name ever sorts first`(
    isBounded: Bool
  ) throws {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    // The machine that sorts first begins last, and within a week.
    for (number, name, days) in [(0, "z", ["01-06", "01-20"]), (1, "a", ["01-14", "01-29"])] {
      var pulled = PulledLog(Gathered.id(number))
      pulled.host = name
      let lines = days.map { #"{"ts":"2026-\#($0)T10:00:00.000000Z","event":"e"}"# }
      try pulled.pull(lines, into: log)
    }
    let hub = try Store.open(at: StoreLocation(path: scratch.store, reason: .option))
    func buckets(_ more: [(name: String, value: String)]) throws -> Value? {
      let given = [(name: "metric", value: "events")] + more
      return try Gathered.ask("trends", hub, given + (isBounded ? Gathered.span : []))["buckets"]
    }

    let all = try buckets([])

    #expect(all?.elements.isEmpty == false)
    #expect(try buckets([("by", "host")]) == all)
  }

  @Test func `a summary by host has what each machine's own log says`() throws {
    let all = try Gathered.ask("summary", hub, Gathered.span + [("by", "host")])

    for (name, store) in gathered.own {
      let own = try Gathered.ask("summary", store, Gathered.span)
      let part = try #require(all["hosts"]?[name])
      for section in ["events", "issues", "phases", "failures", "tools", "work", "runs"] {
        #expect(own[section] != nil, "\(section)")
        #expect(part[section] == own[section], "\(name): \(section)")
      }
    }
    #expect(all["hosts"]?.members.count == 4)
  }

  @Test func `usage by host is that of each machine's own log`() throws {
    let all = try Gathered.ask("usage", hub, [("by", "host")])

    for (name, store) in gathered.own {
      let own = try Gathered.ask("usage", store, [])
      let totals = try #require(own["totals"])
      #expect(all["by_host"]?[name] == totals, "\(name)")
    }
  }

  @Test(arguments: [
    "summary", "trends", "usage", "sessions", "stats", "schema", "runs", "tail", "query",
  ])
  func `a question of one origin is answered as by its own log`(name: String) throws {
    let isOfTimes = ["summary", "trends", "usage", "stats"].contains(name)
    let given = isOfTimes ? Gathered.span : []
    for (number, host) in Gathered.names.enumerated() {
      let store = try #require(gathered.own[host])
      let own = try Gathered.ask(name, store, given).placeless
      for origin in [host, String(Gathered.id(number).prefix(8))] {
        let found = try Gathered.ask(name, hub, given + [("origin", origin)]).placeless
        #expect(found == own, "\(name) of \(origin)")
      }
    }
  }

  @Test func `an origin that nobody knows is told`() throws {
    let error = #expect(throws: QuestionError.self) {
      try Gathered.ask("summary", hub, [("origin", "nobody")])
    }

    #expect(error?.code == "noOrigin" && error?.message.contains("build-1") == true)
    #expect(error?.document.httpStatus == .notFound)
  }

  @Test func `the language asks whose an event is`() throws {
    let own = try hub.log.identity().id
    func rows(_ given: (name: String, value: String)...) throws -> [[String]] {
      try Gathered.ask("query", hub, given)["rows"].elements.map { row in
        row.members.map { $0.value.text ?? $0.value.number.map { "\(Int($0))" } ?? "-" }
      }
    }

    #expect(
      try rows(("group_by", "host")) == [
        ["build-1", "120"], ["build-2", "120"], ["laptop", "120"], ["-", "3"],
      ])
    #expect(
      try rows(("group_by", "host()"), ("where", "event = checked")) == [
        [ProcessSystem.hostName, "3"]
      ])
    let second = Gathered.id(1)
    #expect(
      try rows(("select", "host, origin()"), ("where", "run_id = run-5 and origin = \(second)"))
        == [["build-2", second]])
    #expect(
      try rows(("agg", "count"), ("where", "origin() = \(own) and name() = checked")) == [["3"]])
    #expect(
      try rows(("agg", "count"), ("where", "host() in (build-1, laptop) and issue() = BUG-3"))
        == [["6"]])
    #expect(try rows(("agg", "count"), ("where", "host exists")) == [["360"]])
  }
}

extension Value {
  /// Without what says where in a log something stands, or what its figures come to as a whole.
  fileprivate var placeless: Value {
    switch self {
    case .object(let members):
      .object(
        members.filter { !["position", "next", "digest", "store"].contains($0.name) }
          .map { Member($0.name, $0.value.placeless) })
    case .array(let elements): .array(elements.map(\.placeless))
    default: self
    }
  }
}
