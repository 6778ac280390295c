/// Secrets of fifteen kinds, drawn by lot, so that no source holds one that a scanner of repositories
/// would take for real.
package struct SecretCorpus {
  /// A secret, and what of it must not be found in what is written.
  package struct Secret {
    package let kind: String
    package let text: String
    package let parts: [String]
  }

  package var dice: Seeded

  package init(dice: Seeded) { self.dice = dice }

  /// The kinds of which a text alone is known as a secret, wherever it stands.
  package static let tokens = [
    "pem", "aws", "github", "gitlab", "slack", "jwt", "sk", "stripe", "google", "npm",
  ]
  /// The kinds that are known by what stands beside them.
  package static let named = ["bearer", "password", "url", "api key", "aws secret"]

  package mutating func secret(_ kind: String) -> Secret {
    switch kind {
    case "pem": return key()
    case "aws": return whole(kind, "AK" + "IA" + run(16, Self.capitals))
    case "github":
      return whole(kind, "gh" + ["p", "o", "u", "s", "r"][dice.below(5)] + "_" + run(36))
    case "gitlab": return whole(kind, "glp" + "at-" + run(20))
    case "slack": return whole(kind, "xo" + "xb-" + run(12, Self.digits) + "-" + run(24))
    case "jwt": return whole(kind, "ey" + "J" + run(33) + ".ey" + "J" + run(60) + "." + run(43))
    case "sk": return whole(kind, "s" + "k-proj-" + run(20) + "_" + run(28))
    case "stripe": return whole(kind, "sk" + "_live_" + run(24))
    case "google": return whole(kind, "AI" + "za" + run(35))
    case "npm": return whole(kind, "np" + "m_" + run(36))
    case "bearer": return whole(kind, run(24) + "." + run(12) + "7")
    case "aws secret": return whole(kind, run(18) + "/" + run(10) + "+" + run(10))
    default: return whole(kind, run(5) + "9$" + run(6) + "!" + run(3))
    }
  }

  private func whole(_ kind: String, _ text: String) -> Secret {
    Secret(kind: kind, text: text, parts: [text])
  }

  private mutating func key() -> Secret {
    let label = ["RSA ", "EC ", "OPENSSH ", "", "ENCRYPTED "][dice.below(5)] + "PRIVATE KEY"
    let lines = (0..<(2 + dice.below(5))).map { _ in run(64) } + [run(30) + "=="]
    let dashes = "-----"
    let body = lines.joined(separator: "\n")
    return Secret(
      kind: "pem",
      text: "\(dashes)BEGIN \(label)\(dashes)\n\(body)\n\(dashes)END \(label)\(dashes)",
      parts: lines)
  }

  private mutating func run(_ count: Int, _ letters: [Character] = all) -> String {
    String((0..<count).map { _ in letters[dice.below(letters.count)] })
  }

  private static let all = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
  private static let capitals = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
  private static let digits = Array("0123456789")
}

extension SecretCorpus {
  /// A text that says a secret, in one of the ways in which people and programs do.
  package static func texts(of secret: Secret) -> [String] {
    let texts = tokens.contains(secret.kind) ? anywhere(secret.text) : beside(secret)
    return texts.map { $0.replacing("\\/", with: "/") }
  }

