import Synchronization
import TestSupport
import Testing

@testable import Telemetry

/// Bytes that count how often one of them is looked at.
private struct CountedBytes: ReadableBytes {
  final class Looks: Sendable {
    let count = Atomic(0)
  }

  let bytes: [UInt8]
  let looks = Looks()

  var count: Int { bytes.count }
  subscript(place: Int) -> UInt8 {
    looks.count.wrappingAdd(1, ordering: .relaxed)
    return bytes[place]
  }
}

@Suite struct LinearTimeTests {
  /// What makes scanners look far ahead, back or twice, again and again.
  private static let worst = [
    "a", "a ", "=", ":", "://", "a://", "://a:b", "://a:b/", "password=", "password=\"",
    "password=\\\"",
    "password='", "password: a ", "password: ", "token={", "token=f(", "token=$", "token=<",
    "token=%",
    "token=&", "token=,a", "token=a&b", "pwd=/a", "-----BEGIN RSA PRIVATE KEY-----", "-----BEGIN ",
    "-----BEGIN PRIVATE KEY-----\nabc\n", "-", "--", "--password ", "--password=", "eyJ", "eyJ-",
    "eyJa.",
    "eyJhbGciOiJ.", "sk-", "sk-a1-", "AKIA", "AKIAAAAAAAAAAAAAAAA", "ghp_", "xoxb-", "Bearer ",
    "Bearer a1-",
    "Basic ", "Basic YTpi", "Authorization: ", "Authorization: Bearer ", "Cookie: ", "Cookie: a ",
    "Authorization: the ", "Authorization: Bearer the ", "[", "[1;",
    "[redacted:", "[redacted:a", "%", "%3D", "\\", "\\\"", "\\u", "\\u0022", "&quot;", "@", "a@",
    "a@b.", ".",
    "<password>", "<password>a", ">", "curl -u a", "curl -u ", "mysql -p", "base64,", "base64,a",
    "é", "…",
    "…[truncated, ", "*", "password=*", "password=x", "_", "a_", "A", "aB", "token: aB ",
    "password: String ",
    "password: String = ", "12345678:AA", "SG.", "{\"password\":", "{\"password\":\n", "password\n",
    "password=a ,", "token=[redacted:", "token='[redacted:a]",
    "-----BEGIN PRIVATE KEY-----aaaaaaaaaaaaaaaaaaa ", "password is ", "token is a", "api key ",
    "password a1b2c3d4", "secret to ", "Z2hwX2", "LS0tLS1CRUdJTi", "Z2hwX2/", "\"auth\":\"",
    "-----BEGIN PRIVATE KEY-----\",\"aaaaaaaaaaaaaaaaaaaaaaa\",\"",
  ]

  private func looks(_ piece: String, _ length: Int) -> Int {
    let bytes = Array(String(repeating: piece, count: length / piece.utf8.count + 1).utf8)
    let text = CountedBytes(bytes: Array(bytes.prefix(length)))
    _ = SecretScanner.findings(in: text, hidesMail: true)
    return text.looks.count.load(ordering: .relaxed)
  }

  @Test(arguments: worst)
  func `a text of double the length is looked at twice as often`(piece: String) {
    let (once, twice) = (looks(piece, 1 << 14), looks(piece, 1 << 15))

    #expect(Double(twice) < 2.2 * Double(once) + 10_000, "\(once), then \(twice)")
    #expect(twice < 300 << 15, "\(twice / (1 << 15)) looks a byte")
  }

  @Test(arguments: ["password is a1", "the token ", "LS0tLS1CRUdJTi", "Bearer ", "api key a"])
  func `two mebibytes are looked at twice as often as one`(piece: String) {
    let (once, twice) = (looks(piece, 1 << 20), looks(piece, 1 << 21))

    #expect(Double(twice) < 2.2 * Double(once), "\(once), then \(twice)")
  }

  @Test func `pieces of all kinds, mixed, are looked at in linear time`() {
    let seed = randomSeed()
    var dice = Seeded(seed)
    for _ in 0..<30 {
      let piece = (0..<(2 + dice.below(4))).map { _ in Self.worst[dice.below(Self.worst.count)] }
        .joined()
      let (once, twice) = (looks(piece, 1 << 13), looks(piece, 1 << 14))
      #expect(Double(twice) < 2.2 * Double(once) + 20_000, "seed \(seed), \(piece)")
    }
  }

  @Test(arguments: [
    ("(a*)*b", "a"), ("(a|a)*b", "a"), ("a|a*b", "a"), ("(a?){30}a{30}", "a"), (".*.*.*x", "y"),
    (#"(\w+\s?)*$"#, "word "), ("(x+x+)+y", "x"), ("[a-z]+@", "a"), (#"\b\w{1,50}\b!"#, "ab "),
  ])
  func `a pattern takes steps by the length of the text`(source: String, piece: String) throws {
    let pattern = try Pattern(source)
    func work(_ length: Int) -> Int {
      let text = Array(String(repeating: piece, count: length / piece.utf8.count).utf8)
      var search = PatternSearch(pattern.program, in: text, 0..<text.count)
      _ = search.matches()
      return search.work
    }

    let (once, twice) = (work(3000), work(6000))

    #expect(Double(twice) < 2.1 * Double(once) + 100)
    #expect(twice <= 2 * 6000 * pattern.program.steps.count)
  }

  @Test func `a mebibyte of the worst is redacted whole`() {
    var report = RedactionReport()
    var rules = RedactionRules()
    rules.fieldLimit = 2 << 20
    for piece in ["eyJ-", "password=\""] {
      let text = String(repeating: piece, count: (1 << 20) / piece.utf8.count)
      #expect(!Redactor(rules).text(text, &report).isEmpty)
    }
  }
}
