import Synchronization

/// The seam at which a test makes the Nth system call of one thread fail or fall short.
package enum Faults {
  /// What happens to the chosen call.
  package enum Effect: FaultEffect, Equatable {
    /// The call does nothing and reports this number.
    case failure(Int32)
    /// A write transfers only this many bytes, and the next one finds the disk full.
    case short(Int)
    /// From this call on, nothing of this thread reaches the disk: as if the process was killed.
    case death
    /// A write transfers only this many bytes, and then the process is as good as killed.
    case torn(Int)
    /// A read brings only this many bytes at first; what is missing is asked for again.
    case part(Int)

    package func applies(to call: Call) -> Bool {
      switch self {
      case .short, .torn: call == .write || call == .pwrite
      case .part: call == .pread
      case .failure, .death: true
      }
    }

    package func follows(_ struck: Call, at call: Call) -> Effect? {
      switch self {
      case .failure, .part: nil
      case .death, .torn: .death
      // A full disk stays full for the writes that try to finish the first one.
      case .short: call == struck ? .failure(ErrorNumber.noSpace) : nil
      }
    }
  }

  private static let isArmed = Atomic<Bool>(false)
  private static let seam = FaultSeam<Effect> {
    isArmed.store($0, ordering: .sequentiallyConsistent)
  }

  /// Runs `body` with the `n`th call (from 1) of this thread hit; says which call that was.
  package static func strike<Result, Failure: Error>(
    call n: Int, _ effect: Effect, _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: Call?) {
    seam.strike(call: n, effect, body)
  }

  /// Runs `body`, and `work` right before its `n`th call (from 1), as if another process had come
  /// in between; after so many bytes of that call, where it is a read and `bytes` are given. Says
  /// which call that was; nil where there are not so many.
  package static func interrupt<Result, Failure: Error>(
    call n: Int, after bytes: Int? = nil, by work: @escaping @Sendable () -> Void,
    _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: Call?) {
    seam.interrupt(call: n, bytes.map { .part($0) }, by: work, body)
  }

  /// Runs `body` and says which calls this thread made meanwhile.
  package static func calls<Result, Failure: Error>(of body: () throws(Failure) -> Result)
    -> (result: Swift.Result<Result, Failure>, calls: [Call])
  { seam.calls(of: body) }

  /// What happens to this call; nil for what always happens.
  @inline(__always)
  static func next(_ call: Call) -> Effect? {
    isArmed.load(ordering: .relaxed) ? seam.lookUp(call) : nil
  }
}
