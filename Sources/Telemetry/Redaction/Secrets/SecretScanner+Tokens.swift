extension SecretScanner where Text: ReadableBytes {
  /// Looks at a word: whether it begins a token, says that one follows, or is an option with a value.
  mutating func passWord() {
    let end = text.end(from: index, where: \.isAlphanumeric)
    if let finding = token(upTo: end) ?? scheme(upTo: end) ?? option() ?? argument()
      ?? spoken(upTo: end)
    {
      return found(finding.range, finding.rule)
    }
    noteProgram(index..<end)
    index = end
    skipImage()
  }

  private mutating func token(upTo end: Int) -> Finding? {
    if TokenRule.mayBegin(text[index], text.byte(index + 1)) {
      for rule in TokenRule.beginning(with: text[index]) {
        guard let end = rule.end(in: text, at: index) else { continue }
        // `cache-key-…` names a thing by its sum.
        if rule.name == "mailgun", text.byte(index - 1).isPartOfName { continue }
        if rule.name == "aws" { accessKeyEnd = end }
        return Finding(index..<end, rule.name)
      }
    }
    switch text[index] {
    case UInt8(ascii: "e") where text.byte(index + 1) == UInt8(ascii: "y"):
      if let token = webToken() { return token }
    case UInt8(ascii: "s") where text.byte(index + 1) == UInt8(ascii: "k"):
      if let key = secretKey() { return key }
    case UInt8(ascii: "a") where text.byte(index + 1) == UInt8(ascii: "t"):
      if let token = atlasToken() { return token }
    default: break
    }
    return accessSecret() ?? botToken(upTo: end) ?? encodedToken()
  }

  /// A JSON Web Token: two or three parts of Base64 with dots, of which the first is an object.
  private mutating func webToken() -> Finding? {
    guard text.holds(Self.objectStart, at: index) else { return nil }
    // A run that led to nothing is not walked again for each word in it.
    if index >= tokenRunEnd { tokenRunEnd = text.end(from: index, where: \.isTokenLetter) }
    let header = tokenRunEnd
    guard header - index >= 10, text.byte(header) == UInt8(ascii: ".") else { return nil }
    let payload = text.end(from: header + 1, within: 8, where: \.isTokenLetter)
    guard payload - header > 8 else { return nil }
    return Finding(index..<text.end(from: payload, where: \.isPartOfName), "jwt")
  }

  /// A token of Terraform: 14 letters, `.atlasv1.` and many more.
  private func atlasToken() -> Finding? {
    let start = index - 15
    let least = findings.last?.range.upperBound ?? 0
    guard text.byte(index - 1) == UInt8(ascii: "."), text.holds(KnownBytes.atlas, at: index),
      start >= least, (start..<index - 1).allSatisfy({ text[$0].isAlphanumeric })
    else { return nil }
    let body = index + KnownBytes.atlas.count
    let end = text.end(from: body, where: \.isTokenLetter)
    return end - body >= 40 ? Finding(start..<end, "terraform") : nil
  }

  /// A key that begins with `sk-`, if what follows looks drawn by lot.
  private func secretKey() -> Finding? {
    guard text.holds(Self.secretKeyStart, at: index) else { return nil }
    let start = index + Self.secretKeyStart.count
    let look = text.end(from: start, within: Self.secretKeyLook, where: \.isTokenLetter)
    guard isRandom(start..<look) else { return nil }
    return Finding(index..<text.end(from: look, where: \.isTokenLetter), "sk")
  }

  /// Whether a run has a long part that no words make up, or is long and mixed as no name is.
  private func isRandom(_ range: Range<Int>) -> Bool {
    guard range.count >= 16 else { return false }
    var place = range.lowerBound
    var all = Letters()
    while place < range.upperBound {
      let end = min(range.upperBound, text.end(from: place, where: \.isAlphanumeric))
      let part = Letters(text, place..<end)
      if part.count >= 32 || part.count >= 16 && (part.hasDigits || part.isMixed) { return true }
      all.add(part)
      place = end + 1
    }
    return all.count >= 40 && all.hasDigits && all.isMixed
  }

  /// The secret that stands beside an access key of AWS: 40 letters of Base64.
  private mutating func accessSecret() -> Finding? {
    guard let keyEnd = accessKeyEnd else { return nil }
    guard index - keyEnd < Self.accessSecretReach else {
      accessKeyEnd = nil
      return nil
    }
    let end = text.end(from: index, within: 41) { $0.isBase64 && $0 != UInt8(ascii: "=") }
    guard end - index == 40 else { return nil }
    let letters = Letters(text, index..<end)
    return letters.hasDigits && letters.isMixed ? Finding(index..<end, "aws") : nil
  }

  /// The token of a bot of Telegram: its number, a colon, and `AA` before 33 more.
  private func botToken(upTo end: Int) -> Finding? {
    guard (8...10).contains(end - index), text[index].isDigit, text.holds(Self.botStart, at: end),
      text.end(from: index, where: \.isDigit) == end
    else { return nil }
    let last = text.end(from: end + 1, within: 40, where: \.isTokenLetter)
    return last - end == 36 ? Finding(index..<last, "telegram") : nil
  }

  /// Leaves out the Base64 of an image: nothing in it is a word.
  private mutating func skipImage() {
    guard text.byte(index) == UInt8(ascii: ","), text.holds(Self.image, at: index - 6) else {
      return
    }
    let end = text.end(from: index + 1, where: \.isBase64)
    if end - index > Self.shortestImage { index = end }
  }

  /// Bytes behind an access key in which its secret is looked for.
  private static var accessSecretReach: Int { 256 }
  /// Bytes of a key behind `sk-` by which it is judged.
  private static var secretKeyLook: Int { 96 }
  private static var shortestImage: Int { 100 }
  private static var objectStart: [UInt8] { KnownBytes.objectStart }
  private static var secretKeyStart: [UInt8] { KnownBytes.secretKeyStart }
  private static var botStart: [UInt8] { KnownBytes.botStart }
  private static var image: [UInt8] { KnownBytes.image }
}
