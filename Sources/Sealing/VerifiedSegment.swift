import Events
import SystemCalls

/// The chain by the bytes as they are, and by what the seals say; nil from where they say nothing.
struct ChainCourse {
  var actual: ChainValue
  var told: ChainValue?
}

/// A segment as it is, and what stands beside it.
struct VerifiedSegment {
  let base: Position
  let end: Position
  let file: Descriptor
  let digests: [UInt8]
  let before: ChainCourse
  var sum: [UInt8]?
  /// Of blocks in which lines were blanked, the digests of what they began with, up to ends of lines.
  var beginnings: [Position: [UInt8]] = [:]
  var seal = SealFiles.Found.missing
  var head = SealFiles.Found.missing
}

extension VerifiedSegment {
  /// Looks at what stands beside it.
  ///
  /// - Parameter own: the id of a store whose seals say nothing here.
  mutating func lookBeside(_ files: SealFiles, leavingOut own: String?) throws(SealError) {
    (seal, head) = (try files.seal(of: base), try files.head(of: base))
    if let own {
      if seal.seal?.store == own { seal = .missing }
      if head.seal?.store == own { head = .missing }
    }
    sum = try files.sum(of: base)
  }

  /// The runs of blocks that are not what was sealed of them.
  func differences(from seal: SegmentSeal) -> [Range<Position>] {
    let block = Int64(BlockDigests.block)
    let length = end.rawValue - base.rawValue
    var runs: [Range<Position>] = []
    for start in stride(from: Int64(0), to: min(seal.length, length), by: Int(block)) {
      let (end, sealedEnd) = (min(start + block, length), min(start + block, seal.length))
      let index = Int(start / block)
      var found = Self.digest(digests, index)
      if end > sealedEnd {
        let bytes = try? file.bytes(at: start, count: Int(sealedEnd - start))
        let place = Position(rawValue: base.rawValue + sealedEnd)
        found = (beginnings[place] ?? BlockDigests.digests(of: bytes ?? []))[...]
      }
      // A block that is cut off may have lost its end, or what stood before.
      if end >= sealedEnd, found == Self.digest(seal.digests, index) { continue }
      let first = Position(rawValue: base.rawValue + start)
      let last = Position(rawValue: base.rawValue + min(end, sealedEnd))
      if let run = runs.last, run.upperBound == first {
        runs[runs.count - 1] = run.lowerBound..<last
      } else {
        runs.append(first..<last)
      }
    }
    return runs
  }

  private static func digest(_ digests: [UInt8], _ index: Int) -> ArraySlice<UInt8> {
    let start = index * 32
    return start + 32 <= digests.count ? digests[start..<start + 32] : []
  }
}
