import Events
import Telemetry
import TestSupport
import Testing

@Suite struct SecretCorpusTests {
  private static let redactor = Redactor()

  /// Everything that is written of a text on one of the ways into the log.
  private func written(_ text: String) -> [String] {
    var report = RedactionReport()
    let event = NewEvent(
      "note", fields: [Member("text", .string(text)), Member("deep", [["a": .string(text)]])])
    let foreign = Array(JSONWriter.text(of: .object([Member("message", .string(text))])).utf8)
    return [
      Self.redactor.text(text, &report),
      String(decoding: Self.redactor.event(event, &report).line(), as: UTF8.self),
      String(decoding: Self.redactor.line(foreign, &report), as: UTF8.self),
      String(decoding: Self.redactor.line(Array(text.utf8), &report), as: UTF8.self),
    ]
  }

  @Test func `no secret of fifteen kinds is written by any path, however it is said`() {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    var count = 0

    for kind in SecretCorpus.tokens + SecretCorpus.named {
      let secret = corpus.secret(kind)
      for text in SecretCorpus.texts(of: secret) {
        count += 1
        for written in written(text) {
          let survivors = secret.parts.filter { written.contains($0) }
          #expect(survivors == [], "seed \(seed), \(kind), in: \(text)\nwritten: \(written)")
        }
      }
    }

    #expect(count >= 200)
  }

