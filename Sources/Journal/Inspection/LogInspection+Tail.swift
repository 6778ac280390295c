import Events
import SystemCalls

extension EventLog {
  /// Half a line at the end of the log that stays half a line.
  ///
  /// An append that is under way looks the same for a moment, so only a tail that does not move
  /// for a while is called torn.
  func lookAtTail() throws(SystemError) -> Range<Position>? {
    var seen: Range<Position>?
    for attempt in 0..<4 {
      if attempt > 0 { pause(nanoseconds: 5_000_000) }
      guard let tail = try unterminatedTail() else { return nil }
      if attempt > 1 && tail == seen { return tail }
      seen = tail
    }
    // It keeps growing: somebody is writing a very long line.
    return nil
  }

  private func unterminatedTail() throws(SystemError) -> Range<Position>? {
    guard let base = try SegmentList(layout).last else { return nil }
    let file = try Descriptor.open(layout.segment(base), .read)
    let size = try file.status().size
    var end = size
    while end > 0 {
      let start = max(0, end - 1 << 16)
      let bytes = try file.bytes(at: start, count: Int(end - start))
      let line = Newlines.endOfLastLine(in: bytes.span)
      if line > 0 {
        end = start + Int64(line)
        break
      }
      end = start
    }
    guard end < size else { return nil }
    return Position(rawValue: base.rawValue + end)..<Position(rawValue: base.rawValue + size)
  }
}
