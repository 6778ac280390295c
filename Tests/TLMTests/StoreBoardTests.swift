import Board
import Events
import Projections
import Sensors
import TestSupport
import Testing

@testable import TLM

/// The board of a store is its own.
@Suite struct StoreBoardTests {
  @Test func `a board that came from another store is none`() throws {
    let (scratch, other) = (Scratch(), Scratch())
    let store = try Store.create(at: StoreLocation(path: scratch.store, reason: .option))
    let copy = try Store.create(at: StoreLocation(path: other.store, reason: .option))
    let path = store.log.layout.board
    let id = try store.log.readIdentity()?.id
    #expect(throws: BoardError.self) { _ = try store.board }

    let table = SensorTable(SensorMetrics())
    var board = Board(path: path, of: table, in: id)
    let silence: [SensorReading?] = table.definitions.map { _ in nil }
    try board.publish(silence, through: .start, at: Timestamp(rawValue: 1))
    try Disk.write(copy.log.layout.board, Disk.bytes(path))

    _ = try store.board
    #expect {
      _ = try copy.board
    } throws: { ($0 as? BoardError)?.code == .missing }
  }
}
