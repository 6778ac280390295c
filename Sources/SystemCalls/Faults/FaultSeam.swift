#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

import Synchronization

/// What a test does to a call that it chose.
package protocol FaultEffect: Sendable {
  /// The name of a call.
  associatedtype Call: Sendable

  /// Whether it can be done to a call of this name.
  func applies(to call: Call) -> Bool
  /// What happens to a later call once `struck` was hit; nil for what always happens.
  func follows(_ struck: Call, at call: Call) -> Self?
}

/// A seam at which a test makes the Nth call of one thread fail or fall short.
///
/// Only the thread that arms it is hit, so that tests may run beside each other. Disarmed it
/// costs one relaxed load a call.
package final class FaultSeam<Effect: FaultEffect>: Sendable {
  private struct Plan: Sendable {
    let thread: UInt
    /// Nil for a plan that only writes down which calls there are.
    let effect: Effect?
    var remaining: Int
    var struck: Effect.Call?
    var seen: [Effect.Call] = []
  }

  private let armed = Atomic<Bool>(false)
  private let plans = Guarded<[Plan]>([])

  package init() {}

  /// Whether any thread is to be hit.
  package var isArmed: Bool { armed.load(ordering: .relaxed) }

  /// Runs `body` with the `n`th call (from 1) of this thread hit; says which call that was.
  package func strike<Result, Failure: Error>(
    call n: Int, _ effect: Effect, _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: Effect.Call?) {
    let (result, plan) = carry(
      out: Plan(thread: currentThread(), effect: effect, remaining: n), body)
    return (result, plan?.struck)
  }

  /// Runs `body`, to which nothing happens, and says which calls this thread made meanwhile.
  package func calls<Result, Failure: Error>(of body: () throws(Failure) -> Result)
    -> (result: Swift.Result<Result, Failure>, calls: [Effect.Call])
  {
    let (result, plan) = carry(
      out: Plan(thread: currentThread(), effect: nil, remaining: 0), body)
    return (result, plan?.seen ?? [])
  }

  /// Runs `body` under a plan, and gives what the plan has come to.
  private func carry<Result, Failure: Error>(
    out plan: Plan, _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, plan: Plan?) {
    plans.withLock { $0.append(plan) }
    armed.store(true, ordering: .sequentiallyConsistent)
    let result: Swift.Result<Result, Failure>
    do { result = .success(try body()) } catch { result = .failure(error) }
    return plans.withLock { plans in
      guard let index = plans.firstIndex(where: { $0.thread == plan.thread }) else {
        return (result, nil)
      }
      let done = plans.remove(at: index)
      if plans.isEmpty { armed.store(false, ordering: .sequentiallyConsistent) }
      return (result, done)
    }
  }

  /// What happens to this call, where the seam is armed; nil for what always happens.
  package func lookUp(_ call: Effect.Call) -> Effect? {
    let thread = currentThread()
    return plans.withLock { plans in
      guard let index = plans.firstIndex(where: { $0.thread == thread }) else { return nil }
      guard let effect = plans[index].effect else {
        plans[index].seen.append(call)
        return nil
      }
      plans[index].remaining -= 1
      let plan = plans[index]
      if let struck = plan.struck { return effect.follows(struck, at: call) }
      guard plan.remaining <= 0, effect.applies(to: call) else { return nil }
      plans[index].struck = call
      return effect
    }
  }

  private func currentThread() -> UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      unsafe UInt(bitPattern: pthread_self())
    #endif
  }
}
