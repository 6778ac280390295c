import Board
import Sensors
import SystemCalls
import TLM
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The programs of Examples/controller: they know nothing but the board.
@Suite struct ControllerTests {
  /// Both of them, at work on the board of a sandbox.
  private func start(in sandbox: Sandbox, _ arguments: String...) throws -> [Command] {
    let variables = ["HOME": sandbox.path, "PATH": "/usr/local/bin:/usr/bin:/bin"]
    let python = Files.package + "/Examples/controller/controller.py"
    return try [
      Command(
        Program.built("controller"), [".tlm/board"] + arguments, environment: variables,
        in: sandbox.path),
      Command(
        "/usr/bin/env", ["python3", python, ".tlm/board"], environment: variables, in: sandbox.path),
    ]
  }

  /// Waits until each of them says that it works so.
  private func expect(_ controllers: [Command], _ words: String) throws {
    for controller in controllers {
      var heard: [String] = []
      while heard.last?.hasSuffix(" \(words)") != true {
        guard let line = try controller.nextLine() else {
          Issue.record("it ended before it said \(words); heard \(heard)")
          return
        }
        heard.append(line)
      }
    }
  }

  private func end(_ controllers: [Command]) throws {
    for controller in controllers {
      controller.signal(SIGTERM)
      let result = try controller.finish(within: 30)
      #expect(result.code == 0 && result.errors.isEmpty, "\(result.errors)")
    }
  }

  /// Decide at once, by the last sample.
  private static let rules = """
    modes:
      NORMAL: {max_concurrent_tasks: 5}
      RECOVERY: {max_concurrent_tasks: 2}
      ALERT: {max_concurrent_tasks: 3}
      LOCKDOWN: {max_concurrent_tasks: 0}
    transition_rules:
      NORMAL_to_ALERT:
        conditions: [{metric: perf_system_cpu_load, operator: ">", value: 85}]
      ALERT_to_LOCKDOWN:
        conditions: [{metric: perf_system_cpu_load, operator: ">", value: 97}]
      RECOVERY_to_NORMAL:
        conditions: [{metric: perf_system_cpu_load, operator: "<", value: 70}]
    """

  @Test func `both give way when the load rises, and come back when it falls`() throws {
    let sandbox = try Sandbox()
    let controllers = try start(in: sandbox)
    try expect(controllers, "0 workers")
    let rules = try sandbox.file("rules.yaml", Self.rules)
    let watch = try sandbox.start("watch", "--sample", "off", "--rules", rules)
    func load(_ percent: Int) throws {
      let sample = "cpu_load_percent:=\(percent)"
      try #require(try sandbox.tlm("emit", "system_metrics_snapshot", sample).code == 0)
    }

    try load(40)
    try expect(controllers, "NORMAL: 5 workers")
    try load(91)
    try expect(controllers, "ALERT: 3 workers")
    #expect(threads(of: controllers[1]) == 4, "three workers and who started them")
    try load(99)
    try expect(controllers, "LOCKDOWN: 0 workers")
    #expect(threads(of: controllers[1]) == 1)
    // Too much for the rule that leads on from RECOVERY, so that both see it.
    try load(80)
    // Out of it leads a person alone.
    try #require(try sandbox.tlm("mode", "set", "RECOVERY", "--reason", "seen to").code == 0)
    try expect(controllers, "RECOVERY: 2 workers")
    try load(30)
    try expect(controllers, "NORMAL: 5 workers")

    try end(controllers)
    watch.signal(SIGTERM)
    #expect(try watch.finish().code == 0)
    let taken = try sandbox.events().filter { $0.contains("\"mode_transition\"") }
    #expect(taken.count { $0.contains("\"rule\"") } == 3 && taken.count == 4)
  }

  /// Threads of a process, as Linux counts them; the right number elsewhere is not known.
  private func threads(of controller: Command) -> Int? {
    try? Folder.names(in: "/proc/\(controller.process)/task").count
  }

  @Test func `without news both keep to the safe side, and a lockdown stays one`() throws {
    let sandbox = try Sandbox()
    let controllers = try start(in: sandbox)
    try expect(controllers, "0 workers")
    // Boards that nobody goes on with: published so long ago that they are silent in a moment.
    func publish(_ mode: String, ago seconds: Int64) throws {
      let table = SensorTable(SensorMetrics())
      let time = Timestamp(rawValue: Timestamp.current.rawValue - seconds * 1_000_000_000)
      let readings = table.definitions.map { sensor in
        sensor.id == "safety_mode_state" ? SensorReading(.word(mode), at: time) : nil
      }
      unlink(sandbox.store + "/board")
      var board = Board(
        path: sandbox.store + "/board", of: table, modes: Policy.standard.boardText)
      try #require(try board.publish(readings, through: .start, at: time) == .published)
    }

    try publish("NORMAL", ago: 8)
    try expect(controllers, "NORMAL: 5 workers")
    try expect(controllers, "no longer published; does tlm watch run?: 1 workers")
    try publish("LOCKDOWN", ago: 8)
    try expect(controllers, "LOCKDOWN: 0 workers")
    try expect(controllers, "no longer published; does tlm watch run?: 0 workers")
    try publish("RECOVERY", ago: 0)
    try expect(controllers, "RECOVERY: 2 workers")

    try end(controllers)
  }

  @Test func `the one in Swift ends by itself when it is told to`() throws {
    let sandbox = try Sandbox()
    let controller = try start(in: sandbox, "--seconds", "0.5")[0]

    let result = try controller.finish(within: 30)

    #expect(result.code == 0)
    #expect(result.lines.last == "ended after 0 jobs")
  }
}
