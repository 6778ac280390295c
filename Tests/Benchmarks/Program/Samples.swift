import Journal
import SystemCalls

/// Times of single operations, in nanoseconds, in room that is there before the clock starts.
struct Samples: Sendable {
  private var nanoseconds: [UInt32] = []

  init(capacity: Int) { nanoseconds.reserveCapacity(capacity) }

  mutating func add(_ elapsed: Int64) { nanoseconds.append(UInt32(clamping: elapsed)) }

  /// Adds what another thread measured.
  mutating func add(_ others: Samples) { nanoseconds += others.nanoseconds }

  /// Leaves the samples where bench.py asked for them: machine words of 32 bits.
  func save(_ path: String) throws {
    let bytes = nanoseconds.flatMap { sample in
      (0..<4).map { UInt8(truncatingIfNeeded: sample >> (8 * $0)) }
    }
    try Folder.replace(path, with: bytes, isSynced: false)
  }
}

/// Where all processes of one measure begin together, on the clock that they share.
enum StartingLine {
  static func wait(until instant: Int) {
    while monotonicNow() < Int64(instant) { pause(nanoseconds: 200_000) }
  }
}
