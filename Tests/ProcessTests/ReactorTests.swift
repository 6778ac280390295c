import Events
import Folding
import Journal
import Lines
import TestSupport
import Testing
import Views

/// A reactor that notes where each event stands.
private struct Noting: Reactor {
  /// It has what it waits for.
  struct Done: Error {}

  let name = "noting"
  var checkpoint: Position?
  /// How many events it waits for, and after how many batches it dies.
  var wanted: Int
  var batches = Int.max
  var noted: [Position] = []

  mutating func handle(_ batch: LineBatch) async throws {
    for index in 0..<batch.count { noted.append(batch.position(at: index)) }
    checkpoint = batch.end
    batches -= 1
    if noted.count >= wanted || batches == 0 { throw Done() }
  }
}

@Suite struct ReactorTests {
  @Test(.timeLimit(.minutes(2)))
  func `what another process appends is handled once each, in order, whatever ended it between`()
    async throws
  {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.path + "/store")
    try log.append(lines: Array("{\"event\":\"before\"}\n".utf8))
    let start = try log.bounds().upperBound
    let tail = LogTail(of: log)
    let writer = try Child([
      Program.built("tlm-actor"), "write", scratch.path + "/store", "writer=1", "count=4000",
    ])

    var noted: [Position] = []
    var checkpoint = start
    var round = 0
    while noted.count < 4000 {
      var reactor = Noting(checkpoint: checkpoint, wanted: 4000 - noted.count, batches: 3)
      do {
        try await reactor.react(to: log, by: round % 2 == 0 ? tail : nil)
      } catch is Noting.Done {}
      noted += reactor.noted
      checkpoint = try #require(reactor.checkpoint)
      round += 1
    }
    writer.finish()

    var all: [Position] = []
    var scan = Scan()
    try scan.run(over: log.read(from: start)) { event in
      all.append(event.position)
      return true
    }
    #expect(noted == all && all.count == 4000)
  }

  @Test(.timeLimit(.minutes(1)))
  func `two that share a tail get the same events, and one without a checkpoint only new ones`()
    async throws
  {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.path + "/store")
    try log.append(lines: Array("{\"event\":\"before\"}\n".utf8))
    let tail = LogTail(of: log)
    func react(from checkpoint: Position?, _ wanted: Int) -> Task<[Position], any Error> {
      Task {
        var reactor = Noting(checkpoint: checkpoint, wanted: wanted)
        do { try await reactor.react(to: log, by: tail) } catch is Noting.Done {}
        return reactor.noted
      }
    }
    let first = react(from: .start, 301)
    let second = react(from: .start, 301)
    let writer = try Child([
      Program.built("tlm-actor"), "write", scratch.path + "/store", "writer=1", "count=300",
    ])
    let noted = try await first.value
    #expect(try await second.value == noted && noted.count == 301)
    writer.finish()

    let end = try log.bounds().upperBound
    var late = Noting(checkpoint: nil, wanted: 1)
    // When it begins nobody is told: so events come until it has one.
    let appending = Task {
      while !Task.isCancelled {
        try log.append(lines: Array("{\"event\":\"late\"}\n".utf8))
        await Task.yield()
      }
    }
    do { try await late.react(to: log) } catch is Noting.Done {}
    appending.cancel()
    #expect(try #require(late.noted.first) >= end)
  }
}
