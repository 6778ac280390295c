import Events
import Telemetry
import TestSupport
import Testing

/// The quick look at a line finds what the close one finds.
@Suite struct LineLookTests {
  private static let names = [
    "text", "password", "api_key", "input_tokens", "token", "name", "value", "Value", "content",
    "cmd", "command", "args", "headers", "variable", "stringValue", "auth", "cookie",
    "x-\\u0061pi-key", "a b", "sessionId", "uuid",
  ]
  private static let texts = [
    "plain words about keys and tokens", "ghp_" + String(repeating: "a1B2c3D4", count: 5),
    "export API_KEY=sk-proj-8f7Gh2Kl9Qw3Er5Ty7Ui1Op4As6Df0Zx", "Authorization", "-p", "--password",
    "hunter2hunter2", #"line one\nline two\ttoken: abcDEF123456789012345678"#,
    #"say \"password\": \"s3cr3tP4ss!\""#, #"\u001b[31mred\u001b[0m"#, #"C:\\temp\\new"#, "",
    "https://me:pa55w0rd@example.org/x", "curl -u me:pa55w0rd https://example.org", "Bearer abc",
    "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.c2lnbmF0dXJl",
    "0d501741-4b1c-4f8e-9a77-2f0c6a1d9e55", "toolu_01T7wTLJ3ZjBDLSUEH1xHN9V", "me@example.org",
    "curl", "-u", "-sSLu", "docker", "login", "admin:Sup3rS3cret", "x-api-key", "8a7f0c1d2e3f4a5b",
    "curl -sSLu admin:Sup3rS3cret", #"[\"curl\",\"-u\",\"admin:Sup3rS3cret\"]"#,
    #"\u002dp"#, "-----BEGIN PRIVATE KEY-----MIIEvQIBADANBgkqhkiG9w0BAQEF-----END PRIVATE KEY-----",
  ]

  @Test(arguments: 0..<8)
  func `a line that it lets pass is one in which nothing is hidden`(seed: UInt64) {
    var random = Seeded(seed)
    var redactor = Redactor()
    var hidden = 0
    for number in 0..<1500 {
      var rules = RedactionRules()
      rules.hidesMail = number.isMultiple(of: 3)
      rules.fieldLimit = .max
      rules.eventLimit = .max
      redactor = Redactor(rules)
      let line = Array((Self.object(&random, depth: 0) + "\n").utf8)
      var (quick, close) = (RedactionReport(), RedactionReport())

      let result = redactor.line(ofJSON: line, &quick)

      #expect(result == redactor.line(line, &close), "\(String(decoding: line, as: UTF8.self))")
      #expect(quick == close)
      hidden += close.isEmpty ? 0 : 1
    }
    #expect(hidden > 300 && hidden < 1450)
  }

  @Test(arguments: ["-----", #"\u002d----"#])
  func `a key whose lines are the elements of a list is hidden`(dashes: String) {
    let body = String(repeating: "MIIEvQIBADANBgkq", count: 4)
    let elements = ["x \(dashes)BEGIN RSA PRIVATE KEY-----", body, "-----END RSA PRIVATE KEY-----"]
    let text = elements.map { "\"\($0)\"" }.joined(separator: ",")
    var rules = RedactionRules()
    (rules.fieldLimit, rules.eventLimit) = (.max, .max)
    var report = RedactionReport()

    let line = Redactor(rules).line(ofJSON: Array("{\"lines\":[\(text)]}".utf8), &report)

    #expect(!String(decoding: line, as: UTF8.self).contains(body))
    #expect(report.sortedCounts.map(\.rule) == ["pem"])
  }

  private static func pick(_ list: [String], _ random: inout Seeded) -> String {
    list[Int(random.next() % UInt64(list.count))]
  }

  private static func object(_ random: inout Seeded, depth: Int) -> String {
    let count = Int(random.next() % 4)
    let members = (0..<count).map { _ in
      "\"\(pick(names, &random))\"\(pick([":", " : "], &random))\(value(&random, depth: depth))"
    }
    return "{" + members.joined(separator: pick([",", ", "], &random)) + "}"
  }

  private static func value(_ random: inout Seeded, depth: Int) -> String {
    switch random.next() % (depth < 3 ? 9 : 6) {
    case 0: return "12"
    case 1: return "null"
    case 7:
      let count = Int(random.next() % 4)
      return "["
        + (0..<count).map { _ in value(&random, depth: depth + 1) }
        .joined(separator: ",") + "]"
    case 6, 8: return object(&random, depth: depth + 1)
    default: return "\"\(pick(texts, &random))\""
    }
  }
}
