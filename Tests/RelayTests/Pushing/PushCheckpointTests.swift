import Events
import Journal
import TestSupport
import Testing

@testable import Relay

@Suite struct PushCheckpointTests {
  private let scratch = Scratch()

  @Test func `a checkpoint is read as it is written, and no part of one is`() throws {
    let log = try EventLog.create(scratch.store)
    for number in 0..<20 { try log.append(.numbered(number)) }
    var place = RelayPlace.start
    place.pass([1, 2].span, at: .start)
    let checkpoint = PushCheckpoint(
      origin: try log.identity().id, stream: "tlm", url: "nats://a", place: place,
      through: try LogPlace(in: log, at: log.bounds().upperBound),
      pulledEnd: Position(rawValue: 7),
      filters: [
        .init(start: .start, through: .start, words: [:]),
        .init(start: place, through: Position(rawValue: 3), words: ["events": ["a*"]]),
      ], folder: 1 << 63, time: try #require(Timestamp("2026-02-13T10:00:00Z")))

    #expect(PushCheckpoint(checkpoint.bytes) == checkpoint)
    for count in 0..<(checkpoint.bytes.count - 1) {
      #expect(PushCheckpoint(Array(checkpoint.bytes.prefix(count))) == nil)
    }
  }

  @Test func `one process at a time pushes a store to a stream`() throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(0))
    let first = try PushFiles(log, stream: "tlm")

    let error = #expect(throws: RelayError.self) { _ = try PushFiles(log, stream: "tlm") }
    #expect(error?.code == .taken)
    _ = try PushFiles(log, stream: "other")
    #expect(try first.checkpoint() == nil)
  }
}
