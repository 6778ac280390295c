/// 128 bytes of a board: the header or one record, ended by a checksum.
///
/// Sixteen words of 64 bits, the low byte first. The last word is made of the fifteen before it,
/// so that a record which was read while it was written is told from a whole one.
struct BoardRecord: Sendable {
  private var words: InlineArray<16, UInt64> = .init(repeating: 0)

  /// Bytes of the header and of each record.
  static let size = 128

  /// All zeros, which no checksum fits.
  init() {}

  /// The record that these bytes are, which must be `size` of them.
  init(_ bytes: Span<UInt8>) {
    precondition(bytes.count == Self.size, "a record of a board has 128 bytes")
    for index in 0..<16 { self[word: index] = Self.word(of: bytes, at: index * 8) }
  }

  /// Filled by `body`, which gets its bytes as they stand in memory.
  init<Failure: Error>(
    filledBy body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Void
  ) throws(Failure) {
    var failure: Failure?
    unsafe withUnsafeMutableBytes(of: &words) { bytes in
      do throws(Failure) { try unsafe body(bytes) } catch { failure = error }
    }
    if let failure { throw failure }
  }

  /// One word, whatever the order of bytes of this machine.
  subscript(word index: Int) -> UInt64 {
    get { UInt64(littleEndian: words[index]) }
    set { words[index] = newValue.littleEndian }
  }

  subscript(byte offset: Int) -> UInt8 {
    get { UInt8(truncatingIfNeeded: self[word: offset / 8] >> UInt64(offset % 8 * 8)) }
    set {
      let shift = UInt64(offset % 8 * 8)
      self[word: offset / 8] &= ~(0xFF << shift)
      self[word: offset / 8] |= UInt64(newValue) << shift
    }
  }

  /// Whether the last word is what the others make it.
  var isWhole: Bool { self[word: 15] == checksum }

  /// Makes the last word of the others.
  mutating func seal() { self[word: 15] = checksum }

  /// FNV's steps over words instead of bytes, with the high half folded into the low one. It
  /// begins at a number of its own, so that zeros are not whole.
  private var checksum: UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in 0..<15 {
      hash = (hash ^ self[word: index]) &* 0x100_0000_01B3
      hash ^= hash >> 32
    }
    return hash
  }

  /// The bytes as they stand in the file.
  func append(to bytes: inout [UInt8]) {
    // Sound: the words' own memory, copied while it is lent.
    unsafe withUnsafeBytes(of: words) { unsafe bytes.append(contentsOf: $0) }
  }

  private static func word(of bytes: Span<UInt8>, at offset: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in 0..<8 { word |= UInt64(bytes[offset + index]) << UInt64(index * 8) }
    return word
  }
}

extension BoardRecord {
  /// A text in a field of fixed length, filled up with zeros.
  func text(_ field: Range<Int>) -> String {
    var bytes: [UInt8] = []
    for offset in field {
      let byte = self[byte: offset]
      if byte == 0 { break }
      bytes.append(byte)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Whether the field says just this, without making a text of it.
  func says(_ text: String, in field: Range<Int>) -> Bool {
    var offset = field.lowerBound
    for byte in text.utf8 {
      guard offset < field.upperBound, self[byte: offset] == byte else { return false }
      offset += 1
    }
    return offset == field.upperBound || self[byte: offset] == 0
  }

  /// Puts a text in; false where it had to be cut, which happens between characters.
  @discardableResult
  mutating func put(_ text: String, in field: Range<Int>) -> Bool {
    let bytes = Array(text.utf8)
    var end = min(bytes.count, field.count)
    while end > 0, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
    for offset in field {
      let index = offset - field.lowerBound
      self[byte: offset] = index < end ? bytes[index] : 0
    }
    return end == bytes.count
  }
}
