#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Where lines end.
package enum Newlines {
  package static let byte = UInt8(ascii: "\n")

  package static func count(in bytes: Span<UInt8>) -> Int {
    var count = 0
    unsafe bytes.withUnsafeBytes { raw in
      var start = 0
      while start < raw.count,
        // Sound: the search stays within the buffer.
        let found = unsafe memchr(raw.baseAddress! + start, 10, raw.count - start)
      {
        count += 1
        start = unsafe UnsafeRawPointer(found) - raw.baseAddress! + 1
      }
    }
    return count
  }

  /// The index after the last newline; 0 where there is none.
  package static func endOfLastLine(in bytes: Span<UInt8>) -> Int {
    var index = bytes.count
    while index > 0 && bytes[index - 1] != byte { index -= 1 }
    return index
  }

  /// The index of the first newline at or after `start`.
  package static func first(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    guard start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { raw in
      guard let found = unsafe memchr(raw.baseAddress! + start, 10, raw.count - start) else {
        return nil
      }
      return unsafe UnsafeRawPointer(found) - raw.baseAddress!
    }
  }
}
