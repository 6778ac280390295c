#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

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
/// Only the thread that arms it is hit, so that tests may run beside each other. Whoever makes calls
/// asks first whether anything is armed, which is one relaxed load: to make this takes a program that
/// has just begun longer.
package final class FaultSeam<Effect: FaultEffect>: Sendable {
  /// What somebody else does in between.
  package typealias Interruption = @Sendable () -> Void

  private struct Plan: Sendable {
    let thread: UInt
    /// What the chosen call comes to; nil where it comes to what it always does.
    var effect: Effect?
    /// What happens before the chosen call or, where that has an effect, before the one after it.
    var interruption: Interruption?
    /// Calls up to the chosen one; nil for a plan that only writes down which calls there are.
    var remaining: Int?
    var struck: Effect.Call?
    var seen: [Effect.Call] = []

    /// Meets the next call of the thread: what happens to it, and what comes before it.
    mutating func meet(_ call: Effect.Call) -> (effect: Effect?, interruption: Interruption?) {
      guard let left = remaining else {
        seen.append(call)
        return (nil, nil)
      }
      remaining = left - 1
      if let struck {
        defer { interruption = nil }
        return (effect?.follows(struck, at: call), interruption)
      }
      guard left <= 1, effect?.applies(to: call) ?? true else { return (nil, nil) }
      struck = call
      if effect != nil { return (effect, nil) }
      defer { interruption = nil }
      return (nil, interruption)
    }
  }

  private let arm: @Sendable (Bool) -> Void
  private let plans = Guarded<[Plan]>([])

  /// - Parameter arm: told whether any thread is to be hit from now on.
  package init(arm: @escaping @Sendable (Bool) -> Void) { self.arm = arm }

  /// Runs `body` with the `n`th call (from 1) of this thread hit; says which call that was.
  package func strike<Result, Failure: Error>(
    call n: Int, _ effect: Effect, _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: Effect.Call?) {
    let (result, plan) = carry(
      out: Plan(thread: currentThread(), effect: effect, remaining: n), body)
    return (result, plan?.struck)
  }

  /// Runs `body`, and `work` once, right before the `n`th call (from 1) of this thread, or, where
  /// an effect is given, the `n`th call with that effect and `work` before the one after it. Calls
  /// of `work` itself do not count. Says which call that was.
  package func interrupt<Result, Failure: Error>(
    call n: Int, _ effect: Effect? = nil, by work: @escaping Interruption,
    _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: Effect.Call?) {
    let (result, plan) = carry(
      out: Plan(thread: currentThread(), effect: effect, interruption: work, remaining: n), body)
    return (result, plan?.struck)
  }

  /// Runs `body`, to which nothing happens, and says which calls this thread made meanwhile.
  package func calls<Result, Failure: Error>(of body: () throws(Failure) -> Result)
    -> (result: Swift.Result<Result, Failure>, calls: [Effect.Call])
  {
    let (result, plan) = carry(
      out: Plan(thread: currentThread()), body)
    return (result, plan?.seen ?? [])
  }

  /// Runs `body` under a plan, and gives what the plan has come to.
  private func carry<Result, Failure: Error>(
    out plan: Plan, _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, plan: Plan?) {
    plans.withLock { $0.append(plan) }
    arm(true)
    let result: Swift.Result<Result, Failure>
    do { result = .success(try body()) } catch { result = .failure(error) }
    return plans.withLock { plans in
      guard let index = plans.firstIndex(where: { $0.thread == plan.thread }) else {
        return (result, nil)
      }
      let done = plans.remove(at: index)
      if plans.isEmpty { arm(false) }
      return (result, done)
    }
  }

  /// What happens to this call, where the seam is armed; nil for what always happens.
  package func lookUp(_ call: Effect.Call) -> Effect? {
    let thread = currentThread()
    let (effect, interruption) = plans.withLock { plans -> (Effect?, Interruption?) in
      guard let index = plans.firstIndex(where: { $0.thread == thread }) else { return (nil, nil) }
      return plans[index].meet(call)
    }
    // It makes calls of its own, so not under the lock.
    interruption?()
    return effect
  }

  private func currentThread() -> UInt {
    #if canImport(Glibc)
      pthread_self()
    #else
      unsafe UInt(bitPattern: pthread_self())
    #endif
  }
}
