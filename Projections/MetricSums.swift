package import Events

/// What counters of OpenTelemetry come to since they began: deltas are added up, and of counters that
/// tell their whole each time what they grew by, over restarts of their programs.
///
/// Their labels are attributes of which there are few values; names of sessions, people and requests are
/// summed over. `tlm replay` and `/metrics` show them.
package struct MetricSums: Reporting {
  package static let name = "metric-sums"
  package static let version = 1

  package init() {}

  package struct State: Codable, Sendable, Equatable {
    /// The sum of each series.
    var sums = SumTable()
    /// The last point of each stream that tells its whole.
    var streams = StreamTable()
    /// Points of streams beyond those that are kept, which are not in the sums.
    package internal(set) var leftOut = 0
  }

  package var initial: State { State() }

  package var body: Handlers<State> {
    OnAny { event, state in
      // All that came in by OpenTelemetry has an id; of no other line more is looked at.
      guard event.contains(.eventID), event.string("metric_type") == "sum",
        let point = CounterPoint(event)
      else { return }
      state.add(point)
    }
  }

  /// Each counter with its unit and its series.
  package func report(of state: State) -> Value {
    var members: [Member] = []
    for (series, sum) in state.sums.sorted {
      let row: Value = [
        "labels": .object(series.labels.map { Member($0.name, .string($0.value)) }),
        "sum": .double(sum),
      ]
      if let last = members.last, last.name == series.name,
        last.value["unit"] == .string(series.unit)
      {
        members[members.count - 1].value = Self.counter(series, last.value["series"], row)
      } else {
        members.append(Member(series.name, Self.counter(series, nil, row)))
      }
    }
    return [
      "counters": .array(
        members.map { .object([Member("name", .string($0.name))] + $0.value.members) }),
      "left_out": .integer(Int64(state.leftOut)),
    ]
  }

  private static func counter(_ series: CounterSeries, _ rows: Value?, _ row: Value) -> Value {
    var all: [Value] = []
    if case .array(let rows)? = rows { all = rows }
    return ["unit": .string(series.unit), "series": .array(all + [row])]
  }
}

extension MetricSums.State {
  mutating func add(_ point: CounterPoint) {
    if point.isDelta { return sums.add(point.value, to: point.series) }
    guard let growth = streams.growth(of: point) else {
      leftOut += 1
      return
    }
    sums.add(growth, to: point.series)
  }
}
