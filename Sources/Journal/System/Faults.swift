#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// The seam at which a test makes the Nth system call of one thread fail or fall short.
///
/// Only the thread that arms it is hit, so that tests may run beside each other. Disarmed it
/// costs one relaxed load a call.
package enum Faults {
  /// What happens to the chosen call.
  package enum Effect: Sendable, Equatable {
    /// The call does nothing and reports this number.
    case failure(Int32)
    /// A write transfers only this many bytes, and the next one finds the disk full.
    case short(Int)
    /// From this call on, nothing of this thread reaches the disk: as if the process was killed.
    case death
    /// A write transfers only this many bytes, and then the process is as good as killed.
    case torn(Int)

    var isOfWritesOnly: Bool {
      switch self {
      case .short, .torn: true
      case .failure, .death: false
      }
    }
  }

  private struct Plan {
    var thread: UInt
    var remaining: Int
    var effect: Effect
    var hasStruck = false
    var struck: Call?
  }

  private static let isArmed = Atomic<Bool>(false)
  private static let plans = Mutex<[Plan]>([])

  /// Runs `body` with the `n`th call (from 1) of this thread hit; says which call that was.
  package static func strike<Result, Failure: Error>(
    call n: Int, _ effect: Effect, _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: Call?) {
    let thread = currentThread()
    plans.withLock { $0.append(Plan(thread: thread, remaining: n, effect: effect)) }
    isArmed.store(true, ordering: .sequentiallyConsistent)
    let result: Swift.Result<Result, Failure>
    do { result = .success(try body()) } catch { result = .failure(error) }
    let struck = plans.withLock { plans -> Call? in
      guard let index = plans.firstIndex(where: { $0.thread == thread }) else { return nil }
      let plan = plans.remove(at: index)
      if plans.isEmpty { isArmed.store(false, ordering: .sequentiallyConsistent) }
      return plan.struck
    }
    return (result, struck)
  }

  /// What happens to this call; nil for what always happens.
  @inline(__always)
  static func next(_ call: Call) -> Effect? {
    isArmed.load(ordering: .relaxed) ? lookUp(call) : nil
  }

  private static func lookUp(_ call: Call) -> Effect? {
    let thread = currentThread()
    return plans.withLock { plans in
      guard let index = plans.firstIndex(where: { $0.thread == thread }) else { return nil }
      plans[index].remaining -= 1
      if plans[index].hasStruck {
        switch plans[index].effect {
        case .failure: return nil
        case .death, .torn: return .death
        case .short:
          // A full disk stays full for the writes that try to finish the first one.
          return call == plans[index].struck ? .failure(ENOSPC) : nil
        }
      }
      guard plans[index].remaining <= 0 else { return nil }
      if plans[index].effect.isOfWritesOnly && call != .write && call != .pwrite { return nil }
      plans[index].hasStruck = true
      plans[index].struck = call
      return plans[index].effect
    }
  }

  private static func currentThread() -> UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      UInt(bitPattern: pthread_self())
    #endif
  }
}
