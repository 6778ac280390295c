package import Events
import SystemCalls

/// One segment of a log as a look at its files found it.
package struct SegmentReport: Sendable, Equatable {
  /// How the segment stands to the sum that was written when it was sealed.
  package enum Sum: Sendable, Equatable {
    /// Every byte is the one that was sealed.
    case same
    /// The segment takes appends, so it has no sum yet.
    case notYet
    /// The segment is complete, but nothing says what it must contain.
    case missing
    /// The sum itself is damaged.
    case damaged
    /// The first block that is not what was sealed: where it begins, and how many bytes it has.
    case differs(at: Position, length: Int64)
  }

  /// Where the segment's first byte stands in the log.
  package var base: Position
  /// Length of the file.
  package var bytes: Int64
  package var lines: Int64
  /// Nobody may write to it any more.
  package var isSealed: Bool
  package var sum: Sum
  /// Bytes behind the place where the next segment begins; no reader ever shows them.
  package var excess: Int64
  /// Why the segment could not be read to its end; nil where it was.
  package var failure: String?
}

extension SegmentReport {
  /// Reads the whole segment, a megabyte at a time.
  ///
  /// - Parameters:
  ///   - next: where the segment after it begins.
  ///   - isOpen: whether it takes appends, so that it has no sum yet.
  init(
    _ layout: StoreLayout, base: Position, next: Position?, isOpen: Bool,
    _ progress: (Int64) -> Void
  ) {
    self.init(
      base: base, bytes: 0, lines: 0, isSealed: false, sum: isOpen ? .notYet : .missing, excess: 0,
      failure: nil)
    do throws(SystemError) {
      // Read before the segment is opened: there may be few descriptors to be had.
      let written = try Folder.contents(of: layout.sum(base))
      let file = try Descriptor.open(layout.segment(base), .read)
      let status = try file.status()
      bytes = status.size
      isSealed = status.isSealed
      excess = next.map { max(0, base.rawValue + bytes - $0.rawValue) } ?? 0
      var found = SealSum()
      while found.length < bytes {
        let before = found.length
        try found.extend(over: file, to: min(bytes, before + 1 << 20))
        if found.length == before { break }
        progress(found.length - before)
      }
      lines = found.lines
      if let written { compare(found, with: written) }
    } catch { failure = "\(error)" }
  }

  private mutating func compare(_ found: SealSum, with written: [UInt8]) {
    guard let sealed = SealSum(written) else {
      sum = .damaged
      return
    }
    guard let difference = sealed.firstDifference(from: found) else {
      sum = .same
      return
    }
    let place = Position(rawValue: base.rawValue + difference.offset)
    sum = .differs(at: place, length: difference.length)
  }
}
