package import Events
import Journal
import SystemCalls

extension Archive {
  /// Packs a sealed segment of the log into the archive, durably, and reads it back; nothing where the
  /// same is there already.
  ///
  /// - Throws: `damaged` where what was written is not what is in the log, `system`.
  package func add(_ base: Position) throws(ArchiveError) {
    try pack(base)
    // By them it is known again, once it is put back, as what it was.
    try archived { () throws(SystemError) in
      try Self.carry(layout.redacted(base), to: layout.archivedRedacted(base))
      try Self.carry(layout.seal(base), to: layout.archivedSeal(base))
      try Folder.sync(layout.archive)
    }
  }

  /// Puts what stands beside a segment beside the other one, durably; nothing where there is none.
  static func carry(_ source: String, to target: String) throws(SystemError) {
    guard let bytes = try Folder.contents(of: source, limit: besideLimit),
      try Folder.contents(of: target, limit: besideLimit) != bytes
    else { return }
    try Folder.replace(target, with: bytes, isSynced: true)
  }

  /// More than what is written of any segment.
  private static let besideLimit = 1 << 30

  private func pack(_ base: Position) throws(ArchiveError) {
    let sealed = try archived { () throws(SystemError) in
      try Folder.contents(of: layout.sum(base)).flatMap(SealSum.init)
    }
    let before = try archived { () throws(SystemError) in try sum(of: base) }
    if let before, before == sealed, try isThere(base, before) { return }
    let found = try packed(base)
    // What was sealed is what it must contain, whatever became of the segment.
    try archived { () throws(SystemError) in
      try Folder.replace(
        layout.archivedSum(base), with: (sealed ?? found).bytes, isSynced: true)
      try Folder.rename(draft(base), to: layout.archived(base))
      try Folder.sync(layout.archive)
      try Folder.sync(layout.root)
    }
    guard try isThere(base, found) else {
      throw ArchiveError(
        .damaged,
        "\(layout.archived(base)) is not what was written to it; nothing was pruned: look at the disk"
      )
    }
  }

  func draft(_ base: Position) -> String { layout.archived(base) + ".new" }

  private func isThere(_ base: Position, _ sum: SealSum) throws(ArchiveError) -> Bool {
    do throws(ArchiveError) {
      return try unpack(base) { (_, _) throws(ArchiveError) in } == sum
    } catch {
      // What is missing or damaged is packed anew.
      return false
    }
  }

  /// Packs a segment into a draft.
  private func packed(_ base: Position) throws(ArchiveError) -> SealSum {
    let (source, target) = try archived { () throws(SystemError) in
      try Folder.make(layout.archive)
      try Folder.unlink(draft(base))
      return (
        try Descriptor.open(layout.segment(base), .read),
        try Descriptor.open(draft(base), .update, create: true, exclusive: true)
      )
    }
    let packer = try ZstdPacker(source.path)
    var sum = SealSum()
    var offset: Int64 = 0
    while true {
      let part = try archived { () throws(SystemError) in
        try source.bytes(at: sum.length, count: 1 << 20)
      }
      sum.add(part.span)
      let packed = try packer.pack(part, ends: part.isEmpty)
      if !packed.isEmpty {
        try archived { () throws(SystemError) in try target.write(packed.span, at: offset) }
      }
      offset += Int64(packed.count)
      if part.isEmpty { break }
    }
    try archived { () throws(SystemError) in try target.syncData() }
    return sum
  }
}
