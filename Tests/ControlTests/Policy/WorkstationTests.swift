import Control
import Events
import Journal
import Sensors
import TestSupport
import Testing

/// What the rules for machines that people work on take for trouble, and what not.
@Suite struct WorkstationTests {
  /// A machine that is so for a while, sampled every five seconds.
  private func machine(_ seconds: Int, _ fields: [String: Double]) -> [NewEvent] {
    stride(from: 0, through: seconds, by: 5).map { second in
      NewEvent(
        "system_metrics_snapshot", at: Rig.time(Double(second)),
        fields: fields.sorted { $0.key < $1.key }.map { Member($0.key, .double($0.value)) })
    }
  }

  private func modes(_ profile: Policy.Profile, _ events: [NewEvent]) throws -> [String] {
    try Backtest(policy: profile.policy).run(over: Lines.of(events)).transitions.map(\.to)
  }

  /// All cores at work, several in line for each, memory and disk well used.
  private static let compiling: [String: Double] = [
    "cpu_load_percent": 100, "mem_used_percent": 88, "load_avg_1m": 19, "load_per_core_1m": 2.4,
    "load_per_core_5m": 2.2, "cpu_pressure_percent": 92, "io_pressure_percent": 35,
    "mem_pressure_percent": 0.4, "disk_used_percent": 94,
  ]

  @Test func `an hour of compiling changes no mode`() throws {
    #expect(try modes(.workstation, machine(3600, Self.compiling)) == [])
  }

  @Test func `the same takes a server to DEGRADED in two minutes`() throws {
    #expect(try modes(.server, machine(120, Self.compiling)) == ["ALERT", "DEGRADED"])
  }

  @Test(arguments: [
    ["mem_used_percent": 97.0], ["load_per_core_5m": 3.9], ["mem_pressure_percent": 9],
    ["disk_used_percent": 97.5], ["io_pressure_percent": 90],
  ])
  func `what passes is no trouble, either`(more: [String: Double]) throws {
    let fields = Self.compiling.merging(more) { $1 }

    #expect(try modes(.workstation, machine(540, fields)) == [])
  }

  @Test(arguments: [
    (["mem_pressure_percent": 12.0], ["ALERT"]), (["mem_used_percent": 97], ["ALERT"]),
    (["load_per_core_5m": 4.5], ["ALERT"]), (["mem_pressure_percent": 30], ["ALERT", "DEGRADED"]),
    (["disk_used_percent": 98.5], ["DEGRADED"]),
  ])
  func `what stays so is told`(more: [String: Double], expected: [String]) throws {
    let fields = Self.compiling.merging(more) { $1 }

    #expect(try modes(.workstation, machine(1200, fields)) == expected)
  }

  @Test func `nobody is asked about a time of which nothing is known`() throws {
    let violations = (0..<3).map { NewEvent("policy_violation", at: Rig.time(Double($0))) }
    let months = Rig.time(100 * 86_400)
    let later = [NewEvent("x", at: months), NewEvent("x", at: months)]

    let result = try Backtest(policy: .standard).run(over: Lines.of(violations + later))

    #expect(result.transitions.map(\.to) == ["ALERT"] && result.proposals.isEmpty)
  }

  @Test func `a machine that is well again recovers`() throws {
    let bad = machine(900, Self.compiling.merging(["disk_used_percent": 99]) { $1 })
    let good = stride(from: 905, through: 2400, by: 5).map { second in
      NewEvent(
        "system_metrics_snapshot", at: Rig.time(Double(second)),
        fields: [
          Member("load_per_core_5m", .double(0.5)), Member("mem_used_percent", .double(60)),
          Member("disk_used_percent", .double(80)),
        ])
    }

    #expect(try modes(.workstation, bad + good).prefix(2) == ["DEGRADED", "RECOVERY"])
  }
}
