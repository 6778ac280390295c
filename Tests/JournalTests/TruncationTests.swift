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

struct TruncationTests {
  static let all = SampleLines.make(200)
  static let next = NewEvent.numbered(201).line()

  @Test func `a log cut at any byte serves every complete line, and goes on`() async throws {
    let watch = Stopwatch()
    let total = try await withThrowingTaskGroup(of: Tally.self) { group in
      for worker in 0..<2 {
        group.addTask {
          let bench = try Bench()
          var tally = Tally()
          for cut in stride(from: worker, through: Self.all.count, by: 2) {
            try bench.check(cut: cut, &tally)
          }
          return tally
        }
      }
      return try await group.reduce(into: Tally()) { $0.add($1) }
    }

    #expect(total.cuts == Self.all.count + 1)
    #expect(total.torn > total.cuts / 2)
    watch.report(
      "truncation: \(total.cuts) cuts of \(Self.all.count) bytes in 200 lines, "
        + "\(total.torn) torn tails kept, \(total.read) read by jq")
  }

  struct Tally: Sendable {
    var cuts = 0
    var torn = 0
    var read = 0

    mutating func add(_ other: Tally) {
      cuts += other.cuts
      torn += other.torn
      read += other.read
    }
  }

  /// One store whose only segment is cut again and again.
  struct Bench {
    let scratch = Scratch()
    let layout: StoreLayout
    let segment: String
    let options: EventLog.Options
    let hasJQ: Bool

    init() throws {
      var options = EventLog.Options()
      // Little space is reserved ahead in a small segment.
      options.segmentLimit = 64 << 10
      self.options = options
      layout = try EventLog.create(scratch.store, options: options).layout
      segment = layout.segment(.start)
      hasJQ = Program.run("jq", ["--version"], scratch: scratch)?.code == 0
    }

    func check(cut: Int, _ tally: inout Tally) throws {
      try layDown(cut)
      let whole = Newlines.endOfLastLine(in: all.span.extracting(..<cut))

      let log = try EventLog.open(scratch.store, options: options)
      let before = try log.allBytes()
      #expect(Bytes.areEqual(before, all, 0..<whole), "read before the append, cut \(cut)")
      let receipt = try log.append(lines: next)
      let after = try log.allBytes()

      let expected = healed(cut, whole)
      #expect(receipt.position.rawValue == Int64(cut), "cut \(cut)")
      #expect(Bytes.areEqual(after, expected), "read after the append, cut \(cut)")
      #expect(try Bytes.areEqual(Disk.bytes(segment), expected), "on the disk, cut \(cut)")
      try checkDamaged(cut, whole)
      tally.cuts += 1
      if whole < cut { tally.torn += 1 }
      if hasJQ && cut % 500 == 0 { try readWithJQ(expected, &tally) }
    }

    private func layDown(_ cut: Int) throws {
      for name in try Folder.names(in: layout.damaged) {
        try Folder.unlink(layout.damaged + "/" + name)
      }
      truncate(segment, 0)
      let file = try Descriptor.open(segment, .update)
      try file.write(all.span.extracting(..<cut), at: 0)
    }

    /// The log after the next append: the torn tail is a line of spaces of the same length.
    private func healed(_ cut: Int, _ whole: Int) -> [UInt8] {
      var bytes = Array(all[..<whole])
      if whole < cut {
        bytes += [UInt8](repeating: 0x20, count: cut - whole - 1) + [Newlines.byte]
      }
      return bytes + next
    }

    private func checkDamaged(_ cut: Int, _ whole: Int) throws {
      let kept = layout.tornTail(Position(rawValue: Int64(whole)))
      let names = try Folder.names(in: layout.damaged)
      #expect(names.count == (whole < cut ? 1 : 0), "cut \(cut)")
      if whole < cut {
        #expect(try Bytes.areEqual(Disk.bytes(kept), all, whole..<cut), "cut \(cut)")
      }
    }

    private func readWithJQ(_ expected: [UInt8], _ tally: inout Tally) throws {
      let ending = Program.run("jq", ["-c", ".", segment], scratch: scratch)
      let values = expected.split(separator: Newlines.byte).filter { line in
        line.contains { $0 > 0x20 }
      }
      #expect(ending?.code == 0)
      #expect(ending?.output.split(separator: "\n").count == values.count)
      tally.read += 1
    }
  }
}
