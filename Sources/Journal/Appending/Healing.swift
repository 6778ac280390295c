import Events
import SystemCalls

extension Tail {
  /// Ends a torn tail: keeps its bytes in `damaged`, and makes them a line of spaces.
  ///
  /// A tail without a newline was never acknowledged. Its length stays, so positions do not move;
  /// the last byte changes last, so a death in between leaves a torn tail again.
  ///
  /// - Returns: whether there was one.
  func heal(_ segment: SegmentFile, length: Int64) throws(SystemError) -> Bool {
    guard length > 0 else { return false }
    if try segment.file.bytes(at: length - 1, count: 1) == [Newlines.byte] { return false }
    let start = try startOfTornTail(segment.file, length: length)
    do throws(SystemError) {
      try keep(segment, from: start, to: length)
    } catch {
      // Where nothing can be kept beside the log, the bytes stay in it, as one line of their own
      // that is quarantined: appends must go on.
      guard Self.forbids.contains(error.number) else { throw error }
      let newline: [UInt8] = [Newlines.byte]
      _ = try segment.file.write(once: newline.span)
      return true
    }
    try blank(segment, from: start, to: length)
    return true
  }

  /// Says in the log that a drain ended here that died: what is written from now on is none of what its
  /// marker speaks of, and counts for what it says.
  func endDrain(_ segment: SegmentFile) {
    // Without it a later drain says the same.
    try? { () throws(SystemError) in
      let end = try segment.file.status().size
      let start = max(0, end - Int64(DrainedRanges.reach))
      let bytes = try segment.file.bytes(at: start, count: Int(end - start))
      let line = start == 0 ? 0 : (Newlines.first(in: bytes.span) ?? bytes.count - 1) + 1
      let base = segment.base.rawValue
      let last = Marker.all(
        in: bytes.span.extracting(line...), at: Position(rawValue: base + start).advanced(by: line)
      ).last
      guard let (marker, run) = last, marker.length > base + end - run.rawValue else { return }
      let said = Marker(
        source: SourceName.none, from: 0, length: 0, at: Position(rawValue: base + end),
        head: Marker.Head(length: 0, checksum: 0))
      _ = try segment.file.write(once: said.line(time: .now()).span)
    }()
  }

  /// What does not pass by itself: rights, and something else standing where a folder belongs.
  static let forbids =
    ErrorNumber.denials + [
      ErrorNumber.notAFolder, ErrorNumber.isAFolder, ErrorNumber.exists, ErrorNumber.tooManyLinks,
      ErrorNumber.linkLimit,
    ]

  /// The offset after the last newline.
  private func startOfTornTail(_ file: Descriptor, length: Int64) throws(SystemError) -> Int64 {
    var end = length
    while end > 0 {
      let start = max(0, end - 1 << 16)
      let bytes = try file.bytes(at: start, count: Int(end - start))
      let line = Newlines.endOfLastLine(in: bytes.span)
      if line > 0 { return start + Int64(line) }
      end = start
    }
    return 0
  }

  private func keep(_ segment: SegmentFile, from start: Int64, to end: Int64) throws(SystemError) {
    try Folder.make(layout.damaged)
    if let path = try freePath(segment, from: start, to: end) {
      try copy(segment, from: start, to: end, to: path)
    }
    // Whoever made the copy or the folder may have died before this.
    try Folder.sync(layout.damaged)
    try Folder.sync(layout.root)
  }

  /// Where to keep a torn tail; nil where it is kept already, by a healer that died before it
  /// blanked all of it.
  ///
  /// After a power loss another tail may have been torn at the same position: both are kept.
  private func freePath(_ segment: SegmentFile, from start: Int64, to end: Int64)
    throws(SystemError) -> String?
  {
    let first = layout.tornTail(Position(rawValue: segment.base.rawValue + start))
    var path = first
    var number = 1
    while let kept = try Folder.contents(of: path) {
      if kept.count == end - start {
        let there = try segment.file.bytes(at: start, count: kept.count)
        if zip(kept, there).allSatisfy({ $0 == $1 || $1 == 0x20 }) { return nil }
      }
      number += 1
      path = "\(first)-\(number)"
    }
    return path
  }

  private func copy(_ segment: SegmentFile, from start: Int64, to end: Int64, to path: String)
    throws(SystemError)
  {
    let draft = path + ".new"
    try Folder.unlink(draft)
    let copy = try Descriptor.open(draft, .update, create: true, exclusive: true)
    var offset = start
    while offset < end {
      let part = try segment.file.bytes(at: offset, count: Int(min(1 << 20, end - offset)))
      if part.isEmpty { break }
      try copy.write(part.span, at: offset - start)
      offset += Int64(part.count)
    }
    try copy.syncData()
    try Folder.rename(draft, to: path)
  }

  /// Overwrites a range with spaces and a newline, first to last.
  func blank(_ segment: SegmentFile, from start: Int64, to end: Int64) throws(SystemError) {
    guard start < end else { return }
    // The segment's own descriptor appends; this one writes in place.
    let file = try Descriptor.open(layout.segment(segment.base), .update)
    var offset = start
    while offset < end {
      var part = [UInt8](repeating: 0x20, count: Int(min(1 << 16, end - offset)))
      if offset + Int64(part.count) == end { part[part.count - 1] = Newlines.byte }
      try file.write(part.span, at: offset)
      offset += Int64(part.count)
    }
  }
}