  private static func anywhere(_ text: String) -> [String] {
    [
      "I pasted \(text), sorry.",
      "use (\(text)) for now",
      "{\"event\":\"x\",\"note\":\(quoted(text))}",
      "{\"log\":\(quoted("{\"note\":\(quoted(text))}"))}",
      "{\"log\":\(quoted("[\(quoted("{\"k\":\(quoted(text))}"))]"))}",
      "export KEY=\(shell(text)) && make",
      "curl -s -d \(shell(text)) https://example.com",
      "first line\n\(text)\nlast line",
      "\u{1B}[32m\(text)\u{1B}[0m",
      "https://example.com/hook?x=1&k=\(text)&y=2",
      "colums,\(text),more",
      "<value>\(text)</value>",
      "- \(text)",
      "`\(text)`",
    ]
  }

  private static func beside(_ secret: Secret) -> [String] {
    let text = secret.text
    switch secret.kind {
    case "bearer":
      return [
        "curl -H 'Authorization: Bearer \(text)' https://example.com",
        "curl -H \"authorization: bearer \(text)\" \\\n  https://example.com",
        "GET / HTTP/1.1\r\nAuthorization: Bearer \(text)\r\nHost: a",
        "{\"headers\":{\"Authorization\":\"Bearer \(text)\"}}",
        "{\"log\":\(quoted("{\"Authorization\": \"Bearer \(text)\"}"))}",
        "{\"log\":\(quoted(quoted("{\"Authorization\": \"Bearer \(text)\"}")))}",
        "I sent Bearer \(text) and got 401",
        "Authorization: Token \(text)",
        "Proxy-Authorization: Basic \(text)",
        "headers = {'Authorization': 'Bearer \(text)'}",
        "--header=Authorization:\\ Bearer\\ \(text)\nnext",
        "[{\"name\":\"Authorization\",\"value\":\"Bearer \(text)\"}]",
        "Cookie: a=1; session=\(text); b=2",
        "Set-Cookie: sid=\(text); HttpOnly",
        "the access token is \(text), keep it",
      ]
    case "url":
      return [
        "postgres", "postgresql", "mysql", "mongodb+srv", "redis", "amqp", "https", "ftp",
      ].map { "connecting to \($0)://user:\(text)@db.example.com:5432/app?x=1 now" } + [
        "DATABASE_URL=\"postgres://u:\(text)@h/db\"",
        "{\"log\":\(quoted("{\"dsn\": \"mysql://root:\(text)@127.0.0.1/x\"}"))}",
        "redis://:\(text)@cache:6379/0",
        "git clone https://oauth2:\(text)@github.com/a/b.git",
        "jdbc:sqlserver://h:1433;user=sa;password=\(text);encrypt=true",
        "Server=h;Database=d;User Id=sa;Password=\(text);",
      ]
    default:
      let name =
        secret.kind == "password"
        ? "password" : secret.kind == "api key" ? "api_key" : "aws_secret_access_key"
      let camel =
        secret.kind == "password"
        ? "dbPassword" : secret.kind == "api key" ? "apiKey" : "secretAccessKey"
      return [
        "\(name)=\(shell(text))", "\(name): \(text)", "\(name.uppercased())='\(text)' ./run",
        "export MY_\(name.uppercased())=\"\(text)\"\nmake",
        "the \(name) is set: \(name) = \(text)\n",
        "{\"\(camel)\": \"\(text)\"}", "{\n  \"\(name)\":\n    \"\(text)\"\n}",
        "{\"log\":\(quoted("{\"\(camel)\":\"\(text)\"}"))}",
        "{\"log\":\(quoted("{\n\t\"\(name)\":\n\t\t\"\(text)\"\n}"))}",
        "{\"log\":\(quoted(quoted("{\"\(camel)\":\"\(text)\"}")))}",
        "tool --\(name.replacing("_", with: "-")) '\(text)' --verbose",
        "tool --\(name.replacing("_", with: "-"))=\(shell(text)) --verbose",
        "https://example.com/?a=1&\(name)=\(text)&b=2", "config['\(name)'] = '\(text)'",
        "<\(name)>\(text)</\(name)>", "sh -c 'export \(name)='\\''\(text)'\\''; make'",
        "the \(name.replacing("_", with: " ")) is \(text) since Monday",
        "log in with \(name.replacing("_", with: " ")) \(text).",
        "set the \(name) to \"\(text)\" again", "curl -su me:\(text) https://example.com",
        "curl -sSLu 'me:\(text)' https://example.com",
        "{\"arguments\":\(quoted("{\"command\":[\"curl\",\"-u\",\"me:\(text)\"]}"))}",
        "[\"docker\", \"login\", \"-u\", \"me\", \"-p\", \"\(text)\"]",
        "[\"tool\", \"--\(name.replacing("_", with: "-"))\", \"\(text)\"]",
        "mongosh -u me -p \(text)",
      ]
    }
  }

  /// A text in the form of JSON.
  package static func quoted(_ text: String) -> String {
    let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
      .replacing("\n", with: "\\n")
    return "\"\(escaped)\""
  }

  private static func shell(_ text: String) -> String { "'\(text)'" }
}
