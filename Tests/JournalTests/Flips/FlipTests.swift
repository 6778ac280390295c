import CSimdJSON
import Events
import Journal
import Lines
import SystemCalls
import TestSupport
import Testing

/// One bit of the segment that takes appends is wrong; nothing but its own line suffers.
struct FlipTests {
  static let all = SampleLines.make(70)

  @Test func `a flipped bit harms its own line at most, and is reported when it breaks it`()
    async throws
  {
    let watch = Stopwatch()
    let total = try await withThrowingTaskGroup(of: Tally.self) { group in
      for worker in 0..<2 {
        group.addTask {
          let bench = try Bench()
          var tally = Tally()
          // Every byte, every bit of which the worker's turn it is.
          for bit in stride(from: worker, to: Self.all.count * 8, by: 8) {
            try bench.check(bit: bit + bit / 8 % 4 * 2, &tally)
          }
          return tally
        }
      }
      return try await group.reduce(into: Tally()) { $0.add($1) }
    }

    #expect(total.flips >= 20_000)
    #expect(total.broken > 1000 && total.newlines > 100 && total.appended > 100)
    watch.report(
      "flips: \(total.flips) bits of \(Self.all.count) bytes, \(total.broken) broke a line and "
        + "were reported, \(total.newlines) joined or split lines, \(total.appended) appends after")
  }

  struct Tally: Sendable {
    var flips = 0
    var broken = 0
    var newlines = 0
    var appended = 0

    mutating func add(_ other: Tally) {
      flips += other.flips
      broken += other.broken
      newlines += other.newlines
      appended += other.appended
    }
  }

  final class Bench {
    let scratch = Scratch()
    let segment: String
    let options: EventLog.Options
    let parser = LineParser()
    let oracle = tlm_oracle_create()
    /// Where each line of the undamaged log begins and ends, without its newline.
    let lines: [Range<Int>]

    init() throws {
      var options = EventLog.Options()
      options.segmentLimit = 64 << 10
      self.options = options
      let log = try EventLog.create(scratch.store, options: options)
      segment = log.layout.segment(.start)
      try log.append(lines: all)
      lines = Self.split(all)
    }

    deinit { tlm_oracle_destroy(oracle) }

    func check(bit: Int, _ tally: inout Tally) throws {
      let place = bit / 8
      var bytes = all
      bytes[place] ^= 1 << UInt8(bit % 8)
      try write(bytes, at: place)

      let log = try EventLog.open(scratch.store, options: options)
      let served = try log.allBytes()

      let readable = Newlines.endOfLastLine(in: bytes.span)
      #expect(Bytes.areEqual(served, bytes, 0..<readable), "bit \(bit)")
      let touched = touchedLines(bytes, place)
      if bytes[place] == Newlines.byte || all[place] == Newlines.byte { tally.newlines += 1 }
      checkEvents(served, touched, bit, &tally)
      tally.flips += 1
      if bit % 97 == 0 || place == all.count - 1 { try checkAppend(log, bytes, bit, &tally) }
      try write(all, at: place)
    }

    /// What the parser makes of the log: each line as it is judged alone, at its place.
    private func checkEvents(
      _ served: [UInt8], _ touched: [Range<Int>], _ bit: Int, _ tally: inout Tally
    ) {
      let batch = parser.parse(LineChunk(served))
      var events: [Int64] = []
      var damaged: [Range<Int64>] = []
      // A line of the undamaged log is an event, or blank; those touched are judged by the DOM.
      for line in lines where !touched.contains(where: { $0.overlaps(padded(line)) }) {
        if !isBlank(all[line]) { events.append(Int64(line.lowerBound)) }
      }
      for line in touched where line.upperBound <= served.count && !isBlank(served[line]) {
        let start = Int64(line.lowerBound)
        if isObject(served[line]) {
          events.append(start)
        } else {
          damaged.append(start..<Int64(line.upperBound))
        }
      }
      #expect(
        (0..<batch.count).map { batch.position(at: $0).rawValue } == events.sorted(), "\(bit)")
      let reported = batch.quarantined.map { range in
        range.position.rawValue..<range.position.rawValue + Int64(range.length)
      }
      #expect(reported.map(\.lowerBound) == damaged.map(\.lowerBound), "bit \(bit)")
      for (found, whole) in zip(reported, damaged) {
        // A CR before the newline is no part of the line, and a run of NULs is a range of its own.
        #expect(found.upperBound <= whole.upperBound, "bit \(bit)")
        #expect(found.upperBound >= whole.upperBound - 1, "bit \(bit)")
      }
      if !damaged.isEmpty { tally.broken += 1 }
    }

    private func checkAppend(_ log: EventLog, _ bytes: [UInt8], _ bit: Int, _ tally: inout Tally)
      throws
    {
      let event = NewEvent.numbered(bit)
      let receipt = try log.append(event)
      #expect(receipt.position.rawValue == Int64(all.count), "bit \(bit)")
      let after = try log.allBytes()
      let whole = Newlines.endOfLastLine(in: bytes.span)
      #expect(Bytes.areEqual(Array(after[..<whole]), bytes, 0..<whole), "bit \(bit)")
      #expect(Bytes.areEqual(Array(after[all.count...]), event.line()), "bit \(bit)")
      tally.appended += 1
      try relay()
    }

    /// The lines of the flipped log that hold the byte at `place`, or are parted by it.
    private func touchedLines(_ bytes: [UInt8], _ place: Int) -> [Range<Int>] {
      Self.split(bytes).filter { padded($0).contains(place) || $0.lowerBound == place + 1 }
        .filter { range in
          padded(range).contains(place) || bytes[place] == Newlines.byte
        }
    }

    private func padded(_ line: Range<Int>) -> Range<Int> { line.lowerBound..<line.upperBound + 1 }

    private func isBlank(_ line: ArraySlice<UInt8>) -> Bool {
      line.allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
    }

    private func isObject(_ line: ArraySlice<UInt8>) -> Bool {
      Array(line).withUnsafeBufferPointer { bytes in
        tlm_oracle_accepts(oracle, bytes.baseAddress, bytes.count) == 1
      }
    }

    private func write(_ bytes: [UInt8], at place: Int) throws {
      let file = try Descriptor.open(segment, .update)
      try file.write(bytes.span.extracting(place..<place + 1), at: Int64(place))
    }

    /// The undamaged log, without what was appended.
    private func relay() throws {
      for name in try Folder.names(in: scratch.store + "/damaged") {
        try Folder.unlink(scratch.store + "/damaged/" + name)
      }
      try Disk.write(segment, all)
    }

    static func split(_ bytes: [UInt8]) -> [Range<Int>] {
      var lines: [Range<Int>] = []
      var start = 0
      while start < bytes.count {
        let end = Newlines.first(in: bytes.span, from: start) ?? bytes.count
        lines.append(start..<end)
        start = end + 1
      }
      return lines
    }
  }
}
