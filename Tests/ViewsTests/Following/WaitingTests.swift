import TestSupport
import Testing

@testable import TLM
@testable import Folding
@testable import Views

@Suite struct WaitingTests {
  @Test func `where nobody follows the waiter folds itself`() async throws {
    let bench = try Bench(sampleLog(events: 200))
    let receipt = try bench.log.append(lines: Array("{\"event\":\"mine\"}\n".utf8))

    let replay = try await bench.replayer().wait(
      for: EventCounts(), toReach: receipt.end, timeout: .seconds(5))

    #expect(replay.events == 201 && replay.through == receipt.end)
  }

  @Test func `a follower's kept state is waited for`() async throws {
    let bench = try Bench(sampleLog(events: 200))
    let following = Following([Seen()], of: bench.log, Following.Options())
    let (caughtUp, continuation) = AsyncStream<Void>.makeStream()
    let task = Task {
      for try await update in following where update.isCaughtUp { continuation.yield() }
    }
    for await _ in caughtUp { break }

    for number in 0..<5 {
      let receipt = try bench.log.append(lines: Array("{\"event\":\"mine\(number)\"}\n".utf8))
      let replay = try await bench.replayer().wait(
        for: Seen(), toReach: receipt.end, timeout: .seconds(20))
      #expect(replay.events == 201 + number)
      let stored = try bench.checkpoints.stored(for: .init(of: Seen()))
      #expect(stored.version?.position == receipt.end)
    }
    task.cancel()
    try await task.value
  }

  @Test func `past the deadline it is told how far the projection is`() async throws {
    let bench = try Bench(sampleLog(events: 20))
    let end = try bench.log.bounds().upperBound
    let beyond = Position(rawValue: end.rawValue + 500)

    let error = await #expect(throws: FoldError.self) {
      try await bench.replayer().wait(
        for: EventCounts(), toReach: beyond, timeout: .milliseconds(30))
    }

    #expect(error?.code == .notReached)
    #expect(error?.message.contains("500 bytes short") == true)
    let follower = Pull([EventCounts()], of: bench.log, Following.Options())
    _ = try follower.pull()
    let other = await #expect(throws: FoldError.self) {
      try await bench.replayer().wait(
        for: EventCounts(), toReach: beyond, timeout: .milliseconds(30))
    }
    #expect(other?.message.contains("its follower, process") == true)
  }
}
