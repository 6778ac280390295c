/// How the tokens of one service look: a beginning that nothing else has, and what follows it.
struct TokenRule: Sendable {
  /// What the body of a token is made of.
  enum Body: Sendable {
    case alphanumeric, word, token, dotted, hexadecimal, capitals

    func holds(_ byte: UInt8) -> Bool {
      switch self {
      case .alphanumeric: byte.isAlphanumeric
      case .word: byte.isWord
      case .token: byte.isTokenLetter
      case .dotted: byte.isPartOfName
      case .hexadecimal: byte.isHexadecimal
      case .capitals: byte.isUppercase || byte.isDigit
      }
    }
  }

  let prefix: [UInt8]
  /// The name of the rule.
  let name: String
  let body: Body
  /// Bytes that the body has; a longer run is something else.
  let lengths: ClosedRange<Int>

  private init(_ prefix: String, _ name: String, _ body: Body, _ lengths: ClosedRange<Int>) {
    self.prefix = Array(prefix.utf8)
    self.name = name
    self.body = body
    self.lengths = lengths
  }

  private init(_ prefix: String, _ name: String, _ body: Body, _ length: PartialRangeFrom<Int>) {
    self.init(prefix, name, body, length.lowerBound...(.max - 1))
  }

  /// Where a token of this rule that begins at a place ends; nil where none does.
  func end<Text: ReadableBytes>(in text: Text, at place: Int) -> Int? {
    guard text.holds(prefix, at: place) else { return nil }
    let start = place + prefix.count
    let end = text.end(from: start, within: lengths.upperBound + 1, where: body.holds)
    return lengths.contains(end - start) ? end : nil
  }

  /// The rules whose tokens begin with a byte.
  static func beginning(with byte: UInt8) -> [TokenRule] { byFirst[Int(byte)] }

  /// Whether a token may begin with these two bytes: few words do.
  static func mayBegin(_ first: UInt8, _ second: UInt8) -> Bool {
    beginnings[Int(first)] >> UInt64(second & 63) & 1 == 1
  }

  /// By the first byte, the low bits of the second ones. No array: threads that look at one at every word
  /// wait for each other to count their references to it.
  private static let beginnings: InlineArray<256, UInt64> = {
    var table = InlineArray<256, UInt64>(repeating: 0)
    for rule in all { table[Int(rule.prefix[0])] |= 1 << UInt64(rule.prefix[1] & 63) }
    return table
  }()

  private static let byFirst: [[TokenRule]] = {
    var table = [[TokenRule]](repeating: [], count: 256)
    for rule in all { table[Int(rule.prefix[0])].append(rule) }
    return table
  }()
}

extension TokenRule {
  /// One line for each beginning; a service that is missing needs one line more.
  static let all: [TokenRule] =
    ["AKIA", "ASIA", "ABIA", "ACCA"].map { TokenRule($0, "aws", .capitals, 16...16) }
    + ["ghp_", "gho_", "ghu_", "ghs_", "ghr_"].map { TokenRule($0, "github", .word, 30...) }
    + ["glpat-", "glptt-", "gldt-", "glrt-", "glsoat-", "glcbt-"].map {
      TokenRule($0, "gitlab", .dotted, 16...)
    }
    + ["xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xapp-"].map {
      TokenRule($0, "slack", .token, 10...)
    }
    + ["sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"].map {
      TokenRule($0, "stripe", .word, 16...)
    }
    + ["shpat_", "shpss_", "shpca_", "shppa_"].map {
      TokenRule($0, "shopify", .hexadecimal, 32...32)
    }
    + ["dop_v1_", "doo_v1_", "dor_v1_"].map { TokenRule($0, "digitalocean", .hexadecimal, 64...64) }
    + ["hvs.", "hvb.", "hvr."].map { TokenRule($0, "vault", .token, 20...) }
    + ["ATATT3", "ATCTT3"].map { TokenRule($0, "atlassian", .token, 40...) }
    + [
      TokenRule("github_pat_", "github", .word, 30...),
      TokenRule("AIza", "google", .token, 35...35),
      TokenRule("GOCSPX-", "google", .token, 20...),
      TokenRule("ya29.", "google", .dotted, 20...),
      TokenRule("key-", "mailgun", .hexadecimal, 32...32),
      TokenRule("npm_", "npm", .alphanumeric, 30...),
      TokenRule("pypi-AgE", "pypi", .token, 40...),
      TokenRule("hf_", "huggingface", .alphanumeric, 30...),
      TokenRule("dckr_pat_", "docker", .token, 20...),
      TokenRule("SG.", "sendgrid", .dotted, 50...90),
      TokenRule("SK", "twilio", .hexadecimal, 32...32),
      TokenRule("lin_api_", "linear", .alphanumeric, 30...),
      TokenRule("secret_", "notion", .alphanumeric, 40...),
      TokenRule("ntn_", "notion", .alphanumeric, 30...),
      TokenRule("PMAK-", "postman", .token, 40...),
      TokenRule("dapi", "databricks", .hexadecimal, 32...32),
      TokenRule("dp.pt.", "doppler", .alphanumeric, 30...),
      TokenRule("sbp_", "supabase", .hexadecimal, 40...40),
      TokenRule("gsk_", "groq", .alphanumeric, 40...),
      TokenRule("xai-", "xai", .alphanumeric, 40...),
      TokenRule("pplx-", "perplexity", .alphanumeric, 32...),
      TokenRule("r8_", "replicate", .alphanumeric, 30...),
      TokenRule("nvapi-", "nvidia", .token, 40...),
      TokenRule("figd_", "figma", .token, 30...),
      TokenRule("rubygems_", "rubygems", .hexadecimal, 48...48),
      TokenRule("tskey-", "tailscale", .token, 16...),
      TokenRule("AGE-SECRET-KEY-1", "age", .capitals, 58...58),
    ]
}
