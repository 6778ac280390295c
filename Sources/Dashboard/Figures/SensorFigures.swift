import TLM

/// What sensors say now, and said lately, with the bounds of the rules.
struct SensorFigures {
  private let reader: SensorReader
  private let snapshot: SensorReader.Snapshot
  /// What rules look at; nil where they cannot be read.
  private let policy: Policy?
  private let window: Int
  private let chosen: [String]

  /// Pictures on a page.
  private static let most = 8

  /// - Parameter chosen: sensors that are drawn beside those that rules look at.
  init(of store: Store, under policy: Policy?, window: Int, chosen: [String]) throws {
    reader = try SensorReader(of: store)
    snapshot = try reader.snapshot()
    (self.policy, self.window, self.chosen) = (policy, window, chosen)
  }

  /// What rules claim of a sensor, each once.
  private func claims(of sensor: String) -> [(comparison: Comparison, rule: Policy.Rule)] {
    var claims: [(comparison: Comparison, rule: Policy.Rule)] = []
    for rule in policy?.rules ?? [] {
      for condition in rule.conditions where condition.question.sensor == sensor {
        let isKnown = claims.contains {
          $0.comparison == condition.comparison && $0.rule.to == rule.to
        }
        if !isKnown { claims.append((condition.comparison, rule)) }
      }
    }
    return claims
  }

  private static func words(_ value: SensorValue) -> String {
    switch value {
    case .number(let number): Words.number(number)
    case .word(let word): word
    }
  }

  /// All that say something, those that rules look at first.
  var table: ReportPage.Table {
    get throws {
      let said = snapshot.entries.filter { $0.reading != nil || isAsked($0.sensor.id) }
      let first = said.filter { isAsked($0.sensor.id) } + said.filter { !isAsked($0.sensor.id) }
      return ReportPage.Table(
        of: first,
        .text("sensor") { $0.sensor.id },
        .init("says", .count) { entry in
          guard let reading = entry.reading else { return nil }
          let isOut = claims(of: entry.sensor.id).contains { isAlarm($0, reading) }
          return ReportPage.Text(.text(Self.words(reading.value)), isOut ? .bad : nil)
        },
        .text("unit") { $0.sensor.unit },
        .time("when") { $0.reading?.time },
        .text("") { $0.reading.map { $0.isStale ? "stale" : "" } ?? "says nothing" },
        .text("rules act if") { bounds(of: $0.sensor.id) })
    }
  }

  private func isAsked(_ sensor: String) -> Bool { !claims(of: sensor).isEmpty }

  private func isAlarm(
    _ claim: (comparison: Comparison, rule: Policy.Rule), _ reading: SensorReading
  ) -> Bool {
    guard !reading.isStale, claim.comparison.holds(reading.value) else { return false }
    let names = policy?.modes.map(\.name) ?? []
    // What leads back to a better mode is no alarm.
    return names.firstIndex(of: claim.rule.to) ?? 0 > names.firstIndex(of: claim.rule.from) ?? 0
  }

  private func bounds(of sensor: String) -> String {
    claims(of: sensor).map { claim in
      let (comparison, rule) = claim
      return "\(comparison.operator.rawValue) \(Self.words(comparison.threshold)) → \(rule.to)"
    }.joined(separator: ", ")
  }

  /// A picture for each sensor of numbers that rules look at, or that was chosen.
  var charts: [Figure] {
    get throws {
      let asked = snapshot.entries.map(\.sensor).filter { sensor in
        sensor.kind != .state && (isAsked(sensor.id) || chosen.contains(sensor.id))
      }
      return try asked.prefix(Self.most).map(chart)
    }
  }

  private func chart(of sensor: SensorDefinition) throws -> Figure {
    let series = try reader.series(of: sensor.id, window: window)
    let points = series.compactMap { point -> (time: Timestamp, value: Double)? in
      if case .number(let number) = point.value { (point.time, number) } else { nil }
    }
    let bounds = claims(of: sensor.id).compactMap { claim -> (value: Double, name: String)? in
      guard case .number(let number) = claim.comparison.threshold else { return nil }
      let sign = claim.comparison.operator.rawValue
      return (number, "\(sign) \(Words.number(number)) → \(claim.rule.to)")
    }
    let line = TimeLine(
      points: points, thresholds: bounds,
      from: snapshot.time.advanced(bySeconds: -Int64(window)), to: snapshot.time,
      unit: sensor.unit)
    let state = points.isEmpty ? " (says nothing)" : ""
    return line.figure("\(sensor.id), \(sensor.unit)\(state)")
  }
}
