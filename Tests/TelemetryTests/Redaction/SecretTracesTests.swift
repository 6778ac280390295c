import Events
import SystemCalls
import TestSupport
import Testing

@testable import Telemetry

/// What is passed at a glance is what would be left as it is if it were looked at closely.
@Suite struct SecretTracesTests {
  /// Lines of JSON as somebody wrote them who escapes what need not be escaped.
  private struct Writer {
    var dice: Seeded
    var corpus: SecretCorpus

    init(seed: UInt64) {
      dice = Seeded(seed)
      corpus = SecretCorpus(dice: Seeded(dice.next()))
    }

    mutating func line() -> [UInt8] {
      let escapes = dice.below(4) == 0
      let members = (0..<(1 + dice.below(1 + dice.below(4)))).map { _ in member(escapes) }
      return Array("{\(members.joined(separator: ","))}\n".utf8)
    }

    private mutating func member(_ escapes: Bool) -> String {
      let name = dice.below(3) == 0 ? text() : pick(Self.names)
      let texts = (0..<dice.below(4)).map { _ in quoted(text(), escapes) }
      switch dice.below(8) {
      case 0: return "\(quoted(name, escapes)):\(dice.below(1000))"
      case 1: return "\(quoted(name, escapes)):[\(texts.joined(separator: ","))]"
      case 2:
        let value = quoted(text(), escapes)
        return "\"a\":[{\"name\":\(quoted(name, escapes)),\"value\":\(value)}]"
      case 3:
        let pairs = texts.map { "[\($0),\(quoted(text(), escapes))]" }
        return "\(quoted(name, escapes)):[\(pairs.joined(separator: ","))]"
      case 4:
        let (program, value) = (quoted(pick(Self.names), escapes), quoted(text(), escapes))
        return "\(quoted(name, escapes)):[\"curl\",\(program),\"-su\",\(value)]"
      case 5:
        let value = quoted(text(), escapes)
        return "\(quoted(name, escapes)):{\"stringValue\":\(value)}"
      default: return "\(quoted(name, escapes)):\(quoted(text(), escapes))"
      }
    }

    private mutating func text() -> String {
      var text = ""
      for _ in 0..<dice.below(dice.below(2) == 0 ? 3 : 7) {
        switch dice.below(10) {
        case 0:
          let kinds = SecretCorpus.tokens + SecretCorpus.named
          let kind = pick(kinds)
          text += pick(SecretCorpus.texts(of: corpus.secret(kind)))
        case 1: text += pick(InnocentTexts.written)
        case 2...5: text += pick(SecretTracesTests.pieces)
        default: text += pick(["the ", "parser ", "reads\n", "a line ", "é", "42", "_", "\t"])
        }
      }
      return text
    }

