/// Texts one after the other in pieces of memory.
struct TextArena: Sendable {
  /// Where a text lies, in 64 bits: the piece, where in it, and how long.
  struct Span: Equatable, Sendable {
    private let bits: UInt64

    /// Nowhere.
    static let none = Span(bits: .max)

    private init(bits: UInt64) { self.bits = bits }

    fileprivate init(_ chunk: Int, _ start: Int, _ length: Int) {
      precondition(length < 1 << 26 && chunk < 1 << 22, "a key is far too long")
      bits = UInt64(chunk) << 42 | UInt64(start) << 26 | UInt64(length)
    }

    fileprivate var chunk: Int { Int(bits >> 42) }
    fileprivate var length: Int { Int(bits & (1 << 26 - 1)) }

    fileprivate var range: Range<Int> {
      let start = Int(bits >> 26 & 0xFFFF)
      return start..<start + length
    }
  }

  private var chunks: [ContiguousArray<UInt8>] = []
  private var used = 0
  private var dropped = 0

  /// How long a piece is; a longer text has one of its own.
  private static let chunkLength = 1 << 16

  mutating func append(_ label: Label) -> Span {
    let bytes = label.text.utf8
    if chunks.isEmpty || chunks[chunks.count - 1].count + bytes.count > Self.chunkLength {
      chunks.append([])
      // The first grows with what is in it, because mostly there is no second.
      if chunks.count > 1 {
        chunks[chunks.count - 1].reserveCapacity(max(Self.chunkLength, bytes.count))
      }
    }
    let last = chunks.count - 1
    let start = chunks[last].count
    chunks[last].append(contentsOf: bytes)
    used += bytes.count
    return Span(last, start, bytes.count)
  }

  /// Forgets a text; true where more is forgotten by now than is left, so that a copy is worth it.
  mutating func drop(_ span: Span) -> Bool {
    dropped += span.length
    return dropped > Self.chunkLength && 2 * dropped > used
  }

  func label(_ span: Span) -> Label {
    Label(String(decoding: chunks[span.chunk][span.range], as: UTF8.self))
  }

  func holds(_ label: Label, at span: Span) -> Bool {
    guard label.text.utf8.count == span.length else { return false }
    var text = label.text
    let start = span.range.lowerBound
    return text.withUTF8 { bytes in
      unsafe chunks[span.chunk].withUnsafeBufferPointer { own in
        for place in 0..<bytes.count {
          guard unsafe own[start + place] == bytes[place] else { return false }
        }
        return true
      }
    }
  }

  /// The same for a text that lies here and for one that does not.
  func hash(_ span: Span, into hasher: inout Hasher) {
    unsafe chunks[span.chunk].withUnsafeBytes { bytes in
      unsafe hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: bytes[span.range]))
    }
  }

  static func hash(_ label: Label, into hasher: inout Hasher) {
    var text = label.text
    text.withUTF8 { bytes in unsafe hasher.combine(bytes: UnsafeRawBufferPointer(bytes)) }
  }
}
