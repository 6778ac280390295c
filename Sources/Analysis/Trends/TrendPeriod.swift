package import TLM

/// How long a period of trends is, in the words of people.
package enum TrendPeriod: String, Sendable, CaseIterable {
  case hourly, daily, weekly, monthly, quarterly

  package var per: Velocity.Period {
    switch self {
    case .hourly: .hour
    case .daily: .day
    case .weekly: .week
    case .monthly: .month
    case .quarterly: .quarter
    }
  }
}

extension TrendQuestion {
  /// Why it cannot be told by what it asks for; nil where it can.
  ///
  /// - Parameter option: what the one that asks knows `by` as.
  package func refusal(_ option: String) -> String? {
    if by != nil, !sensors.isEmpty { return "sensors are of no group; leave \(option) out" }
    for metric in metrics {
      guard let by, !metric.groups.contains(by) else { continue }
      let groups = metric.groups.map(\.rawValue).joined(separator: ", ")
      return "\(metric.rawValue) is not told by \(by.rawValue)"
        + (groups.isEmpty ? "; leave \(option) out" : "; it is told by \(groups)")
    }
    return nil
  }
}
