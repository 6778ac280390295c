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
  init(_ log: EventLog) throws(SealError) {
    let list = try sealing { () throws(SystemError) in try SegmentList(log.layout) }
    var found: [(base: Position, segment: RedactedSegment)] = []
    for base in list.bases {
      do throws(JournalError) {
        if let segment = try RedactedSegment(log.layout, base) { found.append((base, segment)) }
      } catch { untold.append(base) }
    }
    guard !found.isEmpty else { return }
    let told = try Self.told(in: log)
    let unfinished = (try? log.unfinishedRedaction())??.id
    for (base, segment) in found {
      for record in segment.records {
        let isTold =
          told[record.id]?[base]?.contains(RedactionProof.digest(record.proof)) == true
          || record.id == unfinished
        guard isTold, let proof = RedactionProof(record.proof) else {
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

  /// What tlm's own events say of redactions: the digests of their proofs, by segment.
  private static func told(in log: EventLog) throws(SealError) -> [String: [Position: Set<String>]]
  {
    try sealing { () throws(JournalError) in
      var told: [String: [Position: Set<String>]] = [:]
      let drained = DrainedRanges(log)
      let name = Array("\"\(LogEventName.redacted.rawValue)\"".utf8)
      var lines = try log.read(from: try log.bounds().lowerBound)
      while let chunk = try lines.next() {
        for place in ByteSearch.places(of: name, in: chunk.bytes) {
          var start = place
          while start > 0, chunk.bytes[start - 1] != Newlines.byte { start -= 1 }
          let end = Newlines.first(in: chunk.bytes, from: place) ?? chunk.count
          let line = Value(json: Array(copying: chunk.bytes.extracting(start..<end)))
          guard let line, line["event"]?.text == LogEventName.redacted.rawValue,
            let id = line["idempotency_key"]?.text,
            !drained.contains(chunk.position.advanced(by: start))
          else { continue }
          for proof in line["proofs"]?.elements ?? [] {
            guard let words = proof.text?.split(separator: ":"), words.count == 2,
              let base = Int64(words[0])
            else { continue }
            told[id, default: [:]][Position(rawValue: base), default: []].insert(String(words[1]))
          }
        }
      }
      return told
    }
  }
}
