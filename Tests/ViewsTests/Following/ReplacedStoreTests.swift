import SystemCalls
import TestSupport
import Testing

@testable import TLM
@testable import Folding
@testable import Views

/// Followers, checkpoints and conditions of a store know nothing of the one that takes its place.
@Suite struct ReplacedStoreTests {
  /// How the other store's log compares with the one that was followed.
  enum Length: String, CaseIterable { case shorter, same, longer }

  private func other(_ bench: Bench, _ length: Length) throws -> String {
    let path = bench.scratch.path + "/other"
    let log = try EventLog.create(path)
    let count =
      switch length {
      case .shorter: 1
      case .same: 40
      case .longer: 400
      }
    for number in 0..<count { try log.append(lines: Self.line("new", number)) }
    return path
  }

  /// Each is as long as every other.
  private static func line(_ name: String, _ number: Int) -> [UInt8] {
    Array("{\"event\":\"\(name)\",\"n\":\"\(String("000\(number)".suffix(4)))\"}\n".utf8)
  }

  private func bench() throws -> Bench {
    let bench = try Bench()
    for number in 0..<40 { try bench.log.append(lines: Self.line("old", number)) }
    return bench
  }

  private func swap(_ bench: Bench, for path: String) throws {
    try Folder.rename(bench.log.layout.root, to: bench.scratch.path + "/away")
    try Folder.rename(path, to: bench.log.layout.root)
  }

  @Test(arguments: Length.allCases)
  func `a follower begins anew with the store that takes the place`(length: Length) async throws {
    let bench = try bench()
    let other = try other(bench, length)
    var options = Following.Options()
    options.jobs = 1
    var iterator = Following([Seen(), EventCounts()], of: bench.log, options).makeAsyncIterator()
    let first = try #require(try await iterator.next())
    #expect(first.state(of: Seen.self)?.events.count == 40)
    let id = first.storeID

    try swap(bench, for: other)
    var update = try #require(try await iterator.next())
    while !update.isCaughtUp || update.storeID == id {
      update = try #require(try await iterator.next())
    }

    let fresh = Replayer(bench.log, checkpoints: nil, Replay.Options())
    #expect(try update.replays() == fresh.replay([Seen(), EventCounts()]).replays)
    #expect(update.position == (try bench.log.bounds().upperBound))
    let kept = try Replayer(bench.log, Replay.Options(), makesViews: true).replay([EventCounts()])
    #expect(kept.replays == (try fresh.replay([EventCounts()]).replays))
  }

  @Test(arguments: Length.allCases)
  func `what was folded of one store is not kept in another`(length: Length) throws {
    let bench = try bench()
    let other = try other(bench, length)
    var catchUp = bench.catchUp([EventCounts()])
    try catchUp.load()
    try catchUp.advance()

    try swap(bench, for: other)

    #expect(throws: FoldError.self) { try catchUp.commit() }
    let identity = try ProjectionIdentity(of: EventCounts())
    let stored = try ViewsCheckpoints(of: bench.log).stored(for: identity)
    #expect(stored == .nothing)
  }

  @Test func `a checkpoint of another store is refused, though its log begins with the same lines`()
    throws
  {
    let bench = try bench()
    var catchUp = bench.catchUp([EventCounts()])
    try catchUp.load()
    try catchUp.advance()
    try catchUp.commit()

    try Folder.unlink(bench.log.layout.identity)
    _ = try bench.log.identity()
    let anchor = try LogAnchor(
      of: bench.log, before: catchUp.position, in: CatchUp.storeID(of: bench.log))

    #expect(
      try !anchor.holds(for: bench.log, before: catchUp.position, in: catchUp.storeID))
    #expect(
      try anchor.holds(
        for: bench.log, before: catchUp.position, in: CatchUp.storeID(of: bench.log)))
  }

  @Test(arguments: Length.allCases)
  func `a subscription goes on with the first event of the other store`(length: Length) async throws
  {
    let bench = try bench()
    let other = try other(bench, length)
    var iterator = Subscription(to: bench.log, from: nil, matching: Filter(), draining: false)
      .makeAsyncIterator()
    var batch = try #require(try await iterator.next())
    while !batch.isCaughtUp { batch = try #require(try await iterator.next()) }

    try swap(bench, for: other)
    batch = try #require(try await iterator.next())

    #expect(batch.events.map { $0.event.name }.first == "new")
    #expect(batch.events.first?.position == .start)
  }

  @Test(arguments: Length.allCases)
  func `what was decided on one store is not appended to another`(length: Length) throws {
    let bench = try bench()
    let other = try other(bench, length)
    let id = try bench.log.identity().id
    try swap(bench, for: other)
    let before = try bench.log.bounds()

    let error = #expect(throws: AppendError.self) {
      try bench.log.append([NewEvent("decided", at: nil)], onlyIf: [], into: id)
    }

    #expect(error?.cause?.code == .noStore)
    #expect(try bench.log.bounds() == before)
    let own = try bench.log.identity().id
    try bench.log.append([NewEvent("decided", at: nil)], onlyIf: [], into: own)
  }
}
