/// The first sixteen bytes of a text as two numbers, and its length: cheap to take from a line, to
/// compare, and to find again by, where making a string and hashing it would cost more than all the
/// rest of a fold's step.
package struct ShortText: Equatable, Sendable {
  @usableFromInline package private(set) var low: UInt64 = 0
  @usableFromInline package private(set) var high: UInt64 = 0
  @usableFromInline package private(set) var length = 0

  /// No text. Texts that are there are not empty.
  package static let absent = ShortText()

  /// Bytes of the longest text that is whole.
  package static let mostBytes = 16

  /// Whether there is none.
  @inlinable package var isAbsent: Bool { length == 0 }

  /// Whether this is all of the text, so that equal ones stand for equal texts. It is not if the
  /// text is longer, or spelled with escapes.
  @inlinable package var isWhole: Bool { length <= 16 }

  private init() {}

  /// The text of a string, without its escapes being decoded.
  package init(_ view: borrowing JSONView) {
    length = view.hasEscapes ? .max : view.text.count
    if !view.hasEscapes { read(view.text) }
  }

  /// The text of bytes none of which is an escape.
  @inline(__always)
  init(plain bytes: Span<UInt8>) {
    length = bytes.count
    read(bytes)
  }

  /// The text, where this is all of it.
  package var whole: String {
    var words = (low.littleEndian, high.littleEndian)
    return unsafe withUnsafeBytes(of: &words) { bytes in
      unsafe String(decoding: bytes[..<min(Self.mostBytes, length)], as: UTF8.self)
    }
  }

  /// Any text.
  package init(_ text: String) {
    let bytes = Array(text.utf8)
    length = bytes.count
    read(bytes.span)
  }

  @inline(__always)
  private mutating func read(_ text: Span<UInt8>) {
    unsafe text.withUnsafeBytes { bytes in
      // Sound: all loads are within the bytes. Where two of them overlap, they say the same.
      func word(_ offset: Int) -> UInt64 {
        UInt64(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
      }
      func half(_ offset: Int) -> UInt64 {
        UInt64(
          UInt32(littleEndian: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)))
      }
      let count = bytes.count
      if count >= 16 {
        (low, high) = (word(0), word(8))
      } else if count >= 8 {
        low = word(0)
        high = count == 8 ? 0 : word(count - 8) &>> UInt64(8 * (16 - count))
      } else if count >= 4 {
        low = half(0) | half(count - 4) &<< UInt64(8 * (count - 4))
      } else {
        for index in 0..<count { low |= UInt64(unsafe bytes[index]) &<< UInt64(8 * index) }
      }
    }
  }

  /// Equal for equal texts; its upper bits are well mixed.
  @inlinable package var mixed: UInt64 {
    (low ^ (high &* 0x9e37_79b9_7f4a_7c15)) &* 0xff51_afd7_ed55_8ccd
  }

  /// The letters before the first hyphen, as `BUG` of `BUG-042`; absent if there are none, or
  /// something else. Nil where that cannot be told from sixteen bytes.
  package var lettersBeforeHyphen: ShortText? {
    guard length != .max else { return nil }
    var letters = ShortText()
    for index in 0..<min(16, length) {
      let word = index < 8 ? low : high
      let byte = UInt8(truncatingIfNeeded: word &>> UInt64(8 * (index & 7)))
      if byte == UInt8(ascii: "-") { return letters }
      guard (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 32) else { return .absent }
      if index < 8 {
        letters.low |= UInt64(byte) &<< UInt64(8 * index)
      } else {
        letters.high |= UInt64(byte) &<< UInt64(8 * (index - 8))
      }
      letters.length += 1
    }
    return isWhole ? .absent : nil
  }
}

extension Event {
  /// The texts that folds look at without making a string of them.
  package enum Named: Sendable {
    case tool, toolName, riskLevel
  }

  /// The same text as the accessor of that name finds.
  package func shortText(_ what: Named) -> ShortText {
    let isID = what == .tool
    let spelling: Spelling =
      switch what {
      case .tool: CorrelationKey.tool.spelling
      case .toolName: .toolName
      case .riskLevel: .only(.riskLevel)
      }
    let found = first(spelling) { view -> ShortText? in
      guard isID ? view.isID : view.kind == .string && view.text.count > 0 else { return nil }
      return ShortText(view)
    }
    return found ?? .absent
  }
}
