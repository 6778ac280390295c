public import Events
public import Sensors

/// What each sensor says, those that say nothing counted at the end.
extension SensorMetrics: Tabular {
  public func page(of state: State) -> ReportPage { page(of: state, at: nil) }

  public func page(of state: State, at clock: Timestamp?) -> ReportPage {
    let time = clock ?? state.clock.now ?? state.clock.waiting
    let table = SensorTable(self)
    let sensors = table.definitions.flatMap { definition in
      Self.names(of: definition).map { Row($0, definition, table, state, at: time) }
    }
    let speaking = sensors.filter { $0.reading != nil }
    var page = ReportPage()
    page.add(.line(time.map { "at \(.time($0))" } ?? "at -"))
    if speaking.isEmpty {
      page.add(.line("no sensor says anything"))
    } else {
      page.add(.table(Row.table(of: speaking)))
      let silent = sensors.count - speaking.count
      if silent > 0 {
        let verb = silent == 1 ? "says" : "say"
        page.add(.line("\(.count(silent, "sensor")) \(verb) nothing (--json names them)"))
      }
    }
    let invalid = sensors.reduce(0) { $0 + $1.invalid }
    if invalid > 0 { page.add(.line("\(.count(invalid, "invalid value"))")) }
    return page
  }

  /// A sensor as people are shown it.
  private struct Row {
    let name: String
    let unit: String
    let reading: SensorReading?
    let summary: SensorReading.Summary?
    let invalid: Int

    init(
      _ name: String, _ definition: SensorDefinition, _ table: SensorTable,
      _ state: SensorMetrics.State, at time: Timestamp?
    ) {
      self.name = name
      unit = definition.unit
      reading = time.flatMap { table.reading(of: definition.id, in: state, at: $0) }
      summary = time.flatMap { table.summary(of: definition.id, in: state, at: $0) }
      invalid = table.invalid(of: definition.id, in: state)
    }

    static func table(of rows: [Row]) -> ReportPage.Table {
      ReportPage.Table(
        of: rows,
        .text("sensor") { $0.name },
        .init("value", .number) { $0.reading.map { ReportPage.Text($0.value.shown) } },
        .text("unit") { $0.unit },
        .number("p95") { $0.summary?.p95 }.absent("").forWideScreens,
        .number("p99") { $0.summary?.p99 }.absent("").forWideScreens,
        .time("since") { $0.reading?.time },
        .text("") {
          $0.reading?.isStale ?? false ? "stale" : ""
        } role: {
          $0.reading?.isStale ?? false ? .doubtful : nil
        })
    }
  }
}

extension SensorValue {
  fileprivate var shown: ReportPage.Text.Value {
    switch self {
    case .number(let number): .number(number)
    case .word(let word): .text(word)
    }
  }
}
