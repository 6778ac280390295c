package import Analysis
package import TLM

/// What runs came to: what `tlm runs stats --json` prints.
package struct RunStatsDocument: Document {
  package let json: Value

  package init(_ statistics: RunStatistics) {
    let agents = statistics.byAgent.map { Member($0.agent, Self.value($0.group)) }
    json = [
      "schema": "tlm.run-stats/1", "overall": Self.value(statistics.overall),
      "by_agent": .object(agents),
    ]
  }

  private static func value(_ group: RunStatistics.Group) -> Value {
    let counts = RunStatistics.order.map { status in
      Member(status.rawValue, .integer(Int64(group.counts[status] ?? 0)))
    }
    let statuses = RunStatistics.order.compactMap { status in
      group.byStatus[status].map { Member(status.rawValue, .object($0.timings)) }
    }
    return .object(
      [Member("runs", .integer(Int64(group.runs))), Member("ended", .integer(Int64(group.ended)))]
        + counts + [
          Member("success_rate", group.successRate.map(Value.double) ?? .null),
          Member("durations", .object(group.durations.timings)),
          Member("durations_by_status", .object(statuses)),
        ])
  }
}
