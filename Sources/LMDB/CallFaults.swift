#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Synchronization

/// The seam at which a test makes the Nth LMDB call of one thread fail.
///
/// Only the thread that arms it is hit. Disarmed it costs one relaxed load a call.
package enum CallFaults {
  private struct Plan {
    let thread: UInt
    let code: Int32
    let isLasting: Bool
    var remaining: Int
    var struck: String?
  }

  private static let isArmed = Atomic<Bool>(false)
  private static let plans = Guarded<[Plan]>([])

  /// Runs `body` with the `n`th call (from 1) of this thread failing as `code`, and with every
  /// later one failing, too, where `isLasting` says so. Says which call was hit first.
  package static func strike<Result, Failure: Error>(
    call n: Int, _ code: LMDBError.Code, isLasting: Bool = false,
    _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: String?) {
    let thread = currentThread()
    plans.withLock {
      $0.append(
        Plan(thread: thread, code: code.rawValue, isLasting: isLasting, remaining: n))
    }
    isArmed.store(true, ordering: .sequentiallyConsistent)
    let result: Swift.Result<Result, Failure>
    do { result = .success(try body()) } catch { result = .failure(error) }
    let struck = plans.withLock { plans -> String? in
      guard let index = plans.firstIndex(where: { $0.thread == thread }) else { return nil }
      let plan = plans.remove(at: index)
      if plans.isEmpty { isArmed.store(false, ordering: .sequentiallyConsistent) }
      return plan.struck
    }
    return (result, struck)
  }

  /// The number with which this call fails; nil for what always happens.
  @inline(__always)
  static func next(_ call: StaticString) -> Int32? {
    isArmed.load(ordering: .relaxed) ? lookUp(call) : nil
  }

  private static func lookUp(_ call: StaticString) -> Int32? {
    let thread = currentThread()
    return plans.withLock { plans in
      guard let index = plans.firstIndex(where: { $0.thread == thread }) else { return nil }
      plans[index].remaining -= 1
      if plans[index].struck != nil { return plans[index].isLasting ? plans[index].code : nil }
      guard plans[index].remaining <= 0 else { return nil }
      plans[index].struck = call.description
      return plans[index].code
    }
  }

  private static func currentThread() -> UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      unsafe UInt(bitPattern: pthread_self())
    #endif
  }
}
