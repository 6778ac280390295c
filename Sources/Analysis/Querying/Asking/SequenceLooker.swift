import TLM

/// An event that is a step of a sequence.
struct SequenceStep: Sendable {
  let key: [Datum]
  /// Which steps it may be, a bit for each.
  let steps: UInt64
  let time: Int64?
  let position: Int64
}

/// Finds the events that are steps of a sequence.
struct SequenceLooker: EventLooker {
  private let tests: [Test]
  private let keys: [Reading]
  private var found: [SequenceStep] = []

  init(_ sequence: EventSequence, by compiler: Compiler) {
    tests = sequence.steps.map { compiler.test($0.condition) }
    keys = sequence.by.map { compiler.reading($0.value) }
  }

  mutating func look(at event: borrowing Event) {
    var steps: UInt64 = 0
    for (place, test) in tests.enumerated() where test(event) { steps |= 1 << UInt64(place) }
    if steps == 0 { return }
    var key: [Datum] = []
    for reading in keys {
      let datum = reading(event).plain
      // What has nothing under a key has it in common with nobody.
      if datum.isMissing { return }
      key.append(datum)
    }
    found.append(
      SequenceStep(
        key: key, steps: steps, time: event.time?.rawValue, position: event.position.rawValue))
  }

  mutating func takeFound() -> [SequenceStep] {
    defer { found = [] }
    return found
  }
}

/// Puts steps together, in the order of the log.
///
/// Of each key there is at most one beginning that waits at each step. A step that comes again takes
/// the place of the one that waits, so that what is found is as short as can be; what is found, waits
/// no more.
struct SequenceMatcher {
  private let stepCount: Int
  private let within: Int64
  /// By key: for each number of steps that were made, those that wait there.
  private var waiting: [GroupKey: [[SequenceStep]]] = [:]
  /// Steps without a time.
  private(set) var untimed = 0
  /// The greatest time of a step.
  private var latest = Int64.min
  private(set) var isFull = false

  /// Keys at most that wait at once.
  static let limit = 200_000

  init(_ sequence: EventSequence) {
    stepCount = sequence.steps.count
    within = sequence.within
  }

  /// Takes the next step; a row where that was the last of a sequence.
  mutating func take(_ step: SequenceStep) -> [Datum]? {
    guard let time = step.time else {
      untimed += 1
      return nil
    }
    latest = max(latest, time)
    let key = GroupKey(first: step.key.first ?? .missing, rest: Array(step.key.dropFirst()))
    var waiting = waiting.removeValue(forKey: key) ?? Array(repeating: [], count: stepCount)
    var row: [Datum]?
    // From the last step down, so that one event is not two steps of one sequence.
    for place in (0..<stepCount).reversed() where step.steps & 1 << UInt64(place) != 0 {
      var made: [SequenceStep] = []
      if place > 0 {
        guard let start = waiting[place].first?.time, let last = waiting[place].last?.time,
          time >= last, isWithin(from: start, to: time)
        else { continue }
        made = waiting[place]
        waiting[place] = []
      }
      made.append(step)
      if place < stepCount - 1 {
        waiting[place + 1] = made
      } else {
        row = self.row(made, step.key)
      }
      // An event is one step.
      break
    }
    if waiting.contains(where: { !$0.isEmpty }) {
      self.waiting[key] = waiting
      if self.waiting.count > Self.limit { forgetLate() }
    }
    return row
  }

  private func isWithin(from start: Int64, to end: Int64) -> Bool {
    let (length, overflow) = end.subtractingReportingOverflow(start)
    return !overflow && length >= 0 && length <= within
  }

  private func row(_ steps: [SequenceStep], _ key: [Datum]) -> [Datum] {
    let first = steps.first?.time ?? 0
    let last = steps.last?.time ?? 0
    return key + [.duration(last - first)]
      + steps.flatMap { [.time($0.time ?? 0), .whole($0.position)] }
  }

  /// Lets go of what began too long ago to be ended.
  private mutating func forgetLate() {
    waiting = waiting.filter { _, waiting in
      waiting.contains { steps in
        guard let start = steps.first?.time else { return false }
        let (age, overflow) = latest.subtractingReportingOverflow(start)
        return !overflow && age <= within
      }
    }
    isFull = waiting.count > Self.limit / 2
  }

  /// - Throws: `question`, where more waited than can be kept.
  func check(_ rows: Int) throws(AnalysisError) {
    if isFull {
      throw .question(
        "more than \(Self.limit / 2) beginnings of the sequence wait at once; ask for fewer events "
          + "with --where, or a shorter time within")
    }
    if rows > GroupTable.limit {
      throw .question("the sequence is there more than \(GroupTable.limit) times; give a --limit")
    }
  }
}
