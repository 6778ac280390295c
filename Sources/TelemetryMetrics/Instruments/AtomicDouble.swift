import Synchronization

/// A number that threads change without a lock.
struct AtomicDouble: ~Copyable, Sendable {
  private let bits: Atomic<UInt64>

  init(_ number: Double) { bits = Atomic(number.bitPattern) }

  var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  func store(_ number: Double) { bits.store(number.bitPattern, ordering: .relaxed) }

  func exchange(_ number: Double) -> Double {
    Double(bitPattern: bits.exchange(number.bitPattern, ordering: .relaxed))
  }

  func add(_ amount: Double) {
    var old = bits.load(ordering: .relaxed)
    while true {
      let new = (Double(bitPattern: old) + amount).bitPattern
      let (isDone, now) = bits.weakCompareExchange(
        expected: old, desired: new, ordering: .relaxed)
      if isDone { return }
      old = now
    }
  }
}
