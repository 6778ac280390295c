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

/// Random numbers that are the same in every run: SplitMix64.
package struct Seeded: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(_ seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

/// What a suite has to say of itself when it is done.
package struct Stopwatch: Sendable {
  private let start = ContinuousClock.now

  package init() {}

  /// Prints a line such as `truncation: 48 123 cuts, … (12.3 s)`.
  package func report(_ text: String) {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    print("\(text) (\(seconds).\(attoseconds / 100_000_000_000_000_000) s)")
  }
}
