import Events
import SystemCalls

/// A quick look at a line of JSON: whether there is certainly nothing in it to hide, which is so of nearly
/// every line. It steps over the line once and makes no values of it.
struct LineLook {
  private let line: [UInt8]
  private let hidesMail: Bool
  private var index = 0

  /// - Parameter line: one that is JSON.
  init(_ line: [UInt8], hidesMail: Bool) {
    self.line = line
    self.hidesMail = hidesMail
  }

  /// False where only a closer look tells.
  mutating func isHarmless() -> Bool {
    while let quote = ByteSearch.first(Self.quote, in: line.span, from: index) {
      let start = quote + 1
      guard let (end, hasEscapes) = closing(from: start) else { return false }
      index = end + 1
      if let value = valueBehindColon() {
        if hasEscapes || !isHarmless(name: start..<end, value) { return false }
      } else if !isHarmless(text: start..<end, hasEscapes) {
        return false
      }
    }
    return true
  }

  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// Where the text that begins at a place ends, and whether something in it is escaped.
  private func closing(from start: Int) -> (end: Int, hasEscapes: Bool)? {
    var place = start
    var hasEscapes = false
    while let end = ByteSearch.first(Self.quote, in: line.span, from: place) {
      var before = end
      while before > start, line[before - 1] == Self.backslash { before -= 1 }
      hasEscapes =
        hasEscapes || before < end
        || ByteSearch.first(Self.backslash, in: line.span.extracting(place..<end)) != nil
      if (end - before).isMultiple(of: 2) { return (end, hasEscapes) }
      place = end + 1
    }
    return nil
  }

  /// The first byte of the value behind a colon; nil where none stands there, so that the text is no name.
  private func valueBehindColon() -> UInt8? {
    let colon = line.end(from: index, where: \.isSpace)
    guard line.byte(colon) == UInt8(ascii: ":") else { return nil }
    return line.byte(line.end(from: colon + 1, where: \.isSpace))
  }

  private func isHarmless(name: Range<Int>, _ value: UInt8) -> Bool {
    let isValue = name.count == 5 && line.holds(word: Self.value, at: name.lowerBound)
    if isValue { return false }
    if !line[name].isHarmless && !findings(name).isEmpty { return false }
    let isShown = value == Self.quote || value == UInt8(ascii: "{") || value == UInt8(ascii: "[")
    return !isShown || SecretName(Array(line[name].suffix(SecretName.longest))) == nil
  }

  /// Which another member may name: `{"name":"Authorization","value":…}`.
  private static let value = Array("value".utf8)

  private func isHarmless(text: Range<Int>, _ hasEscapes: Bool) -> Bool {
    // An option in an array may say that its neighbour is a secret.
    if line.byte(text.lowerBound) == UInt8(ascii: "-") { return false }
    if !hidesMail, !SecretTraces.known.stand(in: line.span.extracting(text)) { return true }
    if !hasEscapes {
      if namesNeighbour(text, line[text].suffix(SecretName.longest)) { return false }
      if Self.mayBeginKey(line.span.extracting(text)) { return false }
      return line[text].isHarmless || findings(text).isEmpty
    }
    let bytes = unescaped(text)
    if namesNeighbour(text, bytes.suffix(SecretName.longest)) { return false }
    if bytes.first == UInt8(ascii: "-") || Self.mayBeginKey(bytes.span) { return false }
    return bytes.isHarmless || SecretScanner.findings(in: bytes, hidesMail: hidesMail).isEmpty
  }

  /// Whether a text is an element of an array that may say that the next one is a secret.
  private func namesNeighbour(_ text: Range<Int>, _ ending: ArraySlice<UInt8>) -> Bool {
    let comma = line.end(from: text.upperBound + 1, where: \.isSpace)
    guard line.byte(comma) == UInt8(ascii: ",") else { return false }
    var before = text.lowerBound - 2
    while before > 0, line[before].isSpace { before -= 1 }
    return line.byte(before) != UInt8(ascii: ":") && SecretName(Array(ending)) != nil
  }

  /// The other lines of a private key may be the elements of an array behind it.
  private static func mayBeginKey(_ text: Span<UInt8>) -> Bool {
    ByteSearch.contains(SplitKey.beginning, in: text)
  }

  /// A text as it is meant. Nearly all that is escaped are ends of lines and quotes.
  private func unescaped(_ text: Range<Int>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.count)
    var place = text.lowerBound
    while place < text.upperBound {
      let rest = line.span.extracting(place..<text.upperBound)
      let plain = ByteSearch.first(Self.backslash, in: rest) ?? rest.count
      bytes += line[place..<place + plain]
      place += plain
      if place + 1 >= text.upperBound { break }
      switch line[place + 1] {
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "t"): bytes.append(0x09)
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): bytes.append(line[place + 1])
      default: return Array(JSONText.unescape(line.span.extracting(text)).utf8)
      }
      place += 2
    }
    return bytes
  }

  private func findings(_ range: Range<Int>) -> [Finding] {
    SecretScanner.findings(
      in: PartOfLine(line: line, start: range.lowerBound, count: range.count),
      hidesMail: hidesMail)
  }
}

/// Bytes of a line, as if nothing stood beside them.
private struct PartOfLine: ReadableBytes {
  let line: [UInt8]
  let start: Int
  let count: Int

  subscript(_ place: Int) -> UInt8 { line[start + place] }
}
