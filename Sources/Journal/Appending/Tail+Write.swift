import Events
import SystemCalls

extension Tail {
  /// Appends whole lines with one `write(2)`, or leaves the log as if it had not begun.
  ///
  /// - Throws: `full`, `fileTooLarge`: nothing was written; `partlyWritten`: the disk failed in
  ///   between, and the first `wholeLines` lines are in the log.
  mutating func write(_ bytes: Span<UInt8>) throws(JournalError) -> (SegmentFile, Position) {
    let segment: SegmentFile
    let length: Int64
    do throws(SystemError) {
      let allocated: Int64
      (segment, length, allocated) = try closed()
      try ProcessLimit.check(.write, segment.file.path, end: length + Int64(bytes.count))
      try reserve(segment, length: length, allocated: allocated, count: Int64(bytes.count))
    } catch { throw JournalError(error) }
    do throws(SystemError) {
      knownEnd = nil
      var written = 0
      do throws(SystemError) {
        written = try segment.file.write(once: bytes)
        if written < bytes.count {
          written += try segment.file.write(once: bytes.extracting(written..<bytes.count))
        }
      } catch { try takeBack(segment, length: length, bytes, written, error) }
      if written < bytes.count {
        let error = SystemError(.write, segment.file.path, ErrorNumber.noSpace)
        try takeBack(segment, length: length, bytes, written, error)
      }
    } catch { throw failure(error, bytes, segment, length) }
    let end = (try? segment.file.placeAfterWrite()) ?? length + Int64(bytes.count)
    knownEnd = end
    return (segment, Position(rawValue: segment.base.rawValue + end - Int64(bytes.count)))
  }

  /// Blanks the torn part of a failed write, then throws the reason.
  private func takeBack(
    _ segment: SegmentFile, length: Int64, _ bytes: Span<UInt8>, _ written: Int,
    _ reason: SystemError
  ) throws(SystemError) {
    if written > 0 {
      let whole = Newlines.endOfLastLine(in: bytes.extracting(..<written))
      // If this fails, too, the tail stays torn, and the next writer heals it.
      try? blank(segment, from: length + Int64(whole), to: length + Int64(written))
    }
    throw reason
  }

  private func failure(
    _ error: SystemError, _ bytes: Span<UInt8>, _ segment: SegmentFile, _ length: Int64
  ) -> JournalError {
    let plain = JournalError(error)
    guard let now = try? segment.file.status().size, now > length,
      let there = try? segment.file.bytes(at: length, count: Int(now - length))
    else { return plain }
    var whole = 0
    while whole < there.count && whole < bytes.count && there[whole] == bytes[whole] { whole += 1 }
    whole = Newlines.endOfLastLine(in: there.span.extracting(..<whole))
    let lines = Newlines.count(in: there.span.extracting(..<whole))
    if lines == 0 { return plain }
    return JournalError(
      .partlyWritten, "\(plain.message); the first \(lines) lines of the batch are in the log",
      wholeLines: lines, systemNumber: error.number, cause: error)
  }

  /// Takes disk space first, so that a full disk refuses the batch before a byte is written.
  private mutating func reserve(
    _ segment: SegmentFile, length: Int64, allocated: Int64, count: Int64
  ) throws(SystemError) {
    let end = length + count
    if end <= max(allocated, reservedEnd) { return }
    // Up to the segment's limit at most: what lies behind it would stay taken and unused. Some
    // file systems count what is reserved towards the process's limit, too.
    let furthest = min(options.segmentLimit, ProcessLimit.fileSize)
    let ahead = min(EventLog.Options.reserveStep, max(0, furthest - end))
    do throws(SystemError) {
      if try segment.file.reserve(from: length, count: count + ahead) {
        reservedEnd = end + ahead
      }
    } catch {
      // There may be room for this batch, if not for the step.
      guard ahead > 0, ErrorNumber.fullDisk.contains(error.number) else { throw error }
      if try segment.file.reserve(from: length, count: count) { reservedEnd = end }
    }
  }
}
