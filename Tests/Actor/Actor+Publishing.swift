import Board
import Control
import Events
import Journal
import Projections
import Sensors

extension Actor {
  /// Publishes a board at `root`, as often as it can: every number, every time and the end of the
  /// log of the nth publication are n. Says `ready` after the first.
  func publish() throws {
    let table = SensorTable(SensorMetrics())
    var board = Board(path: root, of: table)
    var count: Int64 = 0
    while number("rounds", .max) > count {
      count += 1
      let time = Timestamp(rawValue: count)
      let readings = table.definitions.map { sensor in
        let amount: SensorValue =
          sensor.kind == .state ? .word("word \(count)") : .number(Double(count))
        return SensorReading(amount, at: time)
      }
      try board.publish(readings, through: Position(rawValue: count), at: .current)
      if count == 1 { Actor.say("ready") }
      if count % 1024 == 0 && Actor.hasInput(within: 0) { return }
    }
    Actor.say("published \(count)")
  }
}
