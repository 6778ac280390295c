import Events
import Journal
import SystemCalls
import TestSupport
import Testing

/// In a sealed segment the sum finds every wrong bit, and where it is.
struct SealedFlipTests {
  let scratch = Scratch()

  @Test func `each bit of a small sealed segment is covered by its sum`() throws {
    let watch = Stopwatch()
    let sealed = try Sealed(scratch, lines: 8)

    for bit in 0..<sealed.bytes.count * 8 { try sealed.check(bit: bit) }

    #expect(sealed.bytes.count * 8 > 10_000)
    watch.report("sealed flips: all \(sealed.bytes.count * 8) bits of a small segment reported")
  }

  @Test func `a flip in a segment of several blocks is found in the right one`() throws {
    let watch = Stopwatch()
    let sealed = try Sealed(scratch, lines: 760)
    var random = Seeded(3)

    #expect(sealed.bytes.count > 2 * SealSum.block)
    let edges = [0, SealSum.block - 1, SealSum.block, 2 * SealSum.block, sealed.bytes.count - 1]
    let bits =
      edges.map { $0 * 8 }
      + (0..<400).map { _ in
        Int.random(in: 0..<sealed.bytes.count * 8, using: &random)
      }
    for bit in bits { try sealed.check(bit: bit) }

    watch.report("sealed flips: \(bits.count) bits of \(sealed.bytes.count) bytes, seed 3")
  }

  /// A log whose first segment is sealed.
  struct Sealed {
    let log: EventLog
    let path: String
    let bytes: [UInt8]
    let sum: SealSum

    init(_ scratch: Scratch, lines: Int) throws {
      log = try EventLog.create(scratch.store)
      bytes = SampleLines.make(lines)
      try log.append(lines: bytes)
      try log.rotate()
      try log.append(.numbered(1))
      path = log.layout.segment(.start)
      sum = try #require(try SealSum(Disk.bytes(log.layout.sum(.start))))
      // As a disk would, the test changes what nobody may.
      try Descriptor.open(path, .read).setPermissions(0o600)
    }

    func check(bit: Int) throws {
      let place = bit / 8
      let file = try Descriptor.open(path, .update)
      try file.write([bytes[place] ^ (1 << UInt8(bit % 8))].span, at: Int64(place))
      try file.setPermissions(0o400)

      var found = SealSum()
      try found.extend(over: file, to: file.status().size)
      let difference = try #require(found.firstDifference(from: sum), "bit \(bit)")
      #expect(difference.offset == Int64(place / SealSum.block * SealSum.block), "bit \(bit)")
      #expect(difference.offset + difference.length > Int64(place), "bit \(bit)")
      #expect(difference.length <= Int64(SealSum.block), "bit \(bit)")
      if bit % 61 == 0 { try checkReading(bit) }
      try file.write([bytes[place]].span, at: Int64(place))
    }

    /// Nobody refuses the log for it, and what follows the segment is served.
    private func checkReading(_ bit: Int) throws {
      let served = try log.allBytes()
      var expected = bytes
      expected[bit / 8] ^= 1 << UInt8(bit % 8)
      #expect(Bytes.areEqual(served, expected + NewEvent.numbered(1).line()), "bit \(bit)")
    }
  }
}
