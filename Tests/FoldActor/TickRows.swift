import TLM

/// A row for every fortieth tick, which knows whether one came twice or out of order, and one row
/// that comes and goes.
struct TickRows: KeyedProjection {
  static let name = "tick-rows"
  static let version = 1

  struct Row: Codable, Sendable, Equatable {
    var count = 0
    var last: Int64 = -1
    var wrong = 0
  }

  var body: Handlers<Rows<Row>> {
    On("tick") { event, rows in
      guard let number = event.integer("n") else { return }
      let key = Label("every \(number % 40)")
      let last = rows[key]?.last ?? number - 40
      rows[key, default: Row()].count += 1
      if number != last + 40 { rows[key, default: Row()].wrong += 1 }
      rows[key, default: Row()].last = number
      rows["even"] = number % 2 == 0 ? Row(count: 0, last: number) : nil
    }
  }

  static func ticks(in rows: borrowing Rows<Row>) -> Int {
    var sum = 0
    rows.forEach { sum += $1.count - 1_000_000 * $1.wrong }
    return sum
  }
}
