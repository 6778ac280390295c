import Events

extension OTLPMetric {
  /// Metrics that differ in nothing but their points, as one: a receiver looks for a name once.
  static func together(_ metrics: [Value]) -> [Value] {
    var known: [(metric: Value, points: [Value])] = []
    for metric in metrics {
      let bare = Self.metric(metric, with: [])
      let place = known.lastIndex { $0.metric == bare } ?? known.count
      if place == known.count { known.append((bare, [])) }
      known[place].points += points(of: metric)
    }
    return known.map { metric($0.metric, with: $0.points) }
  }

  private static func points(of metric: Value) -> [Value] {
    kinds.lazy.compactMap { metric[$0]?["dataPoints"]?.elements }.first ?? []
  }

  private static func metric(_ metric: Value, with points: [Value]) -> Value {
    .object(
      metric.members.map { member in
        guard kinds.contains(member.name) else { return member }
        let rest = member.value.members.filter { $0.name != "dataPoints" }
        return Member(
          member.name, .object(rest + [Member("dataPoints", .array(points))]))
      })
  }
}
