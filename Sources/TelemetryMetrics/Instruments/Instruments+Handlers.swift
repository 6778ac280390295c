#if Metrics
  import CoreMetrics

  extension CountInstrument: CounterHandler {}
  extension SumInstrument: FloatingPointCounterHandler {}
  extension SampleInstrument: RecorderHandler {}

  extension GaugeInstrument: MeterHandler, RecorderHandler {
    func record(_ value: Int64) { set(value) }
    func record(_ value: Double) { set(value) }
  }

  extension TimerInstrument: TimerHandler {
    func preferDisplayUnit(_ unit: TimeUnit) {
      let name: String? =
        switch unit {
        case .nanoseconds: "nanoseconds"
        case .microseconds: "microseconds"
        case .milliseconds: "milliseconds"
        case .seconds: "seconds"
        case .minutes: "minutes"
        case .hours: "hours"
        case .days: "days"
        default: nil
        }
      if let name { prefer(unit: name) }
    }
  }
#endif
