import Sensors
import Control
import Events

/// Sensors that a test feeds by hand: everything is kept, and every answer is counted anew.
struct SampleSensors: Policy.Readings {
  struct Sample {
    let time: Timestamp
    let value: SensorValue
  }

  /// In the order of arrival; of counters each sample is one event.
  private(set) var samples: [String: [Sample]] = [:]
  var directory: SensorDirectory = .shipped

  mutating func add(_ sensor: String, _ value: SensorValue, at time: Timestamp) {
    samples[sensor, default: []].append(Sample(time: time, value: value))
  }

  func reading(_ question: SensorQuestion, number: Int, at time: Timestamp) -> SensorReading? {
    let all = samples[question.sensor] ?? []
    switch directory[question.sensor]?.kind {
    case .counter:
      let count = question.window_s.map { within($0, all, time).count } ?? all.count
      return SensorReading(.number(Double(count)), at: time)
    case .rate:
      let chosen = within(question.window_s ?? 300, all, time)
      guard !chosen.isEmpty else { return nil }
      return SensorReading(.number(numbers(chosen).reduce(0, +) / Double(chosen.count)), at: time)
    case .histogram:
      let sorted = numbers(within(question.window_s ?? 300, all, time)).sorted()
      guard !sorted.isEmpty else { return nil }
      let rank = max(1, Int(((question.quantile ?? 0.5) * Double(sorted.count)).rounded(.up)))
      return SensorReading(.number(sorted[rank - 1]), at: time)
    default: return gauge(question, all, time)
    }
  }

  private func gauge(_ question: SensorQuestion, _ all: [Sample], _ time: Timestamp)
    -> SensorReading?
  {
    guard let window = question.window_s else {
      let tolerated = time.rawValue + 5_000_000_000
      return all.filter { $0.time.rawValue <= tolerated }.reduce(nil) { best, sample in
        best.map { $0.instant > sample.time } ?? false
          ? best : SensorReading(sample.value, at: sample.time)
      }
    }
    let chosen = within(window, all, time).sorted { $0.time < $1.time }
    let values = numbers(chosen)
    guard let last = values.last else { return nil }
    let value =
      switch question.aggregate {
      case .max: values.max() ?? last
      case .min: values.min() ?? last
      case .last: last
      default: values.reduce(0, +) / Double(values.count)
      }
    return SensorReading(.number(value), at: time)
  }

  private func numbers(_ samples: [Sample]) -> [Double] {
    samples.compactMap { if case .number(let number) = $0.value { number } else { nil } }
  }

  /// Seconds ⌊t⌋−w+1 … ⌊t⌋ of event time.
  private func within(_ window: Int64, _ samples: [Sample], _ time: Timestamp) -> [Sample] {
    let last = Self.second(time)
    return samples.filter { (last - window + 1...last).contains(Self.second($0.time)) }
  }

  private static func second(_ time: Timestamp) -> Int64 {
    Int64((Double(time.rawValue / 1_000_000) / 1000).rounded(.down))
  }
}
