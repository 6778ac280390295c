import Board
import Events
import Journal
import Sensors
import Projections
import TestSupport
import Testing

@testable import Control

/// What a board says of modes.
@Suite struct BoardModeTests {
  private let scratch = Scratch()
  private var path: String { scratch.path + "/board" }
  private let now = Timestamp(rawValue: 1_770_000_000_000_000_000)
  private let table = SensorTable(SensorMetrics())

  /// A board that shows a mode, or none yet.
  private func publish(_ mode: String?, _ policy: Policy?) throws {
    var board = Board(path: path, of: table, modes: policy?.boardText ?? [])
    let readings = table.definitions.map { sensor in
      sensor.id == "safety_mode_state" ? mode.map { SensorReading(.word($0), at: now) } : nil
    }
    let outcome = try board.publish(readings, through: .start, at: now)
    try #require(outcome == .published)
  }

  private func shown() throws -> BoardReader.Mode {
    var reader = try BoardReader(path: path)
    return try reader.mode(now: now)
  }

  @Test(arguments: Policy.Profile.allCases)
  func `each mode comes with what may be done in it`(profile: Policy.Profile) throws {
    for mode in profile.policy.modes {
      try publish(mode.name, profile.policy)

      let shown = try shown()
      #expect(shown.name == mode.name && shown.constraints == mode.constraints)
      #expect(shown.since == now && !shown.isStale)
    }
  }

  @Test func `before any change it is the first mode of the rules`() throws {
    let policy = try Policy(
      yaml: "modes: {CALM: {max_concurrent_tasks: 7}, STORM: {max_concurrent_tasks: 1}}",
      file: "rules.yaml")
    try publish(nil, policy)

    let shown = try shown()
    #expect(shown.name == "CALM" && shown.constraints?.max_concurrent_tasks == 7)
    #expect(shown.since == nil)
  }

  @Test func `what a file does not say stays unsaid, and lists come whole`() throws {
    let policy = try Policy(
      yaml: """
        modes:
          A: {}
          B: {allowed_tool_categories: ["read only", "a \\"b\\"", "ä"], tool_calls_per_minute: 0}
        """, file: "rules.yaml")
    for mode in policy.modes {
      try publish(mode.name, policy)
      #expect(try shown().constraints == mode.constraints)
    }
  }

  @Test func `a name that the board had to cut is found by its beginning`() throws {
    let long = "A_MODE_WITH_A_NAME_THAT_HAS_NO_ROOM"
    let policy = try Policy(
      yaml: "modes: {A: {}, \(long): {max_concurrent_tasks: 4}}", file: "rules.yaml")
    try publish(long, policy)

    #expect(try shown().name == long)
    #expect(try shown().constraints?.max_concurrent_tasks == 4)
  }

  @Test func `a mode of other rules has a name and no constraints`() throws {
    try publish("STORM", .standard)

    #expect(try shown().name == "STORM")
    #expect(try shown().constraints == nil)
  }

  @Test func `new rules are new constraints for who reads on`() throws {
    try publish("ALERT", .standard)
    var reader = try BoardReader(path: path)
    #expect(try reader.mode(now: now).constraints?.max_concurrent_tasks == 3)
    let later = Timestamp(rawValue: now.rawValue + 60_000_000_000)
    let rules = try Policy(
      yaml: "modes: {N: {}, ALERT: {max_concurrent_tasks: 9}}", file: "rules.yaml")
    try publish("ALERT", rules)

    #expect(try reader.mode(now: later).constraints?.max_concurrent_tasks == 9)
  }

  @Test func `a board without rules says so`() throws {
    try publish("ALERT", nil)

    #expect(throws: BoardError.self) { try shown() }
    var reader = try BoardReader(path: path)
    #expect(try reader.reading(of: "safety_mode_state", now: now).value == .word("ALERT"))
  }
}
