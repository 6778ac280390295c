import Synchronization
import SystemCalls

/// The seam at which a test makes the Nth LMDB call of one thread fail.
package enum CallFaults {
  /// The number with which the chosen call fails, and with which later ones do.
  private struct Effect: FaultEffect {
    let number: Int32
    let isLasting: Bool

    func applies(to call: String) -> Bool { true }
    func follows(_ struck: String, at call: String) -> Effect? { isLasting ? self : nil }
  }

  private static let isArmed = Atomic<Bool>(false)
  private static let seam = FaultSeam<Effect> {
    isArmed.store($0, ordering: .sequentiallyConsistent)
  }

  /// Runs `body` with the `n`th call (from 1) of this thread failing as `code`, and with every
  /// later one failing, too, where `isLasting` says so. Says which call was hit first.
  package static func strike<Result, Failure: Error>(
    call n: Int, _ code: LMDBError.Code, isLasting: Bool = false,
    _ body: () throws(Failure) -> Result
  ) -> (result: Swift.Result<Result, Failure>, struck: String?) {
    seam.strike(call: n, Effect(number: code.rawValue, isLasting: isLasting), body)
  }

  /// Runs `body` and says which calls this thread made meanwhile.
  package static func calls<Result, Failure: Error>(of body: () throws(Failure) -> Result)
    -> (result: Swift.Result<Result, Failure>, calls: [String])
  { seam.calls(of: body) }

  /// The number with which this call fails; nil for what always happens.
  @inline(__always)
  static func next(_ call: StaticString) -> Int32? {
    isArmed.load(ordering: .relaxed) ? seam.lookUp(call.description)?.number : nil
  }
}