    private mutating func quoted(_ text: String, _ escapes: Bool) -> String {
      var result = "\""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\"", "\\": result += "\\\(scalar)"
        case "\n": result += "\\n"
        case "\t": result += "\\t"
        case "/" where escapes && dice.below(3) == 0: result += "\\/"
        default:
          let isEscaped = scalar.value < 0x20 || escapes && scalar.value < 256 && dice.below(9) == 0
          let digits = String(scalar.value, radix: 16, uppercase: dice.below(2) == 0)
          result +=
            isEscaped
            ? "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            : String(scalar)
        }
      }
      return result + "\""
    }

    private mutating func pick(_ list: [String]) -> String { list[dice.below(list.count)] }

    private static let names = [
      "text", "content", "password", "input_tokens", "token", "apiKey", "name", "value", "auth",
      "headers", "args", "command", "stringValue", "cookie", "x-amz-signature", "secret_value",
      "passphrases", "credentials", "pwd", "uuid",
    ]
  }

  fileprivate static let pieces = [
    "password", "token", "tokens", "api_key", "Authorization", "Cookie: a=b1", "pass", "pwd", "=",
    ":", " ", "\n", "\"", "'", "\\", "-", "--", "-----BEGIN RSA PRIVATE KEY-----", "BEGIN",
    "Bearer ", "Basic dXNlcjpwYTU1dzByZA==", "sk-", "AKIA", "ghp_", "eyJ", "hunter2", "://",
    "u:pa55@h/", "@",
    "curl", "-su", " -sSLu a:b1 ", " -Np'x1' ", "mongosh -p x1 ", "\",\"", "x-api-key", "?sig=",
    "key-", "a1B2c3D4e5F6g7.atlasv1.", "curl ", "-u a:b", " -u", "\n-u me:pa55w0rd ", "mysql ",
    "-phunter2 ", "--user x:y1",
    "redis-cli", " -a s3cr3t ", "docker login ", "https", "http://h/", "12345678:AA", "SK", "SG.",
    "X-Amz-",
    "Signature", "hooks.slack.com/services/", "T1/B2/c3", "Z2hw", "LS0tLS1CRUdJTi", "%3D", ">", "<",
    "AbCdEf0123456789AbCdEf0123456789AbCdEf0123456789", "0123456789abcdef0123456789abcdef",
    "\u{7F}",
  ]

  @Test(arguments: 0..<4)
  func `a line that is passed at a glance stays as it is when it is looked at`(number: Int) {
    let seed = randomSeed()
    var writer = Writer(seed: seed &+ UInt64(number))
    let redactor = Redactor(Self.rules)
    var (passed, hidden) = (0, 0)
    for _ in 0..<2500 {
      let line = writer.line()
      var (quick, close) = (RedactionReport(), RedactionReport())

      let result = redactor.line(ofJSON: line, &quick)

      #expect(
        result == redactor.line(line, &close),
        "seed \(seed), \(number): \(String(decoding: line, as: UTF8.self))")
      #expect(quick == close, "seed \(seed), \(number)")
      passed += Self.stand(in: line) ? 0 : 1
      hidden += close.isEmpty ? 0 : 1
    }
    #expect(passed > 100 && hidden > 500, "\(passed) passed, \(hidden) hidden")
  }

  private static func stand(in line: [UInt8]) -> Bool { SecretTraces.known.stand(in: line.span) }

  private static var rules: RedactionRules {
    var rules = RedactionRules()
    (rules.fieldLimit, rules.eventLimit) = (.max, .max)
    return rules
  }

  @Test(arguments: SecretCorpus.tokens + SecretCorpus.named)
  func `each way to say a secret has a trace`(kind: String) {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    let redactor = Redactor(Self.rules)
    for _ in 0..<20 {
      for text in SecretCorpus.texts(of: corpus.secret(kind)) {
        let line = Array("{\"t\":\(SecretCorpus.quoted(text))}".utf8)
        var report = RedactionReport()
        _ = redactor.line(line, &report)
        let stands = Self.stand(in: line)
        #expect(stands || report.isEmpty, "seed \(seed): \(text)")
      }
    }
  }

  @Test(arguments: TokenRule.all.indices)
  func `each token has a trace, in plain letters and in Base64`(number: Int) {
    let rule = TokenRule.all[number]
    let token = rule.prefix + [UInt8](repeating: UInt8(ascii: "A"), count: 60)

    #expect(Self.stand(in: [0x22] + token + [0x22]))
    if rule.prefix.count > 2 {
      let encoded = Array(Base64.text(of: token).utf8)
      #expect(Self.stand(in: [0x22] + encoded + [0x22]))
    }
  }

  @Test(arguments: [
    "the author reads each class, makes a basics message and passes it on: next",
    "make test && git diff --stat",
    #"{"usage":{"input_tokens":5,"cache_read_input_tokens":7},"cwd":"/home/me/project"}"#,
    "see https://example.com/a/b?page=2#top, or http://localhost:8080/x",
    "rebase -p, and tar -u x",
    #"{"model":"claude-sonnet-4-5","requestId":"req_011CSHoEeqs5C35K2UUqR7Fy"}"#,
    #"{"text":"\u001b[31mred\u001b[0m: tasks, disks and keyboards in second place\n"}"#,
  ])
  func `what most lines are made of has none`(text: String) {
    #expect(!Self.stand(in: Array(text.utf8)))
  }

  @Test func `three bytes are found wherever they stand, in letters of either size`() {
    let seed = randomSeed()
    var dice = Seeded(seed)
    let patterns = [Array("key".utf8), Array("://".utf8), Array("b_p".utf8), Array("tt3".utf8)]
    var search = TripleSearch()
    for bytes in patterns { search.add(TripleSearch.number(bytes[0], bytes[1], bytes[2])) }
    for length in 0..<80 {
      var line = [UInt8](repeating: UInt8(ascii: "."), count: length)
      let start = dice.below(length + 1)
      let pattern = patterns[dice.below(patterns.count)]
      let isUpper = dice.below(2) == 0
      if start + 3 <= length {
        for index in 0..<3 {
          let isLetter = pattern[index].isLowercase
          line[start + index] = isUpper && isLetter ? pattern[index] & ~0x20 : pattern[index]
        }
      }

      let found = search.first(in: line.span)
      let next = search.first(in: line.span, from: start + 1)

      #expect(found == (start + 3 <= length ? start : nil), "seed \(seed), \(length), \(start)")
      #expect(next == nil, "seed \(seed), \(length)")
    }
  }
}
