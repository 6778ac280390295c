/// A private key whose lines come one by one: as the elements of an array, or as lines of input.
///
/// Its first line alone may be prose about keys; the lines behind it that look as those of a key do are
/// hidden, up to its last.
package struct SplitKey: Sendable {
  private enum State {
    case outside
    /// Behind a first line, and before anything that only a key has.
    case begun
    case inside
  }

  private var state = State.outside

  package init() {}

  /// What stands in the place of such a line.
  package static let mark = Redacted.mark("pem")

  /// Takes the next line in.
  ///
  /// - Returns: whether it is one of a key, and has to be hidden whole.
  package mutating func hides(_ line: some Collection<UInt8>) -> Bool {
    let text = Array(line.prefix(Self.longestLine + 1))
    guard text.count <= Self.longestLine else {
      state = .outside
      return false
    }
    if state != .outside {
      if Self.isEnd(text) {
        defer { state = .outside }
        return state == .inside
      }
      switch Self.kind(of: text) {
      case .body(let isLong) where isLong || state == .inside:
        state = .inside
        return true
      case .header: return state == .inside
      default: state = .outside
      }
    }
    if Self.isBeginning(text) { state = .begun }
    return false
  }

  private enum Kind {
    case body(isLong: Bool)
    /// `DEK-Info: …`, or nothing.
    case header
    case other
  }

  private static func kind(of text: [UInt8]) -> Kind {
    let bare = text.drop { $0.isSpace }
    let end = (bare.lastIndex { !$0.isSpace && $0 != UInt8(ascii: ",") } ?? bare.startIndex - 1) + 1
    let body = bare[..<max(bare.startIndex, end)]
    if body.isEmpty { return .header }
    if body.allSatisfy(\.isBase64) { return .body(isLong: body.count >= 16) }
    let name = body.prefix { $0.isTokenLetter }
    return !name.isEmpty && body.dropFirst(name.count).first == UInt8(ascii: ":") ? .header : .other
  }

  private static func isBeginning(_ text: [UInt8]) -> Bool {
    guard let begin = place(of: beginning, in: text, from: 0),
      let key = place(of: privateKey, in: text, from: begin)
    else { return false }
    return place(of: dashes, in: text, from: key) != nil
      && place(of: ending, in: text, from: key) == nil
  }

  private static func isEnd(_ text: [UInt8]) -> Bool {
    place(of: ending, in: text, from: 0).map { place(of: privateKey, in: text, from: $0) != nil }
      ?? false
  }

  private static func place(of bytes: [UInt8], in text: [UInt8], from start: Int) -> Int? {
    guard text.count >= bytes.count + start else { return nil }
    return (start...text.count - bytes.count).first { text.holds(bytes, at: $0) }
  }

  /// Bytes of a line of a key; a longer one is none.
  private static let longestLine = 1024
  /// What the first line of a key has in it.
  static let beginning = Array("----BEGIN".utf8)
  private static let privateKey = Array("PRIVATE KEY".utf8)
  private static let ending = Array("----END".utf8)
  private static let dashes = Array("----".utf8)
}
