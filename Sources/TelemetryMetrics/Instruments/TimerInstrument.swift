import Events
import SystemCalls

/// Lengths of time: told as the distribution of those since the last time, in seconds.
final class TimerInstrument: Instrument {
  let identity: MetricIdentity
  private let times = Shards(Distribution())
  private let unit = Guarded<String?>(nil)

  init(_ identity: MetricIdentity) { self.identity = identity }

  func recordNanoseconds(_ duration: Int64) {
    times.change { $0.record(Nanoseconds(rawValue: duration)) }
  }

  /// In which unit people would like to see it; what is told stays in seconds.
  func prefer(unit name: String) { unit.withLock { $0 = name } }

  func changes() -> [Member]? {
    var all = Distribution()
    times.forEach { part in
      all.merge(part)
      if part.count > 0 || part.invalid > 0 { part = Distribution() }
    }
    guard all.count > 0 || all.invalid > 0 else { return nil }
    let unit = unit.withLock { $0 }.map { [Member("display_unit", .string($0))] } ?? []
    return all.timings + Invalid.fields(all.invalid) + unit
  }
}
