import Events
import Synchronization
import SystemCalls

/// A value of which the last counts, set or moved by steps. What is no finite number is left out and
/// counted.
final class GaugeInstrument: Instrument {
  let identity: MetricIdentity
  private let number = AtomicDouble(0)
  private let isSet = Atomic<Bool>(false)
  private let invalid = Atomic<Int>(0)
  private let told = Guarded<Double?>(nil)

  init(_ identity: MetricIdentity) { self.identity = identity }

  func set(_ value: Int64) { set(Double(value)) }

  func set(_ value: Double) {
    guard isValid(value) else { return }
    number.store(value)
    isSet.store(true, ordering: .releasing)
  }

  func increment(by amount: Double) {
    guard isValid(amount) else { return }
    number.add(amount)
    isSet.store(true, ordering: .releasing)
  }

  func decrement(by amount: Double) { increment(by: -amount) }

  func changes() -> [Member]? {
    let invalid = invalid.exchange(0, ordering: .relaxed)
    guard isSet.load(ordering: .acquiring) || invalid > 0 else { return nil }
    return told.withLock { told in
      let now = number.value
      guard now.bitPattern != told?.bitPattern || invalid > 0 else { return nil }
      told = now
      return [Member("value", .double(now))] + Invalid.fields(invalid)
    }
  }

  private func isValid(_ value: Double) -> Bool {
    if !value.isFinite { invalid.wrappingAdd(1, ordering: .relaxed) }
    return value.isFinite
  }
}
