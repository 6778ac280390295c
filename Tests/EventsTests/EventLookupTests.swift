import Events
import Testing

@Suite struct EventLookupTests {
  @Test(
    arguments: [
      (#"{"event":"a","type":"b"}"#, "a"), (#"{"type":"b","event":"a"}"#, "a"),
      (#"{"event":"","event_type":"c"}"#, "c"), (#"{"event":null,"type":"b"}"#, "b"),
      (#"{"event":1,"hook_event_name":"Stop"}"#, "Stop"), (#"{"record_type":"run"}"#, "run"),
      (#"{"event":null,"event":"second"}"#, "second"),
      (#"{"event":"first","event":null}"#, nil), (#"{"event":"a","type":"t","event":""}"#, "t"),
      (#"{"event":"a","type":"t","\u0065vent":"z"}"#, "z"), (#"{"event":{"a":1}}"#, nil),
      ("{}", nil),
      (#"{"\u0065vent":"x\ny"}"#, "x\ny"), (#"{"data":{"event":"inner"}}"#, nil),
    ] as [(String, String?)])
  func `the name is the first name key that holds a string`(json: String, name: String?) throws {
    let event = try event(json)
    #expect(event.event.name == name)
    #expect(event.nameID == name.map { Event.Name($0) } ?? .none)
  }

  @Test(
    arguments: [
      (#"{"ts":"2026-01-02","timestamp":"2026-01-03"}"#, "2026-01-02"),
      (#"{"timestamp":"2026-01-03","ts":"2026-01-02"}"#, "2026-01-02"),
      (#"{"ts":"soon","timestamp":"2026-01-03"}"#, nil),
      (#"{"ts":"","timestamp":"2026-01-03"}"#, "2026-01-03"),
      (#"{"ts":null,"created_at":1767312000}"#, "2026-01-02"),
      (#"{"ts":"2026-01-\u00302"}"#, "2026-01-02"),
      (#"{"timeUnixNano":"1767312000000000000"}"#, "2026-01-02"),
      (#"{"ts":"bad","ts":"2026-01-02"}"#, "2026-01-02"),
      (#"{"ts":"2026-01-01","timestamp":"2026-01-03","ts":"2026-01-02"}"#, "2026-01-02"),
      (#"{"data":{"timestamp":"2026-01-02"}}"#, "2026-01-02"),
      (#"{"metadata":{"x":1},"payload":{"ts":"2026-01-02"}}"#, "2026-01-02"),
      (#"{"metadata":"ts","other":{"ts":"2026-01-02"}}"#, nil),
      (#"{"ts":true}"#, nil), (#"{"ts":"1767312000"}"#, "2026-01-02"), ("{}", nil),
    ] as [(String, String?)])
  func `the time is the first time key that can be read`(json: String, date: String?) throws {
    let event = try event(json)
    #expect(event.time == date.flatMap { Timestamp($0) })
    #expect(event.isTimed == (date != nil))
  }

  @Test func `an alias is looked for at the top, then inside metadata, data and payload`() throws {
    let event = try event(
      #"{"sessionId":"top","data":{"issue_id":"I-1","phase":"","sessionId":"inner"},"#
        + #""payload":{"phase":"verify","exit_code":3},"metadata":{"issueId":"I-0"},"tool":null}"#)

    #expect(event.event.sessionID == "top")
    #expect(event.event.issueID == "I-0")
    #expect(event.event.phase == "verify")
    #expect(event.event.exitCode == 3)
    #expect(event.event.tool == nil)
    #expect(event.event.integer(.exitCode) == 3)
    #expect(event.event.contains(.tool) && !event.event.contains(.phase))
  }

  @Test func `any field is found by its name, and along dots into objects`() throws {
    let event = try event(
      #"{"custom":"a\tb","n":-5,"x":1.25,"b":true,"a.b":"flat","a":{"b":"deep","c":[1,null]},"#
        + #""empty":"","big":"9007199254740993","nil":null,"\u006b":7}"#)

    #expect(event.event.string("custom") == "a\tb")
    #expect(event.event.integer("n") == -5)
    #expect(event.event.double("n") == -5)
    #expect(event.event.double("x") == 1.25)
    #expect(event.event.bool("b") == true)
    #expect(event.event.string("a.b") == "flat")
    #expect(event.event.value(named: "a.c") == [1, nil])
    #expect(event.event.string("empty") == "")
    #expect(event.event.integer("big") == 9_007_199_254_740_993)
    #expect(event.event.value(named: "nil") == nil)
    #expect(event.event.integer("k") == 7)
    #expect(event.event.value(named: "none") == nil && event.event.value(named: "a.d") == nil)
  }

  @Test func `members are visited in the order of the line`() throws {
    let event = try event(#"{"phases":{"z":1,"a\"b":2.5,"z":[{}]},"other":1}"#)
    var visited: [Member] = []

    event.event.forEachMember(of: .phases) { visited.append(Member($0, $1.value)) }

    #expect(visited == [Member("z", 1), Member("a\"b", 2.5), Member("z", [[:]])])
  }

  @Test func `a recorded event is what was lent`() throws {
    let json = #"{"ts":"2026-01-02T03:04:05Z","event":"x","n":1}"#
    let event = try event(json)

    #expect(event.line == [UInt8](json.utf8))
    #expect(event.fields.count == 3)
    #expect(event.position == .start)
    #expect(event.event.value(.ts) == "2026-01-02T03:04:05Z")
  }
}
