import SystemCalls

/// What nothing that is hidden can do without, but for addresses of e-mail and what rules add: a text of
/// JSON in which there is none of it holds no secret, and its names and texts are not looked at.
///
/// Each way in which `SecretScanner` and the names of members find something has its traces here; they
/// may stand where there is no secret, so that a closer look tells.
struct SecretTraces: Sendable {
  /// Those of every secret.
  static let known = SecretTraces()

  private let secrets: TraceTable
  /// Programs of which an option of one letter takes a secret.
  private let programs: TraceTable

  private init() {
    let all = [
      Self.tokens, Self.encoded, Self.names, Self.hosts, Self.signs, Self.clusters,
    ]
    var secrets = TraceTable(all.flatMap { $0 })
    for byte in UInt8.min...UInt8.max {
      secrets.add(Self.backslash, Self.slash, byte)
      for letter in "upa".utf8 { secrets.add(byte, Self.dash, letter) }
    }
    self.secrets = secrets
    programs = TraceTable(ProgramOptions.names.map { Trace($0, isFolded: true) })
  }

  /// Whether there is any in a text as JSON writes it, a whole line or what stands between two quotes.
  func stand(in line: Span<UInt8>) -> Bool {
    var place = 0
    // What stands before a text is none of it.
    var hasOption = line.byte(0) == Self.dash
    while let hit = secrets.first(in: line, from: place) {
      // A slash is written so by few, and would stand between the bytes of a trace.
      let isEscapedSlash = line[hit] == Self.backslash && line[hit + 1] == Self.slash
      if isEscapedSlash || secrets.hasTrace(at: hit, in: line) { return true }
      hasOption = hasOption || Self.isOption(at: hit, in: line)
      place = hit + 1
    }
    return hasOption && programs.hasTrace(in: line)
  }

  private static let backslash = UInt8(ascii: "\\")
  private static let slash = UInt8(ascii: "/")
  private static let dash = UInt8(ascii: "-")

  /// Whether an argument may begin, behind the byte at a place, with a dash and one of these letters.
  private static func isOption(at place: Int, in line: Span<UInt8>) -> Bool {
    guard line[place + 1] == dash, "upa".utf8.contains(line[place + 2] | 0x20) else { return false }
    let before = line[place]
    if before == dash || before.isSpace || before.isQuote { return true }
    // Blanks and quotes may be escaped: `\n`, `\u000b`.
    return line.byte(place - 1) == backslash || before == backslash
      || line.byte(place - 5) == backslash && line.byte(place - 4) == UInt8(ascii: "u")
  }

  private static let tokens: [Trace] = TokenRule.all.flatMap { rule -> [Trace] in
    if rule.prefix.count > 2 { return [Trace(rule.prefix)] }
    return (UInt8.min...0x7F).filter(rule.body.holds).map { Trace(rule.prefix + [$0]) }
  }

  private static let encoded: [Trace] = Set(EncodedTokens.beginnings).map { letters in
    let bytes = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: letters >> UInt32($0)) }
    return Trace(bytes, .base64)
  }

  private static let names: [Trace] = SecretName.lastWords.map {
    Trace($0, isFolded: true, .wordEnd)
  }

  private static let hosts: [Trace] = Webhooks.hosts.map { Trace($0, isFolded: true) }

  /// Of these programs the option may hide behind letters of others.
  private static let clusters: [Trace] = ProgramOptions.clustering.map {
    Trace($0, isFolded: true)
  }

  private static let signs: [Trace] = [
    Trace(KnownBytes.signature),
    Trace(KnownBytes.atlas),
    Trace("://", .user),
    Trace(KnownBytes.begin, .dash),
    Trace(KnownBytes.botStart, .digit),
    Trace(KnownBytes.bearer, isFolded: true, .blank),
    Trace(KnownBytes.basic, isFolded: true, .blank),
    Trace(KnownBytes.objectStart, .token(7)),
    Trace(KnownBytes.secretKeyStart, .token(16)),
    Trace("\\u00", .escape),
  ]
}
