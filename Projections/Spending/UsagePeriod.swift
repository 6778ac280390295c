package import Events

/// Lengths of time that work is counted by.
package enum UsagePeriod: Sendable {
  case day
  /// From Monday on, told by that day.
  case week
  case month
}

extension UsageAnswer {
  /// By day, week or month, each by its first date.
  package func groups(by period: UsagePeriod) -> [Label: UsageGroup] {
    if case .day = period { return days }
    var groups: [Label: UsageGroup] = [:]
    for (day, group) in days {
      groups[Self.name(of: day, by: period), default: UsageGroup()].merge(group)
    }
    return groups
  }

  private static func name(of day: Label, by period: UsagePeriod) -> Label {
    guard let date = CivilDate(text: day.text) else { return day }
    switch period {
    case .day: return day
    case .month: return Label(String(day.text.prefix(7)))
    case .week:
      // 1970-01-01 was a Thursday.
      let back = ((date.days + 3) % 7 + 7) % 7
      return Label(CivilDate(days: date.days - back).text)
    }
  }
}

/// Five hours that a subscription counts by: they begin with the hour of the first response.
package struct UsageBlock: Sendable {
  /// When it begins.
  package let start: Timestamp
  /// When it ends.
  package var end: Timestamp { start.advanced(bySeconds: Self.hours * 3600) }
  /// What was done in it.
  package let group: UsageGroup

  static let hours: Int64 = 5

  /// How long it goes on; nil: it is over.
  package func rest(at time: Timestamp) -> Nanoseconds? {
    start <= time && time < end ? end.since(time) : nil
  }
}

extension UsageAnswer {
  /// The blocks in which there were responses, by the hours of details.
  package var blocks: [UsageBlock] {
    var blocks: [(hour: Int64, group: UsageGroup)] = []
    for (hour, group) in hours.sorted(by: { $0.key < $1.key }) {
      if let last = blocks.indices.last, hour < blocks[last].hour + UsageBlock.hours {
        blocks[last].group.merge(group)
      } else if group.responses > 0 {
        blocks.append((hour, group))
      }
    }
    return blocks.map { UsageBlock(start: Timestamp(wholeSecond: $0.hour * 3600), group: $0.group) }
  }
}
