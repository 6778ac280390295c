import Board
import Control
import Events
import Projections
import Sensors
import TestSupport
import Testing

/// Boards that another process publishes as fast as it can.
@Suite(.serialized) struct BoardProcessTests {
  private let scratch = Scratch()
  private var path: String { scratch.path + "/board" }

  private func writer() throws -> Child {
    let child = try Child([Program.built("tlm-actor"), "publish", path])
    let line = try child.line()
    try #require(line == "ready")
    return child
  }

  /// Whether a reading is one that was published whole: all its parts name one publication.
  private func isWhole(_ reading: BoardReader.Reading) -> Bool {
    let count = Int64(reading.sequence)
    let amount: SensorValue =
      reading.kind == .state ? .word("word \(count)") : .number(Double(count))
    return reading.value == amount && reading.time == Timestamp(rawValue: count)
  }

  @Test func `no torn reading is ever taken for a whole one`() async throws {
    let child = try writer()
    let path = path

    let counts = try await withThrowingTaskGroup(of: (reads: Int, seen: Int, bad: Int).self) {
      group in
      for reader in 0..<2 {
        group.addTask {
          var board = try BoardReader(path: path)
          let places = board.sensors.count
          var (seen, bad): (Set<UInt64>, Int) = ([], 0)
          for number in 0..<200_000 {
            let reading = try board.reading(at: (number + reader) % places, now: .init(rawValue: 0))
            if seen.count < 1000 { seen.insert(reading.sequence) }
            if !isWhole(reading) { bad += 1 }
          }
          return (200_000, seen.count, bad)
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }

    child.finish()
    #expect(counts.map(\.bad) == [0, 0])
    #expect(counts.allSatisfy { $0.seen > 10 }, "the writer wrote meanwhile")
  }

  @Test func `a writer killed at any moment leaves a board that the next one takes over`() throws {
    for round in 0..<30 {
      let child = try writer()
      var board = try BoardReader(path: path)
      for number in 0..<(round * 37) {
        _ = try board.reading(at: number % board.sensors.count, now: .init(rawValue: 0))
      }
      child.finish()

      // Each record is whole, or said to be torn in a sentence.
      for place in board.sensors.indices {
        do throws(BoardError) {
          let reading = try board.reading(at: place, now: .init(rawValue: 0))
          #expect(isWhole(reading))
        } catch {
          #expect(error.code == .torn)
          #expect(error.message.hasSuffix("its writer seems to have died"))
        }
      }
    }
  }

  @Test func `Python reads it with struct`() throws {
    let table = SensorTable(SensorMetrics())
    let modes = #"{"initial":"A","modes":{"A":{"max_concurrent_tasks":5}}}"#
    var board = Board(path: path, of: table, modes: Array(modes.utf8))
    let time = Timestamp(rawValue: 1_770_000_000_123_456_789)
    let readings: [SensorReading?] = table.definitions.enumerated().map { place, sensor in
      sensor.kind == .state
        ? SensorReading(.word("ALERT"), at: time)
        : place == 2 ? nil : SensorReading(.number(Double(place) + 0.25), at: time)
    }
    try board.publish(readings, through: Position(rawValue: 4711), at: time)
    let script = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()

    let result = try #require(
      Program.run("python3", [script + "/Reference/board.py", path], scratch: scratch))

    #expect(result.code == 0)
    let lines = result.output.split(separator: "\n").map(String.init)
    #expect(
      lines.first == "\(table.definitions.count) readings through 4711 at 1770000000123456789")
    for (place, sensor) in table.definitions.enumerated() {
      let value =
        sensor.kind == .state ? "'ALERT'" : place == 2 ? "None" : "\(Double(place) + 0.25)"
      #expect(lines[place + 1] == "\(sensor.id) \(value) \(sensor.unit)")
    }
    #expect(lines.last == "begins in A: 5 tasks at once")
  }
}
