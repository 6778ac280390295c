package import Analysis
package import TLM

/// How many events there are of each kind: what `tlm stats --json` prints.
package struct StatisticsDocument: Document {
  private let statistics: Statistics
  private let howFound: HowFound?

  /// - Parameter howFound: which conditions the index answered, for those who asked.
  package init(_ statistics: Statistics, _ howFound: HowFound? = nil) {
    self.statistics = statistics
    self.howFound = howFound
  }

  package var json: Value {
    let members = [
      Member("schema", "tlm.statistics/1"), Member("by", .string(statistics.by)),
      Member("total", .integer(Int64(statistics.total))),
      Member("group_count", .integer(Int64(statistics.groupCount))),
      Member("groups", .array(statistics.groups.map(Self.value))),
    ]
    let explanation = howFound.map {
      [Member("explanation", ExplanationDocument(statistics.explanation, $0).json)]
    }
    return .object(members + (explanation ?? []))
  }

  /// A group on its own: a line of `tlm stats --jsonl`.
  package static func value(_ group: Statistics.Group) -> Value {
    [
      "key": group.key.value,
      "count": .integer(Int64(group.count)),
      "share": .double(group.share),
      "first": group.first.map { .string($0.description) } ?? .null,
      "last": group.last.map { .string($0.description) } ?? .null,
      "rate_per_hour": group.rate_per_hour.map(Value.double) ?? .null,
      "duration": [
        "count": .integer(Int64(group.timed)),
        "p50_s": group.p50.map { .double($0.seconds) } ?? .null,
        "p95_s": group.p95.map { .double($0.seconds) } ?? .null,
      ],
    ]
  }
}
