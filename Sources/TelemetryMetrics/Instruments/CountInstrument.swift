import Events
import Synchronization
import SystemCalls

/// A count of whole numbers: one atomic addition each.
final class CountInstrument: Instrument {
  let identity: MetricIdentity
  private let total = Atomic<Int64>(0)
  private let told = Guarded(Told())

  private struct Told: Sendable {
    /// The total of the last time.
    var total: Int64 = 0
    /// What was counted since then and before a reset.
    var pending: Int64 = 0
  }

  init(_ identity: MetricIdentity) { self.identity = identity }

  /// Beyond what 64 bits hold it stays at the greatest number.
  func increment(by amount: Int64) {
    let (old, new) = total.wrappingAdd(amount, ordering: .relaxed)
    if (amount >= 0) != (new >= old) {
      total.store(amount > 0 ? .max : .min, ordering: .relaxed)
    }
  }

  /// Begins again at 0; what was counted before is told all the same.
  func reset() {
    told.withLock { told in
      let old = total.exchange(0, ordering: .relaxed)
      told.pending = sum(told.pending, difference(old, told.total))
      told.total = 0
    }
  }

  func changes() -> [Member]? {
    told.withLock { told in
      let now = total.load(ordering: .relaxed)
      let delta = sum(told.pending, difference(now, told.total))
      guard delta != 0 || now != told.total else { return nil }
      told = Told(total: now, pending: 0)
      return [Member("delta", .integer(delta)), Member("total", .integer(now))]
    }
  }

  private func sum(_ left: Int64, _ right: Int64) -> Int64 {
    let (sum, overflow) = left.addingReportingOverflow(right)
    return overflow ? (left > 0 ? .max : .min) : sum
  }

  private func difference(_ left: Int64, _ right: Int64) -> Int64 {
    let (difference, overflow) = left.subtractingReportingOverflow(right)
    return overflow ? (left > 0 ? .max : .min) : difference
  }
}
