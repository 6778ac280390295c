import SystemCalls
import TLM
import TestSupport
import Testing

/// The log's files as other programs read them, while tlm writes and after it died.
@Suite(.serialized, .enabled(if: Reader.areThere, Reader.reason)) struct ReadersTests {
  private let scratch = Scratch()
  private var layout: StoreLayout { StoreLayout(root: scratch.store) }

  @Test func `jq, DuckDB and pandas read a log while others append to it and rotate it`()
    async throws
  {
    let watch = Stopwatch()
    try EventLog.create(scratch.store).append(NewEvent("begun"))
    let crowd = try Crowd(layout)
    var inFlight = 0

    for _ in 0..<2 {
      for reader in Reader.strangers {
        let before = try Reader.tlm.read(layout)
        let seen = try await crowd.write { try whole(reader) }
        let after = try Reader.tlm.read(layout)
        inFlight += seen.failures
        for writer in Crowd.all {
          #expect(seen.reading.isPrefix(of: writer), "\(reader)")
          #expect(seen.reading.count(of: writer) >= before.count(of: writer), "\(reader)")
          #expect(seen.reading.count(of: writer) <= after.count(of: writer), "\(reader)")
        }
      }
    }
    try crowd.end()

    let tlm = try Reader.tlm.read(layout)
    for reader in Reader.strangers { #expect(try reader.read(layout) == tlm, "\(reader)") }
    #expect(Crowd.all.map { tlm.count(of: $0) } == crowd.written)
    #expect(tlm.failure.isEmpty)
    let segments = try SegmentList(layout).bases.count
    #expect(segments > 3, "the log was rotated meanwhile")
    watch.report(
      "readers: \(crowd.written.reduce(0, +)) lines in \(segments) segments, "
        + "\(inFlight) times a line was in flight")
  }

  @Test func `after a kill in mid-write they read every whole line, and all after the next append`()
    throws
  {
    let watch = Stopwatch()
    let log = try EventLog.create(scratch.store)
    try log.append(lines: Counted(writer: 1, life: 0, number: 0).batch(200))
    let kills = try tearTail()
    let tlm = try Reader.tlm.read(layout)

    // jq shows every whole line and ends with an error.
    let jq = try Reader.jq.read(layout)
    #expect(jq.sums == tlm.sums && !jq.failure.isEmpty)
    // DuckDB and pandas refuse the file; DuckDB can be told to go on, and has a row of nulls then.
    #expect(try Reader.duckdb.read(layout).failure.contains("Malformed JSON"))
    #expect(try !Reader.pandas.read(layout).failure.isEmpty)
    var ignoring = try Reader.ignoringErrors.read(layout)
    let nulls = ignoring.sums.removeValue(forKey: Reading.Group())
    #expect(nulls == Reading.Sum(count: 1, numbers: 0, text: 0))
    #expect(ignoring == tlm)

    let emitted = try Command.run(
      Program.built("tlm"), ["emit", "--strict", "next", "n:=1", "--store", scratch.store],
      environment: ["HOME": scratch.path], in: scratch.path)
    #expect(emitted.code == 0, "\(emitted.errors)")

    let healed = try Reader.tlm.read(layout)
    #expect(healed.sums.count == tlm.sums.count + 1)
    for reader in Reader.strangers { #expect(try reader.read(layout) == healed, "\(reader)") }
    watch.report("readers: a write torn after \(kills) kills")
  }

  /// What a reader sees once no line is in flight, and how often one was: a write of many lines
  /// is not one instant to a program that takes no notice of the lock.
  private func whole(_ reader: Reader) throws -> (reading: Reading, failures: Int) {
    for failures in 0..<50 {
      let seen = try reader.read(layout)
      if seen.failure.isEmpty { return (seen, failures) }
    }
    return (try reader.read(layout), 50)
  }

  /// Kills writers in mid-write until one leaves half a line; returns how many it took.
  private func tearTail() throws -> Int {
    let segment = try Descriptor.open(layout.segment(.start), .read)
    for kills in 1...20 {
      let child = try actor("write", "writer=2", "life=\(kills)", "large=2000", "announce")
      while let line = try child.line(), line != "large" {}
      // It holds the lock and writes at once: as soon as the file grows, it is in mid-write.
      let before = try segment.status().size
      var looks = 0
      while looks < 100_000, try segment.status().size == before { looks += 1 }
      child.finish()
      if try isTorn(segment) { return kills }
    }
    // The scheduler spared them all: this one stands still in mid-write until it is killed.
    let child = try actor("tear", "writer=2", "life=21")
    #expect(try child.line() == "torn")
    child.finish()
    #expect(try isTorn(segment))
    return 21
  }

  private func isTorn(_ segment: Descriptor) throws -> Bool {
    try segment.bytes(at: try segment.status().size - 1, count: 1) != [UInt8(ascii: "\n")]
  }

  private func actor(_ verb: String, _ settings: String...) throws -> Child {
    try Child([Program.built("tlm-actor"), verb, scratch.store] + settings)
  }
}
