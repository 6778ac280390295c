import Events

/// What the events of a workbook come to, by some name: one row for each.
struct WorkbookSummary {
  /// What is counted of the events of one name.
  struct Tally {
    var events = 0
    var outcomes: [Outcome: Int] = [:]
    var timed = 0
    var sum: Int128 = 0
    var longest: Nanoseconds?
    var tokens: [Int64] = [0, 0]
    var cost = 0.0
    var hasCost = false
    var first: Timestamp?
    var last: Timestamp?

    mutating func add(_ event: borrowing Event) {
      events += 1
      if let outcome = event.outcome { outcomes[outcome, default: 0] += 1 }
      if let duration = event.duration, duration >= .zero {
        timed += 1
        sum += Int128(duration.rawValue)
        longest = max(longest ?? duration, duration)
      }
      if let counts = event.tokens {
        for (place, count) in [counts.input, counts.output].enumerated() {
          tokens[place] = tokens[place].addingReportingOverflow(max(0, count ?? 0)).partialValue
        }
      }
      if let cost = event.costUSD {
        self.cost += cost
        hasCost = true
      }
      if let time = event.time {
        first = min(first ?? time, time)
        last = max(last ?? time, time)
      }
    }
  }

  private(set) var tallies: [String: Tally] = [:]
  private(set) var total = Tally()

  /// Names that are told apart; what is beyond is one row.
  static let nameLimit = 10_000
  static let other = "(others)"

  mutating func add(_ event: borrowing Event, under name: String) {
    total.add(event)
    let isNew = tallies[name] == nil
    let key = isNew && tallies.count >= Self.nameLimit ? Self.other : name
    tallies[key, default: Tally()].add(event)
  }

  /// Names by their bytes.
  var rows: [(name: String, tally: Tally)] {
    tallies.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { ($0.key, $0.value) }
  }

  /// The headings behind the name.
  static let headings = [
    "events", "success", "failure", "other_outcomes", "success_rate", "timed", "sum_s", "mean_s",
    "max_s", "input_tokens", "output_tokens", "cost_usd", "first", "last",
  ]
}

extension CellSink {
  /// The cells of a tally, under the headings.
  mutating func tally(_ tally: WorkbookSummary.Tally) {
    let success = tally.outcomes[.success] ?? 0
    let failure = tally.outcomes[.failure] ?? 0
    let told = tally.outcomes.values.reduce(0, +)
    integer(Int64(tally.events))
    integer(Int64(success))
    integer(Int64(failure))
    integer(Int64(told - success - failure))
    double(success + failure == 0 ? nil : Double(success) / Double(success + failure))
    integer(Int64(tally.timed))
    double(tally.timed == 0 ? nil : Double(tally.sum) / 1e9)
    double(tally.timed == 0 ? nil : Double(tally.sum) / Double(tally.timed) / 1e9)
    double(tally.longest?.seconds)
    integer(tally.tokens[0])
    integer(tally.tokens[1])
    double(tally.hasCost ? tally.cost : nil)
    if let first = tally.first { time(first) } else { absent() }
    if let last = tally.last { time(last) } else { absent() }
  }
}