  @Test func `what is around a secret stays`() {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))

    for kind in SecretCorpus.tokens {
      let secret = corpus.secret(kind)
      var report = RedactionReport()

      let written = Self.redactor.text("before \(secret.text) behind", &report)

      #expect(written == "before [redacted:\(kind)] behind", "seed \(seed)")
      #expect(report.counts == [kind: 1])
    }
  }

  @Test func `innocent texts stay as they are on every path`() {
    let seed = randomSeed()
    var dice = Seeded(seed)
    let texts = InnocentTexts.written + InnocentTexts.drawn(&dice)
    #expect(InnocentTexts.written.count >= 200)

    for text in texts {
      var report = RedactionReport()
      let event = NewEvent("note", fields: [Member("text", .string(text))])
      let line = event.line()

      #expect(Self.redactor.text(text, &report) == text, "seed \(seed)")
      #expect(Self.redactor.event(event, &report) == event)
      #expect(Self.redactor.line(line, &report) == line)
      #expect(report.isEmpty, "\(report.counts) in: \(text)")
    }
  }

  @Test(arguments: [
    ("password=hunter2", "password=[redacted:password]"),
    ("password=userPassword", "password=[redacted:password]"),
    ("?password=userPassword&x=1", "?password=[redacted:password]&x=1"),
    ("the password is hunter2, so", "the password is [redacted:password], so"),
    ("with API key 8a7f0c22q1d94e55.", "with API key [redacted:secret]."),
    ("my token was \"a1b2c3d4\" then", "my token was \"[redacted:secret]\" then"),
    ("{\"auth\":\"dXNlcjpwYTU1d29yZA==\"}", "{\"auth\":\"[redacted:basic]\"}"),
    ("password=hunter2, user=bob", "password=[redacted:password], user=bob"),
    ("?token=a1b2c3d4e5&x=1", "?token=[redacted:secret]&x=1"),
    ("password: swordfish\nuser: bob", "password: [redacted:password]\nuser: bob"),
    ("password: correct horse battery staple", "password: [redacted:password]"),
    ("{\"password\":\"a\\\"b\",\"n\":1}", "{\"password\":\"[redacted:password]\",\"n\":1}"),
    ("--password hunter2 --user bob", "--password [redacted:password] --user bob"),
    ("Authorization: Bearer abc123def456", "Authorization: Bearer [redacted:authorization]"),
    ("let password: String = \"hunter2\"", "let password: String = \"[redacted:password]\""),
    ("password%3Dhunter2%26x%3D1", "password%3D[redacted:password]%26x%3D1"),
    ("ftp://u:p@ss/word@h/x", "ftp://u:[redacted:url]@h/x"),
    ("curl -u bob:hunter2 https://a.b", "curl -u bob:[redacted:password] https://a.b"),
    ("mysql -u root -phunter2 db", "mysql -u root -p[redacted:password] db"),
    ("sshpass -p hunter2 ssh a", "sshpass -p [redacted:password] ssh a"),
    ("_authToken=1b2c3d4e-f5a6", "_authToken=[redacted:secret]"),
    (
      "{\\\"password\\\":\\\"hunter2\\\",\\\"n\\\":1}",
      "{\\\"password\\\":\\\"[redacted:password]\\\",\\\"n\\\":1}"
    ),
    (
      "\\u0022password\\u0022:\\u0022hunter2\\u0022",
      "\\u0022password\\u0022:\\u0022[redacted:password]\\u0022"
    ),
    ("<password>hunter2</password>", "<password>[redacted:password]</password>"),
  ])
  func `only the value is hidden, and what belongs to it`(text: String, wanted: String) {
    var report = RedactionReport()
    #expect(Self.redactor.text(text, &report) == wanted)
  }

  @Test func `a key that was cut is hidden as far as it goes`() {
    var report = RedactionReport()
    let line = String(repeating: "Ab3/", count: 16)
    let dashes = "-----"

    let written = Self.redactor.text(
      "key:\n\(dashes)BEGIN RSA PRIVATE KEY\(dashes)\n\(line)\n\(line)", &report)

    #expect(written == "key:\n[redacted:pem]")
  }

  @Test func `a key is hidden with all its lines behind any name`() {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    for before in [
      "private_key=", "private_key: ", "PRIVATE_KEY=\"", "\"private_key\": \"", "key: |\n  ",
    ] {
      let secret = corpus.secret("pem")
      let long = secret.text + String(repeating: "\nx", count: 4000)
      for written in written(before + secret.text) + written(before + long) {
        #expect(!secret.parts.contains { written.contains($0) }, "seed \(seed), behind \(before)")
      }
    }
  }

  @Test(arguments: [false, true])
  func `a key in lines of a list is hidden up to its end, and no further`(isCut: Bool) {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    let secret = corpus.secret("pem")
    var lines = secret.text.split(separator: "\n").map(String.init)
    if isCut { lines.removeLast() }
    let list = ["before"] + lines + ["behind it", "more"]
    let value = Value.array(list.map { .string($0) })
    var report = RedactionReport()

    let event = Self.redactor.event(
      NewEvent("note", fields: [Member("lines", value)]), &report)

    let written = event.fields[0].value
    guard case .array(let elements) = written else { return }
    #expect(elements.count == list.count && elements.first == "before")
    #expect(elements.suffix(2) == ["behind it", "more"], "seed \(seed)")
    #expect(!secret.parts.contains { JSONWriter.text(of: written).contains($0) }, "seed \(seed)")
    for text in [JSONWriter.text(of: value), "run(\(list.map { "'\($0)'" }))"] {
      for written in self.written(text) {
        #expect(!secret.parts.contains { written.contains($0) }, "seed \(seed): \(written)")
      }
    }
  }

  @Test(arguments: SecretCorpus.tokens.filter { !["jwt", "sk", "aws"].contains($0) })
  func `a token that was written in Base64 once more is hidden as well`(kind: String) {
    let seed = randomSeed()
    var corpus = SecretCorpus(dice: Seeded(seed))
    let encoded = Encoded.base64(Array(corpus.secret(kind).text.utf8))

    for text in ["data: \(encoded)", "{\"k\":\"\(encoded)\"}", "echo \(encoded) | base64 -d"] {
      for written in written(text) {
        #expect(!written.contains(encoded.prefix(24)), "seed \(seed): \(written)")
      }
    }
  }

  @Test func `mail is hidden only if it is asked for`() {
    var report = RedactionReport()
    var rules = RedactionRules()
    let text = "ask jo.doe+x@mail.example.com, or git@github.com"

    #expect(Redactor(rules).text(text, &report) == text)
    rules.hidesMail = true
    #expect(Redactor(rules).text(text, &report) == "ask [redacted:mail], or git@github.com")
  }
}

private enum Encoded {
  static func base64(_ bytes: [UInt8]) -> String {
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
    var text = ""
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let part = bytes[start..<min(start + 3, bytes.count)]
      let bits = (0..<3).reduce(0) { $0 << 8 | (part.count > $1 ? Int(part[start + $1]) : 0) }
      for place in 0..<4 {
        text += place <= part.count ? String(letters[bits >> (18 - 6 * place) & 63]) : "="
      }
    }
    return text
  }
}
