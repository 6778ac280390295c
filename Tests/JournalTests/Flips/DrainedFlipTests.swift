import Events
import Journal
import TestSupport
import Testing

/// A wrong bit in what the last drain wrote costs the line that it is in, and no line comes twice.
struct DrainedFlipTests {
  private static let strangers = (0..<6).map { NewEvent.numbered(1000 + 111 * $0).text }

  @Test func `a flipped bit in the marker of the last drain repeats nothing`() throws {
    try flipAll(of: "marker") { $0.from..<$0.from + Int64($0.markerLength) }
  }

  @Test func `a flipped bit in the lines of the last drain repeats none of the others`() throws {
    try flipAll(of: "drained lines") { $0.from + Int64($0.markerLength)..<$0.size }
  }

  private struct Place {
    /// Where the last marker begins, in the segment.
    var from: Int64
    /// Bytes of the marker's line with its newline.
    var markerLength: Int
    var size: Int64
    /// Where the last line begins that was drained.
    var last: Int64
  }

  private func flipAll(of what: String, _ range: (Place) -> Range<Int64>) throws {
    let watch = Stopwatch()
    let (image, segment, place) = try Self.store()
    var repeated = 0
    var damagedLines = 0
    let bits = range(place)
    for bit in bits.lowerBound * 8..<bits.upperBound * 8 {
      var wrong = segment
      wrong[Int(bit / 8)] ^= 1 << UInt8(bit % 8)
      let scratch = Scratch()
      try image.restore(to: scratch.store)
      try Disk.write(scratch.store + "/log/00000000000000000000.jsonl", wrong)

      let log = try EventLog.create(scratch.store)
      try Disk.append(log.layout.inbox, "{\"event\":\"last\"}\n")
      try log.drain()
      try Disk.append(log.layout.inbox, "{\"event\":\"very last\"}\n")
      try log.drain()

      let lines = try log.eventLines()
      let foreign = Self.strangers + ["{\"event\":\"last\"}", "{\"event\":\"very last\"}"]
      let counts = foreign.map { line in lines.count { $0 == line } }
      #expect(counts.allSatisfy { $0 <= 1 }, "\(what), bit \(bit): \(counts)")
      #expect(counts.count { $0 == 0 } <= 2, "\(what), bit \(bit): \(counts)")
      #expect(counts.suffix(2) == [1, 1], "\(what), bit \(bit): \(counts)")
      if bit >= place.last * 8 {
        #expect(counts[Self.strangers.count - 1] == 1, "\(what), bit \(bit): it comes again, whole")
      }
      #expect(try !log.lines().contains { $0.contains("tlm.skipped") }, "\(what), bit \(bit)")
      let fragments = Self.fragments(among: lines, of: foreign)
      #expect(fragments.isEmpty, "\(what), bit \(bit): \(fragments)")
      repeated += counts.count { $0 > 1 }
      damagedLines += counts.contains(0) ? 1 : 0
    }
    #expect(repeated == 0)
    if what == "marker" { #expect(damagedLines < bits.count / 8) }
    watch.report("flips of \(what): \(bits.count * 8) bits, \(damagedLines) cost a line")
  }

  /// Lines that are a part of a source's line, and not all of it.
  private static func fragments(among lines: [String], of foreign: [String]) -> [String] {
    lines.filter { line in
      !line.isEmpty && foreign.contains { $0 != line && ($0.hasSuffix(line) || $0.hasPrefix(line)) }
    }
  }

  /// A store whose inbox was drained twice, the segment's bytes, and where the last drain stands.
  private static func store() throws -> (StoreImage, [UInt8], Place) {
    let scratch = Scratch()
    let log = try EventLog.create(scratch.store)
    try log.append((0..<2).map(NewEvent.numbered))
    try Disk.append(log.layout.inbox, strangers.prefix(3).joined(separator: "\n") + "\n")
    try log.drain()
    try log.append([.numbered(2)])
    let start = try log.bounds().upperBound
    try Disk.append(log.layout.inbox, strangers.suffix(3).joined(separator: "\n") + "\n")
    try log.drain()
    let bytes = try Disk.bytes(log.layout.segment(.start))
    let from = Int(start.rawValue)
    let newline = try #require(bytes[from...].firstIndex(of: UInt8(ascii: "\n")))
    let place = Place(
      from: start.rawValue, markerLength: newline + 1 - from, size: Int64(bytes.count),
      last: Int64(bytes.count - strangers[strangers.count - 1].utf8.count - 1))
    return (try StoreImage(of: scratch.store), bytes, place)
  }
}
