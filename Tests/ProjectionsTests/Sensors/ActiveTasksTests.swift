import Sensors
import Events
import Projections
import Testing
import Folding

@Suite struct ActiveTasksTests {
  private let id = "perf_orch_active_tasks"

  private func task(_ event: String, _ task: String, at time: Int) -> String {
    line(event, at: time, ["task_id": "\"\(task)\""])
  }

  @Test func `tasks are counted by their key, from start to end`() throws {
    let sensed = try Sensed([
      task("task_started", "a", at: 0), task("task_started", "b", at: 1),
      task("task_started", "a", at: 2), task("task_failed", "b", at: 3),
      line("task_started", at: 4, ["trace_id": "\"t\""]), task("task_completed", "nobody", at: 5),
    ])

    #expect(sensed.number(id, at: 5) == 2)
    #expect(sensed.reading(id, at: 5)?.time == time(5))
    #expect(
      sensed.table.series(of: id, in: sensed.state, window: 6, at: time(5)).map(\.value)
        == [1, 2, 2, 1, 2, 2].map { .number($0) })
  }

  @Test func `a task that never ended is forgotten after a day`() throws {
    let sensed = try Sensed([task("task_started", "a", at: 0), task("task_started", "b", at: 60)])

    #expect(sensed.number(id, at: 86_399) == 2)
    #expect(sensed.number(id, at: 86_400) == 1)
    #expect(sensed.number(id, at: 86_460) == 0)
  }

  @Test func `what a snapshot says holds until the next event of a task`() throws {
    let lines = [
      task("task_started", "a", at: 0),
      line("orchestrator_snapshot", at: 1, ["active_tasks": "7", "pending_tasks": "3"]),
    ]

    #expect(try Sensed(lines).number(id, at: 1) == 7)
    #expect(try Sensed(lines).number("perf_orch_pending_tasks", at: 1) == 3)
    #expect(try Sensed(lines + [task("task_started", "b", at: 2)]).number(id, at: 2) == 2)
  }

  @Test func `a start in 2099 forgets nobody, and is not counted`() throws {
    let sensed = try Sensed([
      task("task_started", "a", at: 0), task("task_started", "b", at: 2_300_000_000),
      task("task_started", "c", at: 1), task("task_started", "d", at: 2),
    ])

    #expect(sensed.number(id, at: 2) == 3)
  }

  @Test func `open tasks are bounded`() throws {
    let lines = (0..<70_000).map { task("task_started", "t\($0)", at: $0 / 100) }

    let count = try #require(try Sensed(lines).number(id, at: 700))

    #expect(count <= 65_536)
    #expect(count >= 57_344)
  }
}
