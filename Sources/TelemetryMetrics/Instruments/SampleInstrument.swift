import Events
import Synchronization

/// Values of any size: told as the distribution of those since the last time. What is no finite number
/// is left out and counted.
final class SampleInstrument: Instrument {
  let identity: MetricIdentity
  private let samples = Shards(Samples())
  private let invalid = Atomic<Int>(0)

  init(_ identity: MetricIdentity) { self.identity = identity }

  func record(_ value: Int64) { record(Double(value)) }

  func record(_ value: Double) {
    if value.isFinite {
      samples.change { $0.record(value) }
    } else {
      invalid.wrappingAdd(1, ordering: .relaxed)
    }
  }

  func changes() -> [Member]? {
    var all = Samples()
    samples.forEach { part in
      all.merge(part)
      part.removeAll()
    }
    let invalid = invalid.exchange(0, ordering: .relaxed)
    guard all.count > 0 || invalid > 0 else { return nil }
    return all.fields + Invalid.fields(invalid)
  }
}
