import Events
import Journal
import Synchronization
import SystemCalls

/// An effect that is being done, on a thread of its own.
final class RunningEffect: Sendable {
  let record: EffectRecord
  /// Of the transition.
  let time: Timestamp?
  private let result = Mutex<EffectEnding?>(nil)
  private let isWanted = Atomic(true)

  /// Begins.
  ///
  /// - Parameter told: called once, on that thread, when it ended.
  init(
    _ record: EffectRecord, _ effect: EffectProgram, time: Timestamp?,
    _ told: @escaping @Sendable () -> Void
  ) {
    self.record = record
    self.time = time
    let hasThread = detachThread { [self] in
      let end = ProgramRun.run(effect.program) { isWanted.load(ordering: .acquiring) }
      let ending = effect.ending(end)
      result.withLock { $0 = ending }
      told()
    }
    if !hasThread {
      result.withLock {
        $0 = EffectEnding(
          outcome: .failed, duration: .zero,
          error: "the system gave no thread to run it; raise the limit of processes (ulimit -u)")
      }
    }
  }

  /// How it ended; nil while it goes on.
  var ending: EffectEnding? { result.withLock { $0 } }

  /// Ends what still runs, soon.
  func cancel() { isWanted.store(false, ordering: .releasing) }

  /// How it ended, after waiting for that; nil where it will not end.
  func finish() -> EffectEnding? {
    let deadline = monotonicNow() + Self.timeout
    while monotonicNow() < deadline {
      if let ending { return ending }
      pause(nanoseconds: 2_000_000)
    }
    return ending
  }

  /// More than a program is given to end in.
  private static let timeout: Int64 = 5_000_000_000
}
