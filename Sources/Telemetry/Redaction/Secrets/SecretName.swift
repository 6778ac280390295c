/// What the name of a member, a variable, an option or a header says about its value.
enum SecretName: String, Sendable {
  /// Something that a person typed to get in.
  case password
  /// Something that a program shows to get in.
  case secret
  /// What a request carries to get in: a scheme and what belongs to it.
  case authorization
  /// What a browser carries.
  case cookie
  /// `pass` alone, which is also said of tests and compilers.
  case pass
  /// `pwd`, which is also the working directory.
  case directory
  /// `auth`, which mostly says how: name and password in Base64, as containers' settings have it.
  case auth

  /// The name of the rule that hides such values.
  var rule: String {
    switch self {
    case .pass, .directory: "password"
    case .auth: "basic"
    default: rawValue
    }
  }

  /// Whether a value of such letters is hidden.
  func hides(_ value: Letters) -> Bool { self != .pass || value.hasDigits && value.hasLetters }

  /// Bytes at the end of a name that are looked at.
  static let longest = 80

  /// Whether a value is a whole line of a header, spaces included.
  var isHeader: Bool { self == .authorization || self == .cookie }

  /// The kind of a name; nil for one whose value may be seen.
  init?(_ name: String) {
    guard Self.isWorthALook(name.utf8) else { return nil }
    self.init(Array(name.utf8.suffix(Self.longest)))
  }

  /// The kind of a name by its bytes.
  init?(_ name: [UInt8]) {
    guard Self.isWorthALook(name) else { return nil }
    var words = NameWords(name).words
    while let last = words.last, words.count > 1, Self.suffixes.contains(last) {
      words.removeLast()
    }
    guard let last = words.last else { return nil }
    let before = words.count > 1 ? words[words.count - 2] : ""
    if last == "auth" {
      // With `_` it is the key of npm and its like.
      guard words.count == 1 else { return nil }
      self = name.first == UInt8(ascii: "_") ? .secret : .auth
      return
    }
    guard let kind = Self.kind(last, after: before) else { return nil }
    self = kind
  }

  private static func kind(_ last: String, after before: String) -> SecretName? {
    switch last {
    case "pwd": return before.isEmpty ? .directory : .password
    case "pass": return people.contains(before) ? .password : .pass
    case "authorization": return .authorization
    case "cookie", "cookies": return .cookie
    case "secret", "secrets", "credential", "credentials": return .secret
    case "token": return tokenExceptions.contains(before) ? nil : .secret
    case "key": return keys.contains(before) ? .secret : nil
    case "signature": return before == "amz" ? .secret : nil
    default: break
    }
    if passwords.contains(where: { last.hasSuffix($0) }) { return .password }
    return compounds.contains(where: { last.hasSuffix($0) }) ? .secret : nil
  }

  /// How the last word of a name ends that says anything, with what `kind` takes and what the lists below
  /// end with: a name in which none of them ends a word is that of no secret.
  static let lastWords =
    passwords + [
      "pwd", "pass", "auth", "authorization", "cookie", "cookies", "secret", "secrets",
      "credential", "credentials", "token", "key",
      // Of a signature the word before it tells.
      "amz",
    ]
  /// Words behind the one that counts: `token_value`, `password_b64`.
  private static let suffixes: Set<String> = ["value", "plain", "raw", "text", "b", "base"]
  private static let passwords = ["password", "passwd", "passphrase", "passwort"]
  /// Whose `pass` is a password.
  private static let people: Set<String> = [
    "user", "db", "database", "smtp", "mysql", "pg", "postgres", "redis", "ftp", "ssh", "root",
    "admin", "mail", "email", "login", "auth", "http", "proxy", "basic", "rabbitmq", "key", "store",
  ]
  private static let compounds = [
    "secret", "apikey", "accesskey", "secretkey", "privatekey", "accountkey", "signingkey",
    "encryptionkey", "masterkey", "authtoken", "accesstoken", "refreshtoken", "idtoken",
    "sessiontoken", "bearertoken", "usertoken", "bottoken", "csrftoken",
  ]
  /// Keys that open something; others, as `public_key` and `cache_key`, are names of things.
  private static let keys: Set<String> = [
    "api", "access", "private", "secret", "account", "encryption", "signing", "master", "shared",
    "auth", "service", "license", "ssh", "deploy", "webhook", "storage", "subscription", "app",
    "application", "client", "consumer", "jwt", "hmac", "admin", "role", "ssl", "tls",
  ]
  /// Tokens that are pieces of a text or places in a list.
  private static let tokenExceptions: Set<String> = [
    "input", "output", "max", "min", "total", "cached", "prompt", "completion", "reasoning", "stop",
    "start", "end", "eos", "bos", "pad", "unk", "mask", "sep", "cls", "special", "page", "next",
    "continuation", "sync", "per", "first", "last", "current", "syntax", "prev", "previous",
    "cancellation",
  ]

  /// Most names have an ending that no name of a secret has: so much is seen without a copy.
  private static func isWorthALook(_ name: some BidirectionalCollection<UInt8>) -> Bool {
    guard var place = name.lastIndex(where: \.isLetter) else { return false }
    var ending = UInt32(name[place].lowercased)
    for shift in [UInt32(8), 16] {
      guard place > name.startIndex else { return false }
      place = name.index(before: place)
      ending |= UInt32(name[place].lowercased) << shift
    }
    return endings.contains(ending)
  }

  private static let endings: [UInt32] =
    [
      "ord", "ort", "swd", "pwd", "ass", "ase", "ret", "ets", "ken", "key", "ion", "kie", "ies",
      "ial", "als", "uth", "ure", "lue", "ain", "raw", "ext", "_b6", "e_b", "n_b", "d_b", "t_b",
      "y_b",
    ].map { $0.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
