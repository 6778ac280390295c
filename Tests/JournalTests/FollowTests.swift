import Events
import Journal
import TestSupport
import Testing

struct FollowTests {
  let scratch = Scratch()

  @Test func `a follower sees each line once and in order, across rotations`() async throws {
    var options = EventLog.Options()
    options.segmentLimit = 2000
    let log = try EventLog.create(scratch.store, options: options)
    for number in 0..<50 { try log.append(.numbered(number)) }
    let batches = log.follow(from: .start)

    let follower = Task {
      var lines: [String] = []
      for try await chunk in batches {
        lines += chunk.lines
        if lines.count >= 500 { break }
      }
      return lines
    }
    for number in 50..<500 { try log.append(.numbered(number)) }

    #expect(try await follower.value == (0..<500).map { NewEvent.numbered($0).text })
  }

  @Test func `a follower of an idle log ends when its task is cancelled`() async throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(0))
    let batches = log.follow()
    let (begun, hasBegun) = AsyncStream.makeStream(of: Void.self)

    let follower = Task {
      var lines: [String] = []
      for try await chunk in batches {
        lines += chunk.lines
        hasBegun.yield()
      }
      return lines
    }
    var begins = begun.makeAsyncIterator()
    await begins.next()
    follower.cancel()

    #expect(try await follower.value == [NewEvent.numbered(0).text])
  }

  @Test func `a follower whose task is cancelled before it begins sees nothing`() async throws {
    let log = try EventLog.create(scratch.store)
    try log.append(.numbered(0))
    let batches = log.follow()

    let follower = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      var count = 0
      for try await _ in batches { count += 1 }
      return count
    }

    #expect(try await follower.value == 0)
  }
}
