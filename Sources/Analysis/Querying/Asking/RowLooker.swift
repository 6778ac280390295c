import TLM

/// Makes a row of each event.
struct RowLooker: EventLooker {
  private let readings: [Reading]
  private var found: [[Datum]] = []

  init(_ readings: [Reading]) { self.readings = readings }

  mutating func look(at event: borrowing Event) {
    var row: [Datum] = []
    row.reserveCapacity(readings.count)
    for reading in readings { row.append(reading(event)) }
    found.append(row)
  }

  mutating func takeFound() -> [[Datum]] {
    defer { found = [] }
    return found
  }
}

/// Keeps the rows that come first in an order; of equals, those that stand first in the log.
struct OrderedLooker: EventLooker {
  private let readings: [Reading]
  private let keys: [Reading]
  private let isDescending: [Bool]
  private let limit: Int
  private var kept: [Row] = []

  private struct Row {
    let keys: [Datum]
    let position: Int64
    let values: [Datum]
  }

  init(_ readings: [Reading], keys: [Reading], isDescending: [Bool], limit: Int) {
    self.readings = readings
    self.keys = keys
    self.isDescending = isDescending
    self.limit = limit
  }

  mutating func look(at event: borrowing Event) {
    var key: [Datum] = []
    for reading in keys { key.append(reading(event)) }
    var row: [Datum] = []
    for reading in readings { row.append(reading(event)) }
    kept.append(Row(keys: key, position: event.position.rawValue, values: row))
    // Sorted now and then, so that each row costs little.
    if kept.count >= 2 * limit + 1024 { trim() }
  }

  mutating func takeFound() {}

  mutating func merge(_ other: OrderedLooker) { kept += other.kept }

  private mutating func trim() {
    kept.sort(by: precedes)
    kept.removeLast(max(0, kept.count - limit))
  }

  private func precedes(_ left: Row, _ right: Row) -> Bool {
    for (place, isDescending) in isDescending.enumerated() {
      if left.keys[place].comes(before: right.keys[place], isDescending) { return true }
      if right.keys[place].comes(before: left.keys[place], isDescending) { return false }
    }
    return left.position < right.position
  }

  var rows: [[Datum]] { Array(kept.sorted(by: precedes).prefix(limit).map(\.values)) }
}
