import Control
import Events
import Sensors

/// What sensors.md says about rules, as plainly as can be: the whole history is kept, and at every
/// instant everything is worked out from it anew. Seconds are whole nanoseconds here.
struct PlainModel {
  typealias Instant = Int64

  struct Observation {
    let sensor: String
    let value: SensorValue
    let time: Instant
  }

  /// One look at a condition.
  struct Look {
    let holds: Bool
    let value: SensorValue?
    let isTrue: Bool
    let since: Instant?
  }

  /// What happened, in order.
  enum Entry {
    /// An instant, with what each condition looked like then: nil where nobody looked.
    case instant(Instant, looks: [Look?], rules: [Bool])
    case transition(from: String, to: String, rule: String?, reasons: [ModeReason], Instant)
    case proposed(id: String, ModeTransition)
    case approved(id: String, by: String)
    case rejected(id: String)
    case calibrated(from: String, to: String)
  }

  let policy: Policy
  private(set) var observations: [Observation] = []
  private(set) var entries: [Entry] = []

  let conditions: [Policy.Condition]

  init(_ policy: Policy) {
    self.policy = policy
    conditions = policy.rules.flatMap(\.conditions)
  }

  var now: Instant? {
    for case .instant(let time, _, _) in entries.reversed() { return time }
    return nil
  }

  mutating func observe(_ sensor: String, _ value: SensorValue, at time: Timestamp) {
    observations.append(Observation(sensor: sensor, value: value, time: time.rawValue))
  }

  /// Readings are told apart by what was asked: quantiles of one sensor differ.
  static func key(_ question: SensorQuestion) -> String {
    "\(question.sensor)\(question.quantile.map { " \($0)" } ?? "")"
  }

  mutating func append(_ entry: Entry) { entries.append(entry) }

  // MARK: Instants

  /// Everything is looked at, or what is on one sensor.
  mutating func look(at time: Timestamp, only sensor: String?, _ readings: some Policy.Readings) {
    let now = max(time.rawValue, self.now ?? time.rawValue)
    let before = (0..<conditions.count).map { lastLook($0)?.isTrue ?? false }
    var looks = [Look?](repeating: nil, count: conditions.count)
    for (place, condition) in conditions.enumerated() where condition.question.sensor != counted {
      if let sensor, condition.question.sensor != sensor { continue }
      looks[place] = look(place, condition, now, readings)
    }
    var truths = before.indices.map { looks[$0]?.isTrue ?? before[$0] }
    // The count of rules is read at every full look, and whenever a condition changed.
    if sensor == nil || truths != before || entries.isEmpty || self.now == nil {
      let count = SensorValue.number(Double(worseRules(truths)))
      observations.append(Observation(sensor: counted, value: count, time: now))
      for (place, condition) in conditions.enumerated()
      where condition.question.sensor == counted {
        looks[place] = look(place, condition, now, readings, count)
        truths[place] = looks[place]!.isTrue
      }
    }
    entries.append(.instant(now, looks: looks, rules: rulesTrue(truths)))
  }

  private var counted: String { "control_rules_true" }

  private func worseRules(_ truths: [Bool]) -> Int {
    let order = policy.modes.map(\.name)
    return zip(policy.rules, rulesTrue(truths)).count { rule, isTrue in
      isTrue && order.firstIndex(of: rule.to)! > order.firstIndex(of: rule.from)!
        && !rule.conditions.contains { $0.question.sensor == counted }
    }
  }

  private func rulesTrue(_ truths: [Bool]) -> [Bool] {
    var next = 0
    return policy.rules.map { rule in
      let own = truths[next..<next + rule.conditions.count]
      next += rule.conditions.count
      return rule.logic == .any ? own.contains(true) : !own.contains(false)
    }
  }

  // MARK: Conditions

  private func look(
    _ place: Int, _ condition: Policy.Condition, _ now: Instant, _ readings: some Policy.Readings,
    _ count: SensorValue? = nil
  ) -> Look {
    var value: SensorValue?
    var holds: Bool
    var since: Instant?
    let stale = condition.staleAfter?.rawValue
    if let length = condition.sustained?.rawValue {
      // Readings by time, those of one time as they came, as far as time has come.
      let known = observations.filter {
        $0.sensor == Self.key(condition.question) && $0.time <= now
      }.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
        .map(\.element)
      since = Self.sustained(known, condition.comparison, now: now, length, stale)
      holds = since != nil
      if let last = known.last, stale == nil || now - last.time <= stale! { value = last.value }
    } else {
      if let count {
        value = count
      } else if let reading = readings.reading(
        condition.question, number: 0, at: Timestamp(rawValue: now))
      {
        let age = now - reading.instant.rawValue
        if condition.question.window_s != nil || stale == nil || age <= stale! {
          value = reading.value
        }
      }
      holds = value.map { Self.compare($0, condition.comparison) } ?? false
    }
    let isLatched = value != nil && !holds && wasLatched(place, condition, value!)
    return Look(holds: holds, value: value, isTrue: holds || isLatched, since: since)
  }

  /// "r₀ = the last reading at or before t−d. It exists; r₀ and every later reading up to t satisfy
  /// the comparison; no two neighbours, nor the last reading and t, are further apart than stale."
  ///
  /// - Returns: the time of the earliest reading from which on that is so.
  private static func sustained(
    _ known: [Observation], _ comparison: Comparison, now: Instant, _ length: Instant,
    _ stale: Instant?
  ) -> Instant? {
    guard var first = known.lastIndex(where: { $0.time <= now - length }) else { return nil }
    guard known[first...].allSatisfy({ compare($0.value, comparison) }) else { return nil }
    for index in known.indices[(first + 1)...] where stale != nil {
      if known[index].time - known[index - 1].time > stale! { return nil }
    }
    if let stale, now - known.last!.time > stale { return nil }
    while first > 0, compare(known[first - 1].value, comparison),
      stale == nil || known[first].time - known[first - 1].time <= stale!
    {
      first -= 1
    }
    return known[first].time
  }

  /// Whether it was true once and no look since cleared it.
  private func wasLatched(_ place: Int, _ condition: Policy.Condition, _ value: SensorValue) -> Bool
  {
    guard let clear = condition.clear, !Self.compare(value, clear) else { return false }
    for case .instant(_, let looks, _) in entries.reversed() {
      guard let look = looks[place], let value = look.value else { continue }
      if look.holds { return true }
      if Self.compare(value, clear) { return false }
    }
    return false
  }

  func lastLook(_ place: Int) -> Look? {
    for case .instant(_, let looks, _) in entries.reversed() {
      if let look = looks[place] { return look }
    }
    return nil
  }

  private static func compare(_ value: SensorValue, _ comparison: Comparison) -> Bool {
    switch (value, comparison.threshold, comparison.operator.rawValue) {
    case (.number(let a), .number(let b), ">"): a > b
    case (.number(let a), .number(let b), ">="): a >= b
    case (.number(let a), .number(let b), "<"): a < b
    case (.number(let a), .number(let b), "<="): a <= b
    case (.number(let a), .number(let b), "=="): a == b
    case (.number(let a), .number(let b), "!="): a != b
    case (.word(let a), .word(let b), "=="): a == b
    case (.word(let a), .word(let b), "!="): a != b
    default: false
    }
  }
}
