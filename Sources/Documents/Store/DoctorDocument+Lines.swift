package import TLM

/// What doctor says of the lines of a log, and of what was folded from them.
extension DoctorDocument {
  static func lines(_ report: StoreReport) -> [Member] {
    let lines = report.lines
    let reasons = lines.damageCounts.map { Member($0.key.rawValue, .integer(Int64($0.value))) }
    let unknown = lines.unknownNames.map { Member($0.key, .integer(Int64($0.value))) }
    return [
      Member("events", .integer(Int64(lines.events))),
      Member("blank", .integer(Int64(lines.blank))),
      Member(
        "passed_over",
        ["count": .integer(Int64(lines.passedOver)), "bytes": .integer(lines.passedOverBytes)]),
      Member("foreign_control", .integer(Int64(lines.foreignControl))),
      Member(
        "quarantined",
        [
          "count": .integer(Int64(lines.quarantined)), "bytes": .integer(lines.damagedBytes),
          "reasons": .object(reasons.sorted { $0.name < $1.name }),
          "ranges": .array(lines.damage.map(damage)),
        ]),
      Member("unreadable", unreadable(lines.unreadable)),
      Member(
        "fields",
        [
          "unknown": .object(unknown.sorted { $0.name < $1.name }),
          "uncounted": .integer(Int64(lines.uncountedNames)),
          "near_misses": .array(report.nearMisses.map(nearMiss)),
        ]),
    ]
  }

  private static func unreadable(_ values: UnreadableInspection) -> Value {
    let keys = values.counts.map { Member($0.key, .integer(Int64($0.value))) }
    let first: Value? = values.first.map { example in
      [
        "position": .integer(example.position.rawValue), "key": .string(example.key),
        "value": .string(SafeText.of(example.beginning)),
      ]
    }
    return [
      "count": .integer(Int64(values.count)),
      "keys": .object(keys.sorted { $0.name < $1.name }), "first": first ?? .null,
    ]
  }

  static func projections(_ report: StoreReport) -> [Member] {
    let found = report.projections
    return [
      Member(
        "checkpoints",
        [
          "count": .integer(Int64(found.checkpoints)), "damaged": .integer(Int64(found.damaged)),
        ]),
      Member(
        "deaths",
        .array(
          found.deaths.map { death in
            [
              "projection": .string(death.projection),
              "position": .integer(death.position.rawValue),
            ]
          })),
      Member(
        "skips",
        .array(
          report.lines.skips.map { skip in
            [
              "projection": .string(skip.projection),
              "position": .integer(skip.position.rawValue),
            ]
          })),
    ]
  }

  private static func damage(_ damage: LineInspection.Damage) -> Value {
    [
      "position": .integer(damage.range.position.rawValue),
      "bytes": .integer(Int64(damage.range.length)),
      "reason": .string(damage.range.reason.rawValue),
      "text": .string(damage.preview),
    ]
  }

  private static func nearMiss(_ miss: NearMiss) -> Value {
    [
      "name": .string(miss.name), "count": .integer(Int64(miss.count)),
      "meant": .string(miss.meant),
    ]
  }
}

extension LineInspection.Damage {
  /// How the range begins: eighty characters, made safe.
  package var preview: String { String(SafeText.of(beginning).prefix(80)) }
}
