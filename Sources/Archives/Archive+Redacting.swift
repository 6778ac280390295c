package import Events
package import Journal
import SystemCalls

extension Archive {
  /// All bytes of an archived segment.
  ///
  /// - Throws: `damaged` where it cannot be unpacked, `system`.
  package func bytes(of base: Position) throws(ArchiveError) -> [UInt8] {
    var bytes: [UInt8] = []
    _ = try unpack(base) { (_, part) throws(ArchiveError) in bytes += part }
    return bytes
  }

  /// Blanks lines of an archived segment: it is packed anew and takes the old one's place, with a sum
  /// that says of other blocks what it always said.
  ///
  /// - Parameters:
  ///   - lines: all of them in this segment, in their order.
  ///   - blank: what a line becomes, of as many bytes; of its own result it makes the same.
  ///   - prove: digests by which all else can be shown to be as it was.
  /// - Returns: how many lines were changed.
  /// - Throws: `damaged`, `system`.
  @discardableResult
  package func blank(
    _ lines: [RedactedLine], in base: Position, _ intent: RedactIntent,
    by blank: ([UInt8]) -> [UInt8], prove: (_ old: [UInt8], _ new: [UInt8]) -> [UInt8]
  ) throws(ArchiveError) -> Int {
    let before = try bytes(of: base)
    var bytes = before
    let old = try archived { () throws(SystemError) in try sum(of: base) }
    var count = 0
    for line in lines {
      let start = Int(line.start.rawValue - base.rawValue)
      guard start >= 0, start + line.length <= bytes.count else { continue }
      let after = blank(Array(bytes[start..<start + line.length]))
      guard after.count == line.length, !bytes[start..<start + line.length].elementsEqual(after)
      else { continue }
      bytes.replaceSubrange(start..<start + line.length, with: after)
      count += 1
    }
    let amended = old?.amended(LogRedaction.blocks(of: lines, base), of: bytes)
    if count == 0 && amended == old { return 0 }
    if count > 0 {
      try repack(bytes, base)
      var known = try redacted(base) ?? RedactedSegment()
      known.add(intent.record(of: lines, in: base, proof: prove(before, bytes)))
      try archived { () throws(SystemError) in
        try Folder.replace(layout.archivedRedacted(base), with: known.bytes, isSynced: true)
        try Folder.sync(layout.archive)
      }
    }
    try archived { () throws(SystemError) in
      if count > 0 { try Folder.rename(draft(base), to: layout.archived(base)) }
      if let amended {
        try Folder.replace(layout.archivedSum(base), with: amended.bytes, isSynced: true)
      }
      try Folder.sync(layout.archive)
    }
    return count
  }

  /// Packs bytes into a draft.
  private func repack(_ bytes: [UInt8], _ base: Position) throws(ArchiveError) {
    let target = try archived { () throws(SystemError) in
      try Folder.unlink(draft(base))
      return try Descriptor.open(draft(base), .update, create: true, exclusive: true)
    }
    let packer = try ZstdPacker(layout.archived(base))
    var (offset, place) = (Int64(0), 0)
    while true {
      let end = min(bytes.count, place + 1 << 20)
      let packed = try packer.pack(Array(bytes[place..<end]), ends: place == end)
      if !packed.isEmpty {
        try archived { () throws(SystemError) in try target.write(packed.span, at: offset) }
      }
      offset += Int64(packed.count)
      if place == end { break }
      place = end
    }
    try archived { () throws(SystemError) in try target.syncData() }
  }
}
