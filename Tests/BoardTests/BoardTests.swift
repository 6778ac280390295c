import Events
import Projections
import Sensors
import TestSupport
import Testing

@testable import Board
@testable import Control
@testable import Sensors

@Suite struct BoardTests {
  private let scratch = Scratch()
  private var path: String { scratch.path + "/board" }
  private let table = SensorTable(SensorMetrics())
  private let now = Timestamp(rawValue: 1_770_000_000_000_000_000)

  /// A reading for each sensor, made of its place.
  private func readings(_ offset: Double = 0) -> [SensorReading?] {
    table.definitions.enumerated().map { place, sensor in
      sensor.kind == .state
        ? SensorReading(.word("LOCKDOWN"), at: now)
        : place % 5 == 4 ? nil : SensorReading(.number(Double(place) + offset), at: now)
    }
  }

  private func published(_ offset: Double = 0, at time: Timestamp? = nil) throws {
    var board = Board(path: path, of: table)
    try board.publish(readings(offset), through: Position(rawValue: 77), at: time ?? now)
  }

  @Test func `what is published is read, value by value`() throws {
    try published()

    var reader = try BoardReader(path: path)
    let shown = try reader.readings(now: now)

    #expect(reader.sensors == table.definitions.map(\.id))
    #expect(shown.map(\.value) == readings().map { $0?.value })
    #expect(shown.map(\.unit) == table.definitions.map(\.unit))
    #expect(shown.map(\.kind) == table.definitions.map(\.kind))
    #expect(shown.map(\.staleAfter) == table.definitions.map(\.staleness))
    let header = try reader.header()
    #expect(header.count == table.definitions.count)
    #expect(header.through == Position(rawValue: 77))
    #expect(header.published == now)
    let disk = try reader.reading(of: "perf_system_disk_used", now: now)
    #expect(disk.id == "res_disk_usage_percent")
  }

  @Test func `a reading goes stale by the reader's clock`() throws {
    try published()
    var reader = try BoardReader(path: path)

    let reading = try reader.reading(of: "perf_system_cpu_load", now: now)

    #expect(!reading.isStale)
    #expect(!reading.isStale(at: Timestamp(rawValue: now.rawValue + 15_000_000_000)))
    #expect(reading.isStale(at: Timestamp(rawValue: now.rawValue + 15_000_000_001)))
    let calls = try reader.reading(of: "safety_tool_calls_total", now: now)
    #expect(!calls.isStale(at: Timestamp(rawValue: now.rawValue + 15_000_000_000)))
    #expect(
      calls.isStale(at: Timestamp(rawValue: now.rawValue + 15_000_000_001)),
      "the board is silent, so nobody knows")
  }

  @Test func `a board that another took the place of is found again by its path`() throws {
    try published(0)
    var reader = try BoardReader(path: path)
    let place = try reader.place(of: "perf_system_mem_used")
    let later = Timestamp(rawValue: now.rawValue + 60_000_000_000)
    try published(1000, at: later)

    let fresh = try reader.reading(at: place, now: now)
    #expect(fresh.value == .number(1), "as far as it knows")
    let renewed = try reader.reading(at: place, now: later)
    #expect(renewed.value == .number(1001))
  }

  @Test func `a board that was deleted comes back, and a reader says what is missing`() throws {
    var board = Board(path: path, of: table)
    try board.publish(readings(), through: .start, at: now)
    var reader = try BoardReader(path: path)
    Scratch.remove(path)

    let later = Timestamp(rawValue: now.rawValue + 60_000_000_000)
    do throws(BoardError) {
      _ = try reader.reading(of: "perf_system_cpu_load", now: later)
      Issue.record("a reading without a board")
    } catch {
      #expect(error.code == .missing)
      #expect(error.message == "there is no board at \(path); tlm watch publishes one")
    }
    board.checkNow()
    let outcome = try board.publish(readings(), through: .start, at: later)
    #expect(outcome == .published)
    let reading = try reader.reading(of: "perf_system_mem_used", now: later)
    #expect(reading.value == .number(1))
  }

  @Test func `of two that publish the one that began last is read`() throws {
    var first = Board(path: path, of: table)
    var second = Board(path: path, of: table)
    var outcomes: [Board.Outcome] = []
    outcomes.append(try first.publish(readings(1), through: .start, at: now))
    outcomes.append(try second.publish(readings(2), through: .start, at: now))
    first.checkNow()
    outcomes.append(try first.publish(readings(3), through: .start, at: now))
    #expect(outcomes == [.published, .published, .superseded])
    var reader = try BoardReader(path: path)
    let shown = try reader.readings(now: now)
    #expect(shown[0].value == .number(2))

    let later = Timestamp(rawValue: now.rawValue + 16_000_000_000)
    first.checkNow()
    let again = try first.publish(readings(4), through: .start, at: later)
    #expect(again == .published)
    let taken = try reader.readings(now: later)
    #expect(taken[0].value == .number(4))
  }

  @Test func `texts that are too long are cut between characters`() {
    for (text, kept) in [("0–1", "0–1"), ("ääääx", "ääää"), ("xääääx", "xäää")] {
      var record = BoardRecord()
      let isWhole = record.put(text, in: BoardLayout.unit)

      #expect(record.text(BoardLayout.unit) == kept)
      #expect(isWhole == (text == kept))
    }
  }
}

