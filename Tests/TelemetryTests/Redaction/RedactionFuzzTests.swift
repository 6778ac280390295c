import Events
import Telemetry
import TestSupport
import Testing

@Suite struct RedactionFuzzTests {
  /// Texts of pieces that mean something to the scanner, in any order.
  private static func text(_ dice: inout Seeded) -> String {
    var corpus = SecretCorpus(dice: Seeded(dice.next()))
    var text = ""
    for _ in 0..<(1 + dice.below(12)) {
      switch dice.below(12) {
      case 0:
        let kinds = SecretCorpus.tokens + SecretCorpus.named
        text += corpus.secret(kinds[dice.below(kinds.count)]).text
      case 1: text += InnocentTexts.written[dice.below(InnocentTexts.written.count)]
      default: text += pieces[dice.below(pieces.count)]
      }
    }
    return text
  }

  private static let pieces = [
    "password", "token", "api_key", "Authorization", "Cookie", "pass", "pwd", "=", ":", ": ", " = ",
    " ",
    "\n", "\"", "'", "\\\"", "\\\\\\\"", "\\n", "\\", "{", "}", "[", "]", ",", ";", "&", "@", "://",
    "/",
    "%3D", "%22", "-", "--", "-----BEGIN RSA PRIVATE KEY-----", "-----END RSA PRIVATE KEY-----",
    "Bearer ",
    "Basic ", "sk-", "AKIA", "ghp_", "eyJ", "xoxb-", "hunter2", "swordfish", "the", "$", "${X}",
    "<", ">",
    "****", "…", "é", "🐢", "[redacted:password]", "[redacted:", "…[truncated, 5 bytes]",
    "\u{1B}[3m", "curl ",
    "-u a:b", "base64,", "0123456789abcdef0123", "AbCdEf0123456789AbCdEf0123", "u0022", "&quot;",
    "x", "1",
    "curl", "-u", "-su", "--password", "login", "-p", "x-api-key", "\",\"", "?sig=", "key-",
    "?", "|", "(", ")", "String", " is ", "null", "user:pa55", "=>", "==", "!=", "\t", "\r\n", "`",
  ]

  private static let names =
    pieces.prefix(8) + [
      "rawHeaders", "command", "args", "stringValue", "value", "name", "variable",
    ]

  private static func value(_ dice: inout Seeded, depth: Int) -> Value {
    switch dice.below(depth > 0 ? 7 : 4) {
    case 0: .integer(Int64(dice.below(100)))
    case 1: .null
    case 4: .array((0..<dice.below(4)).map { _ in value(&dice, depth: depth - 1) })
    case 5, 6:
      .object(
        (0..<dice.below(4)).map { _ in
          Member(
            dice.below(2) == 0 ? text(&dice) : names[dice.below(names.count)],
            value(&dice, depth: depth - 1))
        })
    default: .string(text(&dice))
    }
  }

  private static func rules(_ dice: inout Seeded) throws -> RedactionRules {
    var rules = RedactionRules()
    rules.hidesMail = dice.below(2) == 0
    if dice.below(2) == 0 {
      rules.patterns = [try NamedPattern("own", #"\bhunter\d|[0-9]{4,}|re"#)]
    }
    if dice.below(3) == 0 { rules.allowed = [try NamedPattern("allowed", "hunter2|.*pa55")] }
    if dice.below(3) == 0 {
      rules.fields = ["token": .hash, "password": .keep(3), "=": .drop, "pass": .keep(0)]
    }
    // A text that is cut is another one than the one that was allowed.
    guard rules.allowed.isEmpty else { return rules }
    if dice.below(2) == 0 { rules.fieldLimit = 64 + dice.below(200) }
    if dice.below(3) == 0 { rules.eventLimit = 512 + dice.below(600) }
    return rules
  }

  @Test func `what was redacted is redacted no further`() throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    for round in 0..<2000 {
      let redactor = Redactor(try Self.rules(&dice), key: [1, 2, 3])
      let text = Self.text(&dice)
      var report = RedactionReport()

      let once = redactor.text(text, &report)
      var second = RedactionReport()
      let twice = redactor.text(once, &second)

      #expect(twice == once, "seed \(seed), round \(round), of: \(text)")
      #expect(second.isEmpty || twice != once, "seed \(seed), round \(round): \(second)")
    }
  }

  @Test func `a line stays JSON, says the same as the event, and is redacted no further`() throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    for round in 0..<800 {
      let redactor = Redactor(try Self.rules(&dice), key: [1, 2, 3])
      let value = Value.object([
        Member("event", "e"), Member("v", Self.value(&dice, depth: 3)),
        Member("w", Self.value(&dice, depth: 2)),
      ])
      let line = Array(JSONWriter.text(of: value).utf8)
      var report = RedactionReport()

      let once = redactor.line(line, &report)
      let twice = redactor.line(once, &report)

      #expect(Value(json: once) != nil, "seed \(seed), round \(round)")
      #expect(
        once == twice, "seed \(seed), round \(round): \(String(decoding: line, as: UTF8.self))")
      #expect(
        once.count < max(redactor.rules.eventLimit, line.count), "seed \(seed), round \(round)")
    }
  }

  @Test func `an event is redacted no further, and as its line is`() throws {
    let seed = randomSeed()
    var dice = Seeded(seed)
    for round in 0..<800 {
      var rules = try Self.rules(&dice)
      rules.eventLimit = 1 << 20
      let redactor = Redactor(rules, key: [1, 2, 3])
      let event = NewEvent(
        "e",
        fields: [Member("v", Self.value(&dice, depth: 3)), Member("w", .string(Self.text(&dice)))])
      var report = RedactionReport()
      var lineReport = RedactionReport()

      let once = redactor.event(event, &report)
      let line = redactor.line(event.line(), &lineReport)

      #expect(redactor.event(once, &report) == once, "seed \(seed), round \(round)")
      #expect(once.line() == line, "seed \(seed), round \(round)")
    }
  }
}
