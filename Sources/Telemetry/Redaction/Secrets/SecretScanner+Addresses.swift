/// Secrets in addresses: of servers and of people.
extension SecretScanner where Text: ReadableBytes {
  /// Hides the password between `://` and the host, and the path of an address that is a secret itself.
  mutating func passURL() {
    let start = index + 3
    if let path = secretPath(from: start) { return found(path, "webhook") }
    guard let password = password(from: start) else {
      index = start
      return
    }
    found(password, "url")
  }

  /// The path of an address that lets everyone in who knows it.
  private func secretPath(from start: Int) -> Range<Int>? {
    for host in Webhooks.hosts where text.holds(word: host, at: start) {
      let path = start + host.count
      let end = text.end(from: path) { $0.isPartOfName || $0 == UInt8(ascii: "/") }
      return Letters(text, path..<min(end, path + 256)).hasDigits ? path..<end : nil
    }
    return nil
  }

  private func password(from start: Int) -> Range<Int>? {
    var colon: Int?
    var slash: Int?
    var at: Int?
    var end = start
    while end < text.count, end - start < Self.longestAuthority, !endsAddress(end) {
      // The colon of a mark is none of the address.
      if let mark = Redacted.end(in: text, at: end) {
        end = mark
        continue
      }
      switch text[end] {
      case UInt8(ascii: ":"):
        if colon == nil, slash == nil { colon = end }
      case UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"): slash = slash ?? end
      // Behind a host comes a path; but a password may have a slash in it.
      case UInt8(ascii: "@"): if slash == nil || isPassword(colon, slash, at, start) { at = end }
      default: break
      }
      end += 1
    }
    guard let at else { return nil }
    if let colon, colon < at {
      return isPlaceholder(colon + 1..<at) ? nil : colon + 1..<at
    }
    let letters = Letters(text, start..<at)
    return start + 20 <= at && !isPlaceholder(start..<at) && letters.hasDigits && letters.hasLetters
      ? start..<at : nil
  }

  /// Whether a slash is part of a password: no `@` came before it, or the address is none of the web,
  /// where paths have that sign too; and what stands before it is more than the number of a port.
  private func isPassword(_ colon: Int?, _ slash: Int?, _ at: Int?, _ start: Int) -> Bool {
    guard let colon, let slash else { return false }
    let isWeb =
      text.holds(word: Self.http, at: start - 7) || text.holds(word: Self.https, at: start - 8)
    if at != nil { return !isWeb }
    return colon + 1 < slash && !(colon + 1..<slash).allSatisfy { text[$0].isDigit }
  }

  private func endsAddress(_ place: Int) -> Bool {
    let byte = text[place]
    if byte.isSpace || byte.isQuote || byte == UInt8(ascii: "\\") { return true }
    return byte == UInt8(ascii: ":") && text.byte(place + 1) == UInt8(ascii: "/")
      && text.byte(place + 2) == UInt8(ascii: "/")
  }

  /// What an address of Azure is signed with: `?sig=…`; whoever has it gets in.
  func addressSignature() -> Range<Int>? {
    let start = index - 3
    guard text.holds(KnownBytes.signature, at: start), "?&;".utf8.contains(text.byte(start - 1))
    else { return nil }
    let end = text.end(from: index + 1) { $0.isBase64 || $0 == UInt8(ascii: "%") }
    return end - index > 40 && Letters(text, index + 1..<end).isMixed ? index + 1..<end : nil
  }

  /// Hides an address of e-mail, if it is asked for.
  mutating func passMail() {
    let at = index
    index += 1
    guard hidesMail else { return }
    let least = findings.last?.range.upperBound ?? 0
    var start = at
    while start > least, at - start < 64, isMailLetter(text[start - 1]) { start -= 1 }
    let end = text.end(from: at + 1, within: 255) {
      $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
    // The user of all who fetch by SSH is nobody's address.
    let isShared = at - start == 3 && text.holds(Self.git, at: start)
    guard let last = mailEnd(at + 1..<end), start < at, !isShared else { return }
    found(start..<last, "mail")
  }

  private func isMailLetter(_ byte: UInt8) -> Bool {
    byte.isPartOfName || byte == UInt8(ascii: "+") || byte >= 0x80
  }

  /// Where the domain of an address ends: in two letters at least, behind a dot.
  private func mailEnd(_ range: Range<Int>) -> Int? {
    var end = range.upperBound
    while end > range.lowerBound, !text[end - 1].isLetter { end -= 1 }
    guard let dot = (range.lowerBound..<end).last(where: { text[$0] == UInt8(ascii: ".") }) else {
      return nil
    }
    return end - dot > 2 && dot > range.lowerBound ? end : nil
  }

  private static var git: [UInt8] { KnownBytes.git }
  private static var http: [UInt8] { KnownBytes.http }
  private static var https: [UInt8] { KnownBytes.https }
  private static var longestAuthority: Int { 512 }
}

/// Hosts at which whoever knows an address may write.
enum Webhooks {
  static let hosts = [
    "hooks.slack.com/services/", "hooks.slack.com/workflows/", "discord.com/api/webhooks/",
    "discordapp.com/api/webhooks/",
  ].map { Array($0.utf8) }
}
