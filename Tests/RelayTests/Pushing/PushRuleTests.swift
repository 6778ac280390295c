import Events
import Journal
import TestSupport
import Testing

@testable import Relay

@Suite struct PushRuleTests {
  private let scratch = Scratch()

  /// The names of what is pushed of a log.
  private func pushed(
    _ log: EventLog, _ filters: [(start: Position, filter: Filter)] = [(.start, Filter())]
  ) throws -> [String] {
    let stretch = try RelayedStretch(
      of: log, from: .start, to: .start, through: log.bounds().upperBound, filters)
    return stretch.items.map { String(decoding: $0.line.bytes, as: UTF8.self) }
  }

  private func named(_ name: String) -> NewEvent {
    NewEvent(name, at: Timestamp(rawValue: 1_770_000_000_000_000_000))
  }

  @Test func `what tlm writes about the log stays, and modes and control go along`() throws {
    let log = try EventLog.create(scratch.store)
    for name in ["a", "tlm.skip", "mode_transition", "control_effect", "tlm.dropped", "b"] {
      try log.append(named(name))
    }

    let names = try pushed(log).map { $0.split(separator: "\"")[7] }
    #expect(names == ["a", "mode_transition", "control_effect", "b"])
  }

  @Test func `a hub does not push what it pulled, and what is its own`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(named("before"))
    try PulledLog().pull(["{\"event\":\"said\"}", "{\"event\":\"done\"}"], into: log)
    try log.append(named("between"))
    try PulledLog("fedcba9876543210fedcba9876543210").pull(["{\"event\":\"more\"}"], into: log)
    try log.append(named("behind"))

    let names = try pushed(log).map { $0.split(separator: "\"")[7] }
    #expect(names == ["before", "between", "behind"])
  }

  @Test func `each filter holds from where it began to`() throws {
    let log = try EventLog.create(scratch.store)
    for name in ["a", "b"] { try log.append(named(name)) }
    let middle = try log.bounds().upperBound
    for name in ["a", "b"] { try log.append(named(name)) }
    var filter = Filter()
    filter.names = ["b"]

    #expect(try pushed(log, [(.start, filter), (middle, Filter())]).count == 3)
    #expect(try pushed(log, [(.start, Filter()), (middle, filter)]).count == 3)
    #expect(try pushed(log, [(.start, filter)]).count == 2)
  }
}
