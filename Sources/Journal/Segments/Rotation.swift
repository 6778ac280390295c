import Events
import SystemCalls

extension Tail {
  /// What a file system says that has no second names for a file, or no more of them.
  private static let lackOfLinks: Set<Int32> = [
    ErrorNumber.notPermitted, ErrorNumber.notSupported, ErrorNumber.linkLimit,
  ]

  /// Seals the segment that takes appends and begins the next one; nothing for an empty one.
  ///
  /// The intent, a second name of the segment, is the first change: it shows in the link count
  /// that every append looks at anyway, so a writer that finds it finishes the work of a dead one.
  /// `sum` covers the segment's first bytes, summed before the lock was taken.
  mutating func rotate(sum: SealSum = SealSum()) throws(SystemError) {
    let (segment, length, _) = try closed()
    guard length > 0 else { return }
    try segment.sync()
    do throws(SystemError) {
      _ = try Folder.link(layout.segment(segment.base), to: layout.intent(segment.base))
    } catch {
      // Without hard links there is no safe intent: the segment goes on growing.
      if Self.lackOfLinks.contains(error.number) { return }
      throw error
    }
    try finishSealing(segment.base, sum: sum)
    forgetSegment()
  }

  /// Takes the rotation of the segment at `base` from wherever it stopped to its end.
  func finishSealing(_ base: Position, sum: SealSum = SealSum()) throws(SystemError) {
    guard try FileStatus.of(layout.segment(base)) != nil else {
      return try Folder.unlink(layout.intent(base))
    }
    let old = try Descriptor.open(layout.segment(base), .read)
    // The intent stands, so nobody has written since: the length is final.
    let length = try old.status().size
    if length > 0 {
      try makeSuccessor(of: base, at: Position(rawValue: base.rawValue + length))
      var sum = sum.length <= length ? sum : SealSum()
      try sum.extend(over: old, to: length)
      do throws(SystemError) {
        try Folder.replace(layout.sum(base), with: sum.bytes, isSynced: true)
        try old.setPermissions(0o400)
      } catch {
        // The successor stands, so appends must go on; doctor tells what the seal lacks.
        guard Self.forbids.contains(error.number) else { throw error }
      }
      try Folder.sync(layout.log)
    }
    try Folder.unlink(layout.intent(base))
  }

  /// The segment that follows the one at `base`, or, where there is no room for it, none and no
  /// intent: the old one goes on growing, and readers, who stop at an intent, see all of it.
  private func makeSuccessor(of base: Position, at next: Position) throws(SystemError) {
    do throws(SystemError) { try makeSegment(at: next) } catch {
      if try FileStatus.of(layout.segment(next)) == nil {
        try Folder.unlink(layout.intent(base))
      }
      throw error
    }
  }
}
