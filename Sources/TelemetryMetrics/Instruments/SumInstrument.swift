import Events
import Synchronization
import SystemCalls

/// A count of numbers that are not whole. What is no finite number, or below 0, is left out and counted.
final class SumInstrument: Instrument {
  let identity: MetricIdentity
  private let total = AtomicDouble(0)
  private let invalid = Atomic<Int>(0)
  private let told = Guarded(Told())

  private struct Told: Sendable {
    /// The total of the last time.
    var total = 0.0
    /// What was counted since then and before a reset.
    var pending = 0.0
  }

  init(_ identity: MetricIdentity) { self.identity = identity }

  func increment(by amount: Double) {
    if amount >= 0, amount.isFinite {
      total.add(amount)
    } else {
      invalid.wrappingAdd(1, ordering: .relaxed)
    }
  }

  /// Begins again at 0; what was counted before is told all the same.
  func reset() {
    told.withLock { told in
      told.pending += total.exchange(0) - told.total
      told.total = 0
    }
  }

  func changes() -> [Member]? {
    let invalid = invalid.exchange(0, ordering: .relaxed)
    return told.withLock { told in
      let now = total.value
      let delta = told.pending + now - told.total
      guard delta != 0 || now != told.total || invalid > 0 else { return nil }
      told = Told(total: now, pending: 0)
      return [Member("delta", .double(delta)), Member("total", .double(now))]
        + Invalid.fields(invalid)
    }
  }
}

/// How many values were left out, where there were any.
enum Invalid {
  static func fields(_ count: Int) -> [Member] {
    count > 0 ? [Member("invalid", .integer(Int64(count)))] : []
  }
}
