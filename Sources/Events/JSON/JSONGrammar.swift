/// Whether bytes are one JSON text by RFC 8259, in UTF-8: step by step, without recursion and without a
/// tree.
///
/// It judges as the parser of lines does, for programs that have no time to start one: half a
/// surrogate pair in escapes and numbers of any size are fine.
package struct JSONGrammar: ~Escapable {
  /// Objects and arrays of a line that are not empty, nested at most: its own object is one.
  package static let deepest = 1023

  private let text: Span<UInt8>
  private let deepest: Int
  private var index = 0
  /// The brackets that close what is open.
  private var closers: [UInt8] = []

  /// Whether a text is JSON: one value, with white space around it.
  ///
  /// - Parameters:
  ///   - text: the bytes.
  ///   - deepest: how many objects and arrays that are not empty may be nested.
  package static func accepts(_ text: Span<UInt8>, deepest: Int = Self.deepest) -> Bool {
    var grammar = JSONGrammar(text, deepest: deepest)
    return grammar.readsAll()
  }

  @_lifetime(copy text)
  private init(_ text: Span<UInt8>, deepest: Int) {
    self.text = text
    self.deepest = deepest
  }

  /// The byte that is next; 0, which is none of JSON's, at the end.
  private var next: UInt8 { index < text.count ? text[index] : 0 }

  private mutating func readsAll() -> Bool {
    while true {
      skipSpace()
      let isComplete: Bool
      switch next {
      case UInt8(ascii: "{"):
        guard let opened = opens(UInt8(ascii: "}")) else { return false }
        if opened && !passesKey() { return false }
        isComplete = !opened
      case UInt8(ascii: "["):
        guard let opened = opens(UInt8(ascii: "]")) else { return false }
        isComplete = !opened
      default:
        guard passesScalar() else { return false }
        isComplete = true
      }
      guard isComplete else { continue }
      guard let goesOn = passesEnds() else { return false }
      if !goesOn { return true }
    }
  }

  /// Opens an object or an array; false for one that is empty, which is passed. nil: there are too many.
  private mutating func opens(_ closer: UInt8) -> Bool? {
    index += 1
    skipSpace()
    if next == closer {
      index += 1
      return false
    }
    guard closers.count < deepest else { return nil }
    closers.append(closer)
    return true
  }

  /// Passes what ends behind a value, to where the next one begins; false at the end of the text, and
  /// nil where something else follows.
  private mutating func passesEnds() -> Bool? {
    while true {
      skipSpace()
      guard let closer = closers.last else { return index == text.count ? false : nil }
      if next == UInt8(ascii: ",") {
        index += 1
        return closer == UInt8(ascii: "]") || passesKey() ? true : nil
      }
      guard next == closer else { return nil }
      index += 1
      closers.removeLast()
    }
  }

  /// A key and its colon.
  private mutating func passesKey() -> Bool {
    skipSpace()
    guard next == UInt8(ascii: "\""), passesString() else { return false }
    skipSpace()
    guard next == UInt8(ascii: ":") else { return false }
    index += 1
    return true
  }

  private mutating func passesScalar() -> Bool {
    switch next {
    case UInt8(ascii: "\""): passesString()
    case UInt8(ascii: "t"): passes("true")
    case UInt8(ascii: "f"): passes("false")
    case UInt8(ascii: "n"): passes("null")
    default: passesNumber()
    }
  }

  private mutating func passes(_ word: StaticString) -> Bool {
    for offset in 0..<word.utf8CodeUnitCount {
      guard unsafe next == word.utf8Start[offset] else { return false }
      index += 1
    }
    return true
  }

  private mutating func passesNumber() -> Bool {
    if next == UInt8(ascii: "-") { index += 1 }
    if next == UInt8(ascii: "0") {
      index += 1
    } else if !passesDigits() {
      return false
    }
    if next == UInt8(ascii: ".") {
      index += 1
      guard passesDigits() else { return false }
    }
    guard next | 0x20 == UInt8(ascii: "e") else { return true }
    index += 1
    if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { index += 1 }
    return passesDigits()
  }

  /// At least one.
  private mutating func passesDigits() -> Bool {
    let start = index
    while next &- UInt8(ascii: "0") <= 9 { index += 1 }
    return index > start
  }

  /// From its quote on.
  private mutating func passesString() -> Bool {
    index += 1
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        return true
      case UInt8(ascii: "\\"): guard passesEscape() else { return false }
      case ..<0x20: return false
      case ..<0x80: index += 1
      default: guard passesCharacter(of: byte) else { return false }
      }
    }
    return false
  }

  private mutating func passesEscape() -> Bool {
    index += 1
    let letter = next
    index += 1
    switch letter {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      for _ in 0..<4 {
        let isDigit = next &- UInt8(ascii: "0") <= 9
        guard isDigit || (next | 0x20) &- UInt8(ascii: "a") <= 5 else { return false }
        index += 1
      }
      return true
    default: return false
    }
  }

  /// A character of several bytes (RFC 3629, section 4: the shortest form, and no surrogates).
  private mutating func passesCharacter(of first: UInt8) -> Bool {
    let second: ClosedRange<UInt8>
    let more: Int
    switch first {
    case 0xC2...0xDF: (second, more) = (0x80...0xBF, 0)
    case 0xE0: (second, more) = (0xA0...0xBF, 1)
    case 0xED: (second, more) = (0x80...0x9F, 1)
    case 0xE1...0xEF: (second, more) = (0x80...0xBF, 1)
    case 0xF0: (second, more) = (0x90...0xBF, 2)
    case 0xF1...0xF3: (second, more) = (0x80...0xBF, 2)
    case 0xF4: (second, more) = (0x80...0x8F, 2)
    default: return false
    }
    index += 1
    guard second.contains(next) else { return false }
    index += 1
    for _ in 0..<more {
      guard next & 0xC0 == 0x80 else { return false }
      index += 1
    }
    return true
  }

  private mutating func skipSpace() { index = JSONScanner.afterSpace(text, index) }
}
