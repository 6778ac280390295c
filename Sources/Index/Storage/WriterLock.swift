import Journal
import SystemCalls

/// `views/WRITER`, held. Whoever begins a write transaction holds it.
///
/// LMDB's own mutex can neither be tried nor be waited for with a deadline, and a writer that was
/// stopped would stop everybody with it.
///
/// The file says whether a transaction is on its way, and how many processes have died in one since
/// the last that ended well: LMDB trusts its pages, and a damaged one may end whoever writes.
struct WriterLock: ~Copyable {
  private let lock: LockFile
  /// Processes that died inside a transaction since the last one that ended well.
  private(set) var deaths = 0

  /// So many deaths were no chance: what they wrote to is made anew.
  static let fatal = 2

  /// Takes the lock of the file that stands at `path` now, which is made if it is not there.
  ///
  /// - Throws: `busy` past the deadline.
  init(_ path: String, by deadline: Int64) throws(ViewsError) {
    while true {
      // An own descriptor each time: the lock keeps out the other threads of this process, too.
      let lock = try viewed { () throws(SystemError) in try LockFile(path) }
      guard try viewed({ () throws(SystemError) in try lock.acquire(by: deadline) }) else {
        throw ViewsError.busy(path)
      }
      let there = try viewed { () throws(SystemError) in try FileStatus.ofName(path) }
      if let there, there.isSameFile(as: lock.status) {
        self.lock = lock
        deaths = Self.deaths(in: lock.file)
        return
      }
      lock.file.unlock()
      if monotonicNow() >= deadline { throw ViewsError.busy(path) }
    }
  }

  deinit { lock.file.unlock() }

  private static let inside = UInt8(ascii: "+")
  private static let outside = UInt8(ascii: "-")

  private static func deaths(in file: Descriptor) -> Int {
    // A file that says nothing tells of no death.
    guard let bytes = try? file.bytes(at: 0, count: 2), bytes.count == 2,
      case let count = Int(bytes[0]) - Int(UInt8(ascii: "0")), (0..<fatal).contains(count)
    else { return 0 }
    // Whoever was inside held the lock; it is ours, so that process is gone.
    return bytes[1] == inside ? count + 1 : count
  }

  private func write(_ count: Int, _ place: UInt8) {
    let bytes = [UInt8(ascii: "0") + UInt8(min(count, Self.fatal - 1)), place, UInt8(ascii: "\n")]
    // On a full disk there is no mark, and no transaction either.
    try? lock.file.write(bytes.span, at: 0)
  }

  /// Says that a transaction begins.
  func enter() { write(deaths, Self.inside) }

  /// Says that a transaction is over.
  mutating func leave(endedWell: Bool) {
    if endedWell { deaths = 0 }
    write(deaths, Self.outside)
  }

  /// Says that what killed the others is gone.
  mutating func forgetDeaths() {
    deaths = 0
    write(0, Self.outside)
  }
}
