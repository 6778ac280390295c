#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Looking for bytes at the full speed of the system's own library.
package enum ByteSearch {
  /// How often `byte` occurs.
  package static func count(of byte: UInt8, in bytes: Span<UInt8>) -> Int {
    var count = 0
    unsafe bytes.withUnsafeBytes { raw in
      var start = 0
      while start < raw.count,
        // Sound: the search stays within the buffer.
        let found = unsafe memchr(raw.baseAddress! + start, Int32(byte), raw.count - start)
      {
        count += 1
        start = unsafe UnsafeRawPointer(found) - raw.baseAddress! + 1
      }
    }
    return count
  }

  /// The index of the first `byte` at or after `start`.
  package static func first(_ byte: UInt8, in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    guard start < bytes.count else { return nil }
    return unsafe bytes.withUnsafeBytes { raw in
      guard let found = unsafe memchr(raw.baseAddress! + start, Int32(byte), raw.count - start)
      else { return nil }
      return unsafe UnsafeRawPointer(found) - raw.baseAddress!
    }
  }

  /// How many bytes from the first on are `byte`.
  package static func leading(_ byte: UInt8, in bytes: Span<UInt8>) -> Int {
    guard bytes.count > 0, bytes[0] == byte else { return 0 }
    let areAll = unsafe bytes.withUnsafeBytes { raw in
      // Sound: both parts lie within the buffer. Each byte is compared with the one before it.
      unsafe memcmp(raw.baseAddress!, raw.baseAddress! + 1, raw.count - 1) == 0
    }
    if areAll { return bytes.count }
    var count = 1
    while bytes[count] == byte { count += 1 }
    return count
  }

  /// Whether `pattern` occurs. It begins with a byte that is rare, which is looked for alone.
  package static func contains(_ pattern: [UInt8], in bytes: Span<UInt8>) -> Bool {
    guard let rare = pattern.first else { return true }
    return unsafe bytes.withUnsafeBytes { all in
      guard let base = all.baseAddress else { return false }
      var offset = 0
      while true {
        let found = unsafe memchr(base + offset, Int32(rare), all.count - offset)
        guard let found = unsafe found else { return false }
        let place = unsafe UnsafeRawPointer(found) - base
        if all.count - place < pattern.count { return false }
        if unsafe memcmp(base + place, pattern, pattern.count) == 0 { return true }
        offset = place + 1
      }
    }
  }

  /// Where `pattern` occurs; it begins with a byte that is rare, which is looked for alone.
  package static func places(of pattern: [UInt8], in bytes: Span<UInt8>) -> [Int] {
    var places: [Int] = []
    var place = 0
    while let found = first(pattern[0], in: bytes, from: place) {
      if bytes.count - found < pattern.count { break }
      let isThere = unsafe bytes.withUnsafeBytes { all in
        // Sound: as many bytes are there.
        unsafe memcmp(all.baseAddress! + found, pattern, pattern.count) == 0
      }
      if isThere { places.append(found) }
      place = found + 1
    }
    return places
  }

  /// Whether two buffers of one length hold the same bytes.
  package static func areEqual(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer, count: Int)
    -> Bool
  {
    unsafe memcmp(left, right, count) == 0
  }
}
