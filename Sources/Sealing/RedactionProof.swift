import Digests
package import Events
package import Journal
package import SystemCalls

/// Digests of the blocks of a segment in which lines were blanked, from before and from after.
///
/// Heads that were kept elsewhere speak of the bytes from before. With these digests they still can be
/// compared: what is known of a block is its old digest, and that of its beginning up to the end of each
/// line behind the first that was blanked, as a head may stand at any of them.
package struct RedactionProof: Sendable, Equatable {
  /// One block, of 64 KiB or the rest of its segment.
  package struct Block: Sendable, Equatable {
    package let number: Int
    package let old: [UInt8]
    package let new: [UInt8]
    /// SHA-256 of its old bytes up to the end of a line, by where that is in the log.
    package let beginnings: [Position: [UInt8]]
  }

  package private(set) var blocks: [Block] = []

  init() {}

  /// - Parameters:
  ///   - lines: that differ.
  ///   - base: where the segment begins.
  ///   - blocks: what the block at an offset of the segment was, and what it is.
  package init(
    of lines: [RedactedLine], in base: Position,
    _ blocks: (_ offset: Int64) throws(SystemError) -> (old: [UInt8], new: [UInt8])
  ) throws(SystemError) {
    for number in LogRedaction.blocks(of: lines, base) {
      let offset = Int64(number * BlockDigests.block)
      let (before, after) = try blocks(offset)
      let start = Position(rawValue: base.rawValue + offset)
      let end = start.advanced(by: before.count)
      let first = lines.filter { $0.end > start && $0.start < end }.map(\.start).min() ?? end
      self.blocks.append(
        Block(
          number: number, old: SHA256.hash(before.span), new: SHA256.hash(after.span),
          beginnings: Self.beginnings(before, at: start, since: first)))
    }
  }

  /// The same of a segment that was written anew beside the old one.
  package init(
    _ old: Descriptor, _ new: Descriptor, _ lines: [RedactedLine], _ base: Position
  ) throws(SystemError) {
    let count = BlockDigests.block
    try self.init(of: lines, in: base) { (offset) throws(SystemError) in
      (try old.bytes(at: offset, count: count), try new.bytes(at: offset, count: count))
    }
  }

  /// The same of a segment in memory.
  package init(
    _ old: [UInt8], _ new: [UInt8], _ lines: [RedactedLine], _ base: Position
  ) {
    func block(_ bytes: [UInt8], _ offset: Int64) -> [UInt8] {
      Array(bytes.dropFirst(Int(offset)).prefix(BlockDigests.block))
    }
    do throws(SystemError) {
      try self.init(of: lines, in: base) { (block(old, $0), block(new, $0)) }
    } catch { preconditionFailure("nothing is read: \(error)") }
  }

  private static func beginnings(
    _ bytes: [UInt8], at start: Position, since first: Position
  ) -> [Position: [UInt8]] {
    var digests: [Position: [UInt8]] = [:]
    var hash = SHA256()
    var done = 0
    while let newline = Newlines.first(in: bytes.span, from: done) {
      hash.update(bytes.span.extracting(done...newline))
      done = newline + 1
      let end = start.advanced(by: done)
      if end > first {
        var copy = hash
        digests[end] = copy.finish()
      }
    }
    return digests
  }
}

extension RedactionProof {
  /// As it stands in `log/BASE.redacted`.
  package var bytes: [UInt8] {
    var writer = PackedWriter(bytes: [])
    writer.number(Int64(blocks.count))
    for block in blocks {
      writer.number(Int64(block.number))
      writer.blob(block.old + block.new)
      writer.number(Int64(block.beginnings.count))
      for (position, digest) in block.beginnings.sorted(by: { $0.key < $1.key }) {
        writer.number(position.rawValue)
        writer.blob(digest)
      }
    }
    return writer.bytes
  }

  /// nil for other bytes.
  package init?(_ bytes: [UInt8]) {
    var reader = PackedReader(bytes: bytes, index: 0)
    guard let count = reader.number(), (0...Int64(bytes.count)).contains(count) else { return nil }
    for _ in 0..<count {
      guard let number = reader.number(), (0...1 << 40).contains(number),
        let digests = reader.blob(), digests.count == 2 * SHA256.length,
        let lines = reader.number(), (0...Int64(bytes.count)).contains(lines)
      else { return nil }
      var beginnings: [Position: [UInt8]] = [:]
      for _ in 0..<lines {
        guard let position = reader.number(), let digest = reader.blob() else { return nil }
        beginnings[Position(rawValue: position)] = digest
      }
      blocks.append(
        Block(
          number: Int(number), old: Array(digests.prefix(SHA256.length)),
          new: Array(digests.suffix(SHA256.length)), beginnings: beginnings))
    }
  }

  /// By what the event that tells of a redaction names the proof of one segment.
  package static func digest(_ bytes: [UInt8]) -> String {
    Hexadecimal.text(SHA256.hash(bytes.span))
  }
}
