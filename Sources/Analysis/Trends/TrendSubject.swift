package import TLM

/// What a series of trends is of.
package enum TrendSubject: Sendable, Equatable {
  /// A number that is counted of the log.
  case metric(TrendMetric)
  /// What a sensor says of each period.
  case sensor(SensorDefinition)

  /// What it is asked for by.
  package var name: String {
    switch self {
    case .metric(let metric): metric.rawValue
    case .sensor(let sensor): sensor.id
    }
  }

  /// What its numbers are of.
  package var unit: String {
    switch self {
    case .metric(let metric): metric.unit.rawValue
    case .sensor(let sensor): sensor.unit
    }
  }

  /// What it is called for people.
  package var title: String {
    switch self {
    case .metric(let metric): metric.title
    case .sensor(let sensor): sensor.id
    }
  }

  /// Whether its numbers are whole.
  var isWhole: Bool {
    switch self {
    case .metric(let metric): metric.unit == .count || metric.unit == .tokens
    case .sensor: isCount
    }
  }

  /// Whether they count things one by one.
  var isCount: Bool {
    switch self {
    case .metric(let metric): metric.unit == .count
    case .sensor(let sensor): sensor.kind == .counter
    }
  }

  /// Whether they are parts of 1.
  var isRatio: Bool {
    switch self {
    case .metric(let metric): metric.unit == .ratio
    case .sensor(let sensor): sensor.kind == .rate
    }
  }

  /// Whether a period in which nothing happened has 0, and not nothing.
  var countsNothing: Bool {
    switch self {
    case .metric(let metric): metric.countsNothing
    case .sensor: isCount
    }
  }

  /// Whether more of it is better; nil where that is nobody's business.
  var isGood: Bool? {
    if case .metric(let metric) = self { metric.isGood } else { nil }
  }

  /// A value of it.
  package func text(_ value: Double) -> ReportPage.Text {
    if case .metric(let metric) = self { metric.text(value) } else { "\(.number(value))" }
  }
}
