import Events
import Journal
import SystemCalls

/// Where a log differs from what was sealed because lines were blanked, as events in the log say.
struct ExplainedBlocks {
  /// What is known of one block that was blanked, perhaps several times.
  struct Block {
    var old: [UInt8]
    var new: [UInt8]
    var beginnings: [Position: [UInt8]]
  }

  /// By the numbers of the blocks of a segment.
  private var blocks: [Position: [Int: Block]] = [:]
  /// Segments of which something says that they were blanked, and no event of the log does.
  private(set) var untold: [Position] = []

  /// What of a segment was blanked.
  struct Outcome {
    /// The blocks that differ from what they were.
    var ranges: [Range<Position>] = []
    /// What those blocks began with, up to ends of lines, as digests.
    var beginnings: [Position: [UInt8]] = [:]
    /// Whether anything is known to have been blanked.
    var isKnown = false
    /// Whether something says so that no event of the log tells of.
    var isUntold = false
  }

  /// Puts what blocks were before lines in them were blanked in place of what they are, so that they
  /// compare with what was sealed.
  func explain(_ base: Position, length: Int64, _ digests: inout [UInt8]) -> Outcome {
    var outcome = Outcome(isKnown: blocks[base] != nil, isUntold: untold.contains(base))
    for (number, block) in (blocks[base] ?? [:]).sorted(by: { $0.key < $1.key }) {
      let start = number * 32
      guard start + 32 <= digests.count else { continue }
      let found = digests[start..<start + 32]
      // One that is what it was no redaction has come to that died; any other was changed.
      guard found != block.old[...], found == block.new[...] else { continue }
      digests.replaceSubrange(start..<start + 32, with: block.old)
      outcome.beginnings.merge(block.beginnings) { first, _ in first }
      let offset = Int64(number * BlockDigests.block)
      let end = min(length, offset + Int64(BlockDigests.block))
      outcome.ranges.append(
        Position(rawValue: base.rawValue + offset)..<Position(rawValue: base.rawValue + end))
    }
    return outcome
  }

  /// - Throws: where the log cannot be read; what is damaged explains nothing.
  ///
  /// - Parameter store: the id of the store that it is about, of which the log may be a copy.
  init(_ log: EventLog, of store: String) throws(SealError) {
    let list = try sealing { () throws(SystemError) in try SegmentList(log.layout) }
    var found: [(base: Position, segment: RedactedSegment)] = []
    for base in list.bases {
      do throws(JournalError) {
        if let segment = try RedactedSegment(log.layout, base) { found.append((base, segment)) }
      } catch { untold.append(base) }
    }
    guard !found.isEmpty else { return }
    let told = try ToldRedactions(in: log, of: store)
    let unfinished = (try? log.unfinishedRedaction())??.id
    for (base, segment) in found {
      for record in segment.records {
        let standing = told.standing(of: record, in: base)
        if standing == .earlier { continue }
        guard standing == .told || record.id == unfinished, let proof = RedactionProof(record.proof)
        else {
          untold.append(base)
          continue
        }
        for block in proof.blocks { add(block, of: base) }
      }
    }
  }

  /// Of what was blanked before, only what is there now can be blanked again.
  private mutating func add(_ block: RedactionProof.Block, of base: Position) {
    guard var known = blocks[base]?[block.number] else {
      blocks[base, default: [:]][block.number] = Block(
        old: block.old, new: block.new, beginnings: block.beginnings)
      return
    }
    guard known.new == block.old else { return }
    known.new = block.new
    known.beginnings.merge(block.beginnings) { first, _ in first }
    blocks[base]?[block.number] = known
  }
}
