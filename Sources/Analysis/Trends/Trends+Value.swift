package import TLM

extension Trends {
  /// All that trends tell, as JSON.
  package var members: [Member] {
    let per = question.per
    var members: [Member] = [
      Member("period", .string(per.rawValue)),
      Member("by", question.by.map { .string($0.rawValue) } ?? .null),
      Member("since", .time(question.period?.start)), Member("until", .time(question.period?.end)),
      Member(
        "buckets",
        .array(
          buckets.map { bucket in
            [
              "start": .string(per.startText(of: bucket)),
              "partial": .bool(partial.contains(bucket)),
            ]
          })),
    ]
    if !leftOut.isEmpty {
      members.append(
        Member(
          "left_out",
          .array(
            leftOut.map { stretch in
              [
                "from": .string(per.startText(of: stretch.lowerBound)),
                "to": .string(per.startText(of: stretch.upperBound)),
                "buckets": .count(stretch.count),
              ]
            })))
    }
    members.append(Member("series", .array(series.map(\.value))))
    return members
  }
}

extension TrendSeries {
  fileprivate var value: Value {
    [
      "metric": .string(subject.name), "group": .name(group),
      "unit": .string(subject.unit), "values": .array(values.map(number)),
      "last": number(last), "previous": number(previous), "change": .number(change),
      "slope": .number(direction.slope), "direction": .string(direction.word),
      "clear": .bool(direction.isClear),
    ]
  }

  private func number(_ value: Double?) -> Value {
    guard let value, subject.isWhole else { return .number(value) }
    return Int64(exactly: value).map(Value.integer) ?? .double(value)
  }
}
