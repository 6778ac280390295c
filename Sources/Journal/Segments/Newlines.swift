import SystemCalls

/// Where lines end.
package enum Newlines {
  package static let byte = UInt8(ascii: "\n")

  package static func count(in bytes: Span<UInt8>) -> Int { ByteSearch.count(of: byte, in: bytes) }

  /// A line of so many bytes that says nothing; none for no bytes.
  static func blank(count: Int) -> [UInt8] {
    count == 0 ? [] : [UInt8](repeating: UInt8(ascii: " "), count: count - 1) + [byte]
  }

  /// The index after the last newline; 0 where there is none.
  package static func endOfLastLine(in bytes: Span<UInt8>) -> Int {
    var index = bytes.count
    while index > 0 && bytes[index - 1] != byte { index -= 1 }
    return index
  }

  /// The index of the first newline at or after `start`.
  package static func first(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    ByteSearch.first(byte, in: bytes, from: start)
  }
}
