import Control
import Events
import Folding
import Index
import Journal
import Projections
import Sensors
import TestSupport
import Testing
import Views

/// What decides about modes of a log whose beginning was pruned while another mode than the first was in
/// force.
@Suite struct PrunedLogTests {
  let scratch = Scratch()
  private let policy: Policy

  init() throws { policy = try Policy(yaml: Days.rules, file: "rules.yaml") }

  /// The events of so many hours, with load in the first minutes of each.
  private func hours(_ range: Range<Int>) -> [NewEvent] {
    range.flatMap { hour in
      stride(from: 0.0, through: 600, by: 5).map { second in
        NewEvent(
          "system_metrics_snapshot", at: Days.time(Double(hour) * 3600 + second),
          fields: [
            Member("cpu_load_percent", .double((100...220).contains(second) ? 93.5 : 21.0))
          ])
      }
    }
  }

  private func loop(_ log: EventLog) -> ControlLoop {
    var options = ControlLoop.Options()
    options.clock = .log
    return ControlLoop(log: log, policy: policy, options: options)
  }

  private func append(
    _ events: some Sequence<NewEvent>, to log: EventLog, _ turns: inout ControlLoop.Turns
  ) throws {
    for event in events {
      try log.append(event)
      _ = try turns.take()
    }
  }

  private func transitions(_ log: EventLog) throws -> [String] {
    var found: [String] = []
    var scan = Scan()
    try scan.run(over: log.read()) { event in
      if event.name == "mode_transition" {
        found.append("\(event.string("decided_at") ?? "") \(event.string("to") ?? "")")
      }
      return true
    }
    return found
  }

  /// Takes away all but the segment that takes appends.
  private func prune(_ log: EventLog) throws {
    try log.rotate()
    var ages = SegmentAges()
    let first = try #require(policy.modes.first?.name)
    let pruner = Pruner(
      LogSession(log), catalog: [], others: [ModeState(initialMode: first)],
      Pruner.Options(PruneRules(maxSize: 0)))
    #expect(try !pruner.run(&ages).segments.isEmpty)
    #expect(try log.bounds().lowerBound > .start)
  }

  @Test func `a loop, a backtest and a verification begin in the mode that was in force`() throws {
    let whole = try EventLog.create(scratch.path + "/whole")
    let log = try EventLog.create(scratch.path + "/store")
    // The last event is one of load, in the middle of an alert.
    let (before, after) = (hours(0..<3) + hours(3..<4).prefix(35), hours(3..<24).dropFirst(35))
    for each in [whole, log] {
      var turns = loop(each).turns()
      _ = try turns.take()
      try append(before, to: each, &turns)
      #expect(try turns.take().mode.name == "ALERT")
    }
    let since = try loop(log).turns().mode()
    try prune(log)

    for each in [whole, log] {
      var turns = loop(each).turns()
      let status = try turns.take()
      #expect(status.mode.name == "ALERT" && status.mode.since == since)
      try append(after, to: each, &turns)
    }

    let expected = try transitions(whole)
    let found = try transitions(log)
    #expect(found == Array(expected.suffix(found.count)) && found.count == 41, "\(found)")
    let verified = try ControlVerification(policy: policy).run(over: log)
    #expect(verified.isSound && verified.confirmed + verified.pruned == found.count)
    #expect(verified.confirmed > 20 && verified.manual == 0 && verified.foreign == 0)
    let backtest = Backtest(policy: policy)
    let beginning = try backtest.beginning(of: log)
    let simulated = try backtest.run(over: log.read(from: beginning.start), from: beginning)
    let recorded = try backtest.recorded(over: log.read(from: beginning.start), from: beginning)
    #expect(beginning.isCut && beginning.sentence.contains("ALERT"))
    #expect(simulated.transitions.count == found.count && simulated.digest == recorded.digest)
  }

  @Test func `what is recorded of another course is in doubt, but for what may rest on lost lines`()
    throws
  {
    let log = try EventLog.create(scratch.path + "/store")
    var turns = loop(log).turns()
    _ = try turns.take()
    // Right before the load of an hour, so that what it leads to may rest on what was before.
    try append(hours(0..<3) + hours(3..<4).prefix(20), to: log, &turns)
    try prune(log)
    try append(hours(3..<24).dropFirst(20), to: log, &turns)
    let path = log.layout.segment(try log.bounds().lowerBound)
    try Disk.write(
      path, Array(try Disk.text(path).replacing("\"value\":93.5", with: "\"value\":83.5").utf8))

    let verified = try ControlVerification(policy: policy).run(over: log)

    #expect(!verified.isSound && verified.pruned == 1 && verified.doubts.count == 20)
  }

  @Test(.timeLimit(.minutes(2)))
  func `a loop goes through the log again where lines were blanked`() async throws {
    let log = try EventLog.create(scratch.path + "/store")
    for second in [0.0, 5, 10] {
      try log.append(
        NewEvent(
          "system_metrics_snapshot", at: Days.time(second),
          fields: [Member("cpu_load_percent", .double(93.5))]))
    }
    var options = ControlLoop.Options()
    options.clock = .log
    let quick = try Policy(
      yaml: Days.rules.replacing(", duration_seconds: 30", with: ""), file: "quick.yaml")
    let loop = ControlLoop(log: log, policy: quick, options: options)
    let (statuses, heard) = AsyncStream.makeStream(of: ControlLoop.Status.self)
    let running = Task { try await loop.run { heard.yield($0) } }
    var iterator = statuses.makeAsyncIterator()
    func rules(_ status: ControlLoop.Status?) -> SensorValue? {
      status?.ownReadings["control_rules_true"]?.value
    }
    #expect(rules(await iterator.next()) == .number(1))
    let path = log.layout.segment(.start)
    try Disk.write(path, Array(try Disk.text(path).replacing("93.5", with: "21.5").utf8))
    try log.raiseEdition()
    try log.append(NewEvent("note", at: Days.time(11)))

    var status = await iterator.next()
    while let last = status, rules(last) != .number(0) { status = await iterator.next() }

    #expect(rules(status) == .number(0))
    running.cancel()
    _ = await running.result
  }
}

extension ControlLoop.Turns {
  /// Since when the mode is in force, after it has caught up.
  fileprivate consuming func mode() throws -> Timestamp? { try take().mode.since }
}
