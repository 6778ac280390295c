import Events
import Telemetry
import TestSupport
import Testing

@Suite struct RedactorTests {
  private func line(_ text: String, _ rules: RedactionRules = .init()) -> String {
    var report = RedactionReport()
    let key = Array("key".utf8)
    return String(
      decoding: Redactor(rules, key: key).line(Array(text.utf8), &report), as: UTF8.self)
  }

  @Test func `a member of a telling name is hidden wholly, at any depth, and counts stay`() {
    var report = RedactionReport()
    let event = NewEvent(
      "login",
      fields: [
        Member("input_tokens", 12), Member("token", 42), Member("user", "bob"),
        Member("config", ["dbPassword": "the one of bob", "list": [["api-key": "abc"]]]),
        Member("cookie", ["a", "b"]), Member("pwd", "/home/bob"), Member("password", ""),
        Member("headers", [["name": "Authorization", "value": "x y"]]),
        Member("argv", ["tool", "--password", "abc", "--verbose"]),
      ])

    let redacted = Redactor().event(event, &report)

    #expect(
      redacted.fields == [
        Member("input_tokens", 12), Member("token", 42), Member("user", "bob"),
        Member(
          "config",
          ["dbPassword": "[redacted:password]", "list": [["api-key": "[redacted:secret]"]]]),
        Member("cookie", ["[redacted:cookie]", "[redacted:cookie]"]), Member("pwd", "/home/bob"),
        Member("password", ""),
        Member("headers", [["name": "Authorization", "value": "[redacted:authorization]"]]),
        Member("argv", ["tool", "--password", "[redacted:password]", "--verbose"]),
      ])
    #expect(report.counts == ["password": 2, "secret": 1, "cookie": 2, "authorization": 1])
  }

  @Test func `names of events and of members are redacted as well`() {
    var report = RedactionReport()
    let token = "gh" + "p_" + String(repeating: "a1B2", count: 9)

    let event = Redactor().event(
      NewEvent("got \(token)", fields: [Member(token, ["\(token)": 1])]), &report)

    #expect(event.name == "got [redacted:github]")
    #expect(event.fields == [Member("[redacted:github]", ["[redacted:github]": 1])])
  }

  @Test(arguments: [
    (#"{"a":1,"password":"x"}"#, #"{"a":1,"password":"[redacted:password]"}"#),
    (
      #" { "n" : 12345678901234567890123 , "password" : "x" , "d" : 3.50 } "#,
      #" { "n" : 12345678901234567890123 , "password" : "[redacted:password]" , "d" : 3.50 } "#
    ),
    (#"{"a":1,"gone":{"b":[1,"}"]},"c":2}"#, #"{"a":1,"c":2}"#),
    (#"{"gone":1, "c":2}"#, #"{ "c":2}"#), (#"{"c":2, "gone":1}"#, #"{"c":2}"#),
    (#"{"gone":1}"#, "{}"), (#"{"gone":1,"gone":2,"d":{"gone":3,"e":4}}"#, #"{"d":{"e":4}}"#),
    (#"{"first":"abcdef"}"#, #"{"first":"abc[redacted:keep]"}"#),
    (
      #"{"first":"abc","last":{"first":123456}}"#,
      #"{"first":"abc","last":{"first":"123[redacted:keep]"}}"#
    ),
    (#"{"\u0070assword":"\u0078"}"#, #"{"\u0070assword":"[redacted:password]"}"#),
    (
      #"["password=hunter2",[{"x":"\ud800"}]]"#,
      #"["password=[redacted:password]",[{"x":"\ud800"}]]"#
    ),
    ("no json, password=hunter2", "no json, password=[redacted:password]"),
    (#"{"a":1e999,"a":-0,"token":17}"#, #"{"a":1e999,"a":-0,"token":17}"#),
  ])
  func `a line keeps every byte but those that are hidden`(text: String, wanted: String) {
    var rules = RedactionRules()
    rules.fields = ["gone": .drop, "first": .keep(3)]

    #expect(line(text, rules) == wanted)
    #expect(line(text + "\n", rules) == wanted + "\n")
    #expect(line(wanted, rules) == wanted)
  }

  @Test func `bytes that are no characters stay`() {
    var report = RedactionReport()
    let bytes: [UInt8] = [0xFF, 0x00, 0x22, 0x7B, 0x0D, 0x0A]
    #expect(Redactor().line(bytes, &report) == bytes)
  }

  @Test func `a field is hashed by the key of the store, equal values alike, and once`() {
    var rules = RedactionRules()
    rules.fields["user"] = .hash

    let hashed = line(#"{"user":"what do ya want for nothing?","n":{"user":7}}"#, rules)

    // The digest of RFC 4231 for another key is another one; this one was made with Python's hmac.
    #expect(hashed.hasPrefix(#"{"user":"hmac-sha256:"#))
    #expect(line(hashed, rules) == hashed)
    #expect(line(#"{"user":"a"}"#, rules) != line(#"{"user":"b"}"#, rules))
    #expect(line(#"{"user":7}"#, rules) == line(#"{"user":"7"}"#, rules))
    var report = RedactionReport()
    let event = Redactor(rules).event(NewEvent("e", fields: [Member("user", "a")]), &report)
    #expect(event.fields == [Member("user", "[redacted:hash]")])
  }

  @Test func `the rule of a field goes before what its name says`() {
    var rules = RedactionRules()
    rules.fields["token"] = .keep(.max)
    #expect(line(#"{"token":"Hello"}"#, rules) == #"{"token":"Hello"}"#)
  }

  @Test func `patterns of the user are hidden, and what is allowed stays`() throws {
    var rules = RedactionRules()
    rules.patterns = [try NamedPattern("badge", #"\bB-\d{4}\b"#)]
    rules.allowed = [try NamedPattern("test", "hunter[0-9]"), try NamedPattern("lab", "B-00.*")]
    var report = RedactionReport()

    let text = Redactor(rules).text("B-1234 B-0012 password=hunter2 password=hunter22", &report)

    #expect(text == "[redacted:badge] B-0012 password=hunter2 password=[redacted:password]")
    #expect(report.sortedCounts.map(\.rule) == ["badge", "password"])
    #expect(line(#"{"password":"hunter2"}"#, rules) == #"{"password":"hunter2"}"#)
  }

  @Test(arguments: [
    ("docker run -u 1000:1000 image", "docker run -u [redacted:own]:[redacted:own] image"),
    ("curl -u [redacted:own]:secret x", "curl -u [redacted:own]:[redacted:password] x"),
    ("curl -ubob:[redacted:own] x", "curl -ubob:[redacted:own] x"),
  ])
  func `what is hidden is not taken apart by what is looked for next`(
    text: String, wanted: String
  ) throws {
    var rules = RedactionRules()
    rules.patterns = [try NamedPattern("own", "[0-9]{4,}")]
    var report = RedactionReport()

    #expect(Redactor(rules).text(text, &report) == wanted)
  }

  @Test func `a deep line is redacted on the stack of any thread`() {
    let deep =
      String(repeating: "[", count: 1000) + "\"password=hunter2\""
      + String(repeating: "]", count: 1000)
    #expect(line(deep).contains("[redacted:password]"))
  }

  /// The number in the mark is none of the value's digits, by which a `pass` is told from a word.
  @Test func `a text that was cut is judged by what is left of it`() {
    var rules = RedactionRules()
    rules.fieldLimit = 64
    let redactor = Redactor(rules)
    var report = RedactionReport()
    let words = String(repeating: "all tests were green again and ", count: 4)

    let once = redactor.line(Array(#"{"event":"e","pass":"\#(words)"}"#.utf8), &report)

    #expect(String(decoding: once, as: UTF8.self).contains("…[truncated, "))
    #expect(redactor.line(once, &report) == once)
    let secret = redactor.line(
      Array(#"{"event":"e","pass":"hunter2…[truncated, 9 bytes]"}"#.utf8), &report)
    #expect(String(decoding: secret, as: UTF8.self).contains(#""pass":"[redacted:password]""#))
  }
}
