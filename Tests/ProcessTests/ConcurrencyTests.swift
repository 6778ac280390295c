import Events
import Journal
import Synchronization
import SystemCalls
import TestSupport
import Testing

extension ProcessTests.ConcurrencyTests {
  @Test func `eight appending processes, a rotation, a replay, a follower and a drain keep all`()
    async throws
  {
    let watch = Stopwatch()
    let count = StoreLocation.variable("TLM_SOAK") == "1" ? 100_000 : 5_000
    let log = try EventLog.create(scratch.store)
    let followed = scratch.path + "/followed"
    let follower = try Actors.start("follow", scratch.store, output: followed)
    let replayer = try Actors.start("replay", scratch.store)
    let rotator = try Actors.start("rotate", scratch.store, ["every=1048576"])
    let drainer = try Actors.start("drain", scratch.store, ["quiet"])
    let passes = Mutex<[String]>([])
    let receipts = Mutex<[Acknowledged]>([])

    let stop = Array("{\"event\":\"stop\"}\n".utf8)
    try await together([
      {
        let all = try replayer.lines()
        passes.withLock { $0 = all }
      },
      {
        // Without the last line the replayer would never end.
        defer { _ = try? log.append(lines: stop, timeout: .seconds(60)) }
        try runWriters(scratch.store, count, receipts)
        try fill(scratch.store, count, drainer)
      },
    ])

    // Its words are in the file; what ends here is its input.
    #expect(try follower.line(within: 60) == nil && follower.wait() == .exited(0))
    let rotations = try rotator.lines()
    let contents = try LogContents(log)
    contents.check(receipts.withLock { $0 })
    contents.checkOrder()
    #expect(contents.written.count == 8 * count)
    #expect(contents.blanks.isEmpty)
    #expect(contents.foreign.dropLast().compactMap(Counted.init).map(\.number) == Array(0..<count))
    #expect(contents.foreign.count == count + 1)
    try contents.checkSeals(log.layout)
    let bytes = try allBytes(log)
    let isFollowed = try Disk.bytes(followed) == bytes
    #expect(isFollowed, "the follower saw each byte once and in order")
    try check(passes: passes.withLock { $0 }, bytes)
    #expect(rotations.count == 1 && rotations[0].hasPrefix("rotated "))
    watch.report(
      "[processes] 8 × \(count) events and \(count) of a stranger, \(rotations.joined()) times, "
        + "\(passes.withLock { $0.count }) replays, \(contents.own) markers")
  }

  private func allBytes(_ log: EventLog) throws -> [UInt8] {
    var bytes: [UInt8] = []
    var reader = try log.read()
    while let chunk = try reader.next() { bytes += [UInt8](copying: chunk.bytes) }
    return bytes
  }

  /// What each replay read is a prefix of the log.
  private func check(passes: [String], _ bytes: [UInt8]) throws {
    #expect(!passes.isEmpty)
    var sum: UInt32 = 0
    var length = 0
    for pass in passes {
      let numbers = pass.split(separator: " ").dropFirst().compactMap { Int($0) }
      try #require(numbers.count == 2 && numbers[0] >= length, "\(pass)")
      sum = Checksum.crc32c(bytes.span.extracting(length..<numbers[0]), after: sum)
      length = numbers[0]
      #expect(Int(sum) == numbers[1], "a replay of \(length) bytes read something else")
    }
    #expect(length == bytes.count)
  }
}

private func runWriters(
  _ store: String, _ count: Int, _ receipts: borrowing Mutex<[Acknowledged]>
) throws {
  let writers = try (0..<8).map {
    try Actors.start("write", store, ["writer=\($0)", "count=\(count)", "large=60"])
  }
  for (index, writer) in writers.enumerated() {
    for line in try writer.lines() {
      let receipt = try #require(Acknowledged(line, writer: index), "\(line)")
      receipts.withLock { $0.append(receipt) }
    }
    #expect(writer.wait() == .exited(0))
  }
}

/// A stranger writes `count` lines to the inbox, and all of them are drained.
private func fill(_ store: String, _ count: Int, _ drainer: Child) throws {
  let stranger = try Actors.start("stranger", store, ["mode=split", "writer=100"])
  var rest = count
  while rest > 0 {
    stranger.say("\(min(rest, 100))")
    _ = try stranger.line()
    rest -= min(rest, 100)
  }
  stranger.finish()
  drainer.closeInput()
  let total = try drainer.lines().last
  #expect(total?.hasPrefix("total ") == true, "\(total ?? "the drainer ended")")
}