@Suite struct BrokenBoardTests {
  private let scratch = Scratch()
  private var path: String { scratch.path + "/board" }
  private let now = Timestamp(rawValue: 1_770_000_000_000_000_000)

  private func image() throws -> [UInt8] {
    let table = SensorTable(SensorMetrics())
    var board = Board(path: path, of: table)
    let readings = table.definitions.map { _ in SensorReading(.number(1), at: now) }
    try board.publish(readings, through: .start, at: now)
    return try Disk.bytes(path)
  }

  /// What a reader says who reads all of it.
  private func problem(_ bytes: [UInt8]) throws -> BoardError? {
    try Disk.write(path, bytes)
    do throws(BoardError) {
      var reader = try BoardReader(path: path)
      _ = try reader.readings(now: now)
      return nil
    } catch {
      return error
    }
  }

  @Test func `garbage is an error in a sentence`() throws {
    let whole = try image()
    #expect(try problem(whole) == nil)

    #expect(try problem([])?.message == "the board at \(path) ends before the header")
    #expect(try problem(Array("hello".utf8))?.code == .notABoard)
    #expect(try problem([UInt8](repeating: 0, count: 4096))?.code == .notABoard)
    #expect(try problem([UInt8](repeating: 0xFF, count: 4096))?.code == .notABoard)
    var older = whole
    older[8] = 1
    #expect(try problem(older)?.code == .newer, "its modes would be missing")
    var newer = whole
    newer[8] = 3
    #expect(try problem(newer)?.code == .newer)
    #expect(
      try problem(newer)?.message == "\(path) is a board of version 3; this tlm reads version 2")
  }

  @Test func `a board that ends anywhere before its end is an error`() throws {
    let whole = try image()

    for length in stride(from: 0, to: whole.count, by: 61) {
      #expect(try problem(Array(whole[..<length]))?.code == .notABoard, "cut at \(length)")
    }
  }

  @Test func `a flipped bit is never read as a value`() throws {
    let whole = try image()

    for offset in 0..<whole.count where offset % 7 == 0 || offset < 256 {
      var flipped = whole
      flipped[offset] ^= 1 << UInt8(offset % 8)
      let problem = try problem(flipped)
      #expect(problem != nil, "byte \(offset)")
    }
  }

  @Test func `a folder or a link instead of a board is an error`() throws {
    _ = try image()
    #expect(throws: BoardError.self) { try BoardReader(path: scratch.path) }
    #expect(throws: BoardError.self) { try BoardReader(path: path + "/board") }
  }
}

extension Board {
  /// As if a second had passed since the path was looked at.
  mutating func checkNow() { checked = nil }
}
