import Sensors
import Events
import Lines
import Projections
import TestSupport
import Testing
import Folding

/// Sums that a state keeps of its windows, against the same windows summed up anew.
@Suite struct KeptSumTests {
  private static let metrics = SensorMetrics(
    sensors: [
      SensorDefinition(
        id: "size", kind: .histogram,
        signals: [SensorDefinition.Signal(events: ["sized"], fields: ["size"])]),
      SensorDefinition(
        id: "level", kind: .gauge,
        signals: [SensorDefinition.Signal(events: ["sized"], fields: ["level"])]),
    ], horizon: 10_000)

  /// What is asked: each kind of sensor, windows of a second up to beyond an hour.
  private static func questions(_ table: SensorTable) throws -> [RepeatedQuestion] {
    var questions: [RepeatedQuestion?] = []
    func ask(
      _ id: String, _ window: Int?, _ aggregate: SensorQuestion.Aggregate?, _ quantile: Double?
    ) {
      questions.append(
        table.repeatedQuestion(about: id, window: window, aggregate: aggregate, quantile: quantile))
    }
    for window in [1, 7, 300, 3600, 9000] {
      for share in [0, 0.5, 0.95, 1] { ask("size", window, nil, share) }
      for aggregate in SensorQuestion.Aggregate.allCases { ask("size", window, aggregate, nil) }
      for aggregate in SensorQuestion.Aggregate.allCases { ask("level", window, aggregate, nil) }
      ask("safety_tool_calls_total", window, nil, nil)
      ask("perf_tool_error_rate", window, nil, nil)
      ask("perf_orch_active_tasks", window, .max, nil)
    }
    ask("safety_tool_calls_total", nil, nil, nil)
    ask("perf_tool_error_rate", nil, nil, nil)
    ask("level", nil, nil, nil)
    return try questions.map { try #require($0) }
  }

  /// Bursts and pauses; times that run back by a little or by much, and now and then far ahead.
  private static func history(_ count: Int, seed: UInt64) -> LineBatch {
    var random = Seeded(seed)
    func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var clock = 1_780_000_000
    var isBurst = false
    var text = ""
    for _ in 0..<count {
      if roll(0...150) == 0 { isBurst.toggle() }
      clock += isBurst ? roll(0...40) / 40 : roll(0...9) == 0 ? roll(0...900) : roll(0...3)
      let time =
        switch roll(0...60) {
        case 0: clock - roll(0...4000)
        case 1, 2, 3: clock - roll(0...3)
        case 4: clock + roll(0...50)
        default: clock
        }
      // Few distinct values, so that the least and the greatest are there more than once.
      let size = roll(0...3) == 0 ? roll(-20...20) : roll(-90_000...90_000)
      let fields =
        switch roll(0...9) {
        case 0: #""event":"tool_call_completed","success":\#(roll(0...1) == 0)"#
        case 1: #""event":"tool_call_failed""#
        case 2: #""event":"task_started","task_id":"t\#(roll(0...30))""#
        case 3: #""event":"task_completed","task_id":"t\#(roll(0...30))""#
        default: #""event":"sized","size":\#(size).25,"level":\#(roll(-50...50))"#
        }
      text += #"{"ts":\#(time),\#(fields)}"# + "\n"
    }
    return LineParser().parse(LineChunk(Array(text.utf8)))
  }

  /// Seconds of which each has more values of one sign than are kept as they are, the extremes of
  /// each second others.
  private static func crowd(_ seconds: Int, seed: UInt64) -> LineBatch {
    var random = Seeded(seed)
    func roll(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }
    var text = ""
    for second in 0..<seconds {
      let sign = second % 3 == 0 ? -1 : 1
      let scale = [1, 10, 1000, 100_000][roll(0...3)]
      for number in 0..<(second % 4 == 3 ? roll(1...9) : roll(70...110)) {
        let value = number % 40 == 9 ? roll(-scale...scale) : sign * roll(1...scale)
        text += #"{"ts":\#(1_780_000_000 + second),"event":"sized","size":\#(value).5}"# + "\n"
      }
    }
    return LineParser().parse(LineChunk(Array(text.utf8)))
  }

  @Test(arguments: [5, 6, 7] as [UInt64])
  func `more than 64 values of one sign in a second leave a kept window with the right extremes`(
    seed: UInt64
  ) throws {
    let fold = SensorFold(Self.metrics)
    var questions: [RepeatedQuestion] = []
    for window in [1, 2, 5, 13] {
      for aggregate in [SensorQuestion.Aggregate.min, .max, .mean] {
        questions.append(
          try #require(
            fold.table.repeatedQuestion(
              about: "size", window: window, aggregate: aggregate, quantile: nil)))
      }
    }
    var (kept, plain) = (fold.initial, fold.initial)
    for question in questions { question.keepSum(in: &kept) }
    let step = try #require(fold.names.firstIndex(of: "sized"))
    let batch = Self.crowd(40, seed: seed)
    _ = batch.resolveTimes(from: nil)
    var differences: [String] = []
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      var feeds = SensorFeeds()
      fold.apply(event, step: step, to: &kept, &feeds)
      fold.apply(event, step: step, to: &plain, &feeds)
      guard index % 17 == 0, let time = event.time else { continue }
      for (number, question) in questions.enumerated() {
        let (answer, wanted) = (
          question.answer(in: &kept, at: time), question.answer(in: &plain, at: time)
        )
        if answer?.value != wanted?.value {
          differences.append("event \(index), question \(number)")
        }
      }
    }
    #expect(differences.isEmpty, "seed \(seed): \(differences.prefix(3))")
  }

  @Test func `a second that is put out takes its reading with it, though it is the last one`()
    throws
  {
    let fold = SensorFold(Self.metrics)
    let questions = try [SensorQuestion.Aggregate.last, .min, .max, .mean].map { aggregate in
      try #require(
        fold.table.repeatedQuestion(
          about: "level", window: 3600, aggregate: aggregate, quantile: nil))
    }
    var (kept, plain) = (fold.initial, fold.initial)
    for question in questions { question.keepSum(in: &kept) }
    let step = try #require(fold.names.firstIndex(of: "sized"))
    // The last second comes first, and then as many of those before it as are kept.
    let end = 1_780_000_000
    let seconds = [end] + (1...3600).map { end - 3601 + $0 }
    let text = seconds.enumerated().map { number, second in
      #"{"ts":\#(second),"event":"sized","level":\#(number == 0 ? 99 : number % 50)}"# + "\n"
    }
    let batch = LineParser().parse(LineChunk(Array(text.joined().utf8)))
    _ = batch.resolveTimes(from: nil)
    let time = Timestamp(rawValue: Int64(end) * 1_000_000_000)
    for index in 0..<batch.count {
      var feeds = SensorFeeds()
      fold.apply(batch.event(at: index), step: step, to: &kept, &feeds)
      fold.apply(batch.event(at: index), step: step, to: &plain, &feeds)
      guard index < 3 || index > batch.count - 4 else { continue }
      for question in questions {
        let (answer, wanted) = (
          question.answer(in: &kept, at: time), question.answer(in: &plain, at: time)
        )
        #expect(answer?.value == wanted?.value, "event \(index)")
      }
    }
    let last = questions[0].answer(in: &kept, at: time)?.value
    #expect(last != nil && last != .number(99))
  }

  @Test(arguments: [1, 2, 3, 4] as [UInt64])
  func `a sum that is kept says what summing up says, at every event`(seed: UInt64) throws {
    let fold = SensorFold(Self.metrics)
    let questions = try Self.questions(fold.table)
    var (kept, plain) = (fold.initial, fold.initial)
    for question in questions { question.keepSum(in: &kept) }
    let steps = Dictionary(uniqueKeysWithValues: fold.names.enumerated().map { ($1, $0) })
    let batch = Self.history(6000, seed: seed)
    _ = batch.resolveTimes(from: nil)
    var differences = 0
    for index in 0..<batch.count {
      let event = batch.event(at: index)
      guard let step = event.name.flatMap({ steps[$0] }) else { continue }
      var feeds = SensorFeeds()
      fold.apply(event, step: step, to: &kept, &feeds)
      fold.apply(event, step: step, to: &plain, &feeds)
      // Now and then not asked for a while, and now and then asked about the past.
      guard let now = kept.clock.now, index % 500 < 450 else { continue }
      let time = Timestamp(rawValue: now.rawValue - (index % 37 == 0 ? 5_000_000_000 : 0))
      let one = questions[index % questions.count]
      for question in index % 50 == 0 ? questions : [one] {
        let (answer, wanted) = (
          question.answer(in: &kept, at: time), question.answer(in: &plain, at: time)
        )
        if answer?.value != wanted?.value || answer?.time != wanted?.time { differences += 1 }
      }
    }
    #expect(differences == 0, "seed \(seed)")
    let isEqual = kept == plain
    #expect(isEqual)
    #expect(try Digest(of: kept) == Digest(of: plain))
  }
}
