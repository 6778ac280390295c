import Events
import Journal
import SystemCalls
import TestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A sealed segment that is shorter than it was.
struct CutSegmentTests {
  private let scratch = Scratch()

  /// Three segments of two events each; the second one is cut to so many bytes.
  private func log(cutTo length: Int) throws -> (log: EventLog, cut: Position, end: Position) {
    let log = try EventLog.create(scratch.path + "/\(length)")
    for number in 0..<6 {
      try log.append(.numbered(number))
      if number % 2 == 1 { try log.rotate() }
    }
    let bases = try SegmentList(log.layout).bases
    let path = log.layout.segment(bases[1])
    chmod(path, 0o600)
    truncate(path, off_t(length))
    chmod(path, 0o400)
    return (log, bases[1].advanced(by: length), bases[2])
  }

  @Test func `what is left of it is given, and what is not is told`() throws {
    let line = NewEvent.numbered(2).line().count
    for length in [0, 1, line - 1, line, line + 1, 2 * line - 1] {
      let (log, cut, end) = try log(cutTo: length)

      var reader = try log.read()
      var lines: [String] = []
      while let chunk = try reader.next() { lines += chunk.lines }

      let missing = reader.missing
      let left = String(
        decoding: [2, 3].flatMap { NewEvent.numbered($0).line() }.prefix(length), as: UTF8.self)
      let pieces = left.split(separator: "\n").map(String.init)
      let whole = [0, 1, 4, 5].map { NewEvent.numbered($0).text }
      #expect(lines == whole[..<2] + pieces + whole[2...], "cut to \(length)")
      #expect(missing == [cut..<end], "cut to \(length)")
    }
  }

  @Test func `a sum that comes to in parts is that of the whole`() {
    let bytes = SampleLines.make(900)
    #expect(bytes.count > 2 * SealSum.block)
    var whole = SealSum()
    whole.add(bytes.span)

    for cuts in [
      [1], [SealSum.block], [100, SealSum.block + 7, SealSum.block + 8], [65_535, 131_073],
    ] {
      var sum = SealSum()
      var start = 0
      for cut in cuts + [bytes.count] {
        sum.add(bytes.span.extracting(start..<cut))
        start = cut
      }
      #expect(sum == whole, "\(cuts)")
    }
    var changed = bytes
    changed[SealSum.block + 5] ^= 1
    var other = SealSum()
    other.add(changed.span)
    #expect(whole.firstDifference(from: other)?.offset == Int64(SealSum.block))
  }
}
