import Events

/// The sum of each series; of a counter with very many the rest is one.
struct SumTable: Sendable, Equatable {
  private var sums: [Label: Double] = [:]
  private var counts: [Label: Int] = [:]

  /// Series of a counter, and counters.
  private static let seriesLimit = 200
  private static let limit = 5000

  /// In the order of their names.
  var sorted: [(series: CounterSeries, sum: Double)] {
    sums.sorted { $0.key < $1.key }.compactMap { key, sum in
      CounterSeries(key).map { (series: $0, sum: sum) }
    }
  }

  mutating func add(_ value: Double, to series: CounterSeries) {
    let key = series.key
    if sums[key] != nil { return sums[key, default: 0] += value }
    let counter = Label(series.name)
    guard counts[counter, default: 0] < Self.seriesLimit, sums.count < Self.limit else {
      return sums[series.overflow.key, default: 0] += value
    }
    counts[counter, default: 0] += 1
    sums[key] = value
  }
}

extension SumTable: Codable {
  /// Keys and sums in turn.
  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    while !list.isAtEnd {
      let key = try list.decode(Label.self)
      sums[key] = try list.decode(Double.self)
      guard let series = CounterSeries(key), series != series.overflow else { continue }
      counts[Label(series.name), default: 0] += 1
    }
  }

  func encode(to encoder: any Encoder) throws {
    var list = encoder.unkeyedContainer()
    for (key, sum) in sums.sorted(by: { $0.key < $1.key }) {
      try list.encode(key)
      try list.encode(sum)
    }
  }
}
