#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
package import Events
package import Journal

/// Comparing bytes by the million, at the speed of the C library even in a debug build.
package enum Bytes: Sendable {
  /// Whether `bytes` are exactly those of `all` in `range`.
  package static func areEqual(_ bytes: [UInt8], _ all: [UInt8], _ range: Range<Int>) -> Bool {
    guard bytes.count == range.count else { return false }
    if range.isEmpty { return true }
    return unsafe bytes.withUnsafeBytes { left in
      unsafe all.withUnsafeBytes { right in
        let part = unsafe UnsafeRawBufferPointer(rebasing: right[range])
        // Sound: both are `range.count` bytes long; a slice beyond the array traps.
        return unsafe memcmp(left.baseAddress!, part.baseAddress!, range.count) == 0
      }
    }
  }

  package static func areEqual(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    areEqual(left, right, 0..<right.count)
  }
}

extension EventLog {
  /// Every byte that readers are given, in order.
  package func allBytes(from position: Position? = nil) throws(JournalError) -> [UInt8] {
    var reader = try read(from: position)
    var bytes: [UInt8] = []
    while let chunk = try reader.next() {
      unsafe chunk.bytes.withUnsafeBufferPointer { unsafe bytes.append(contentsOf: $0) }
    }
    return bytes
  }
}
