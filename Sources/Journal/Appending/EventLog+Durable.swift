package import Events
import SystemCalls

extension EventLog {
  /// Makes durable what stands at `position`, and everything else in its segment.
  ///
  /// - Throws: `syncFailed` where the disk does not confirm it.
  package func makeDurable(at position: Position) throws(JournalError) {
    do throws(SystemError) {
      guard let base = try SegmentList(layout).base(containing: position) else { return }
      try Descriptor.open(layout.segment(base), .read).syncData()
    } catch {
      throw JournalError(
        .syncFailed,
        "the event at \(position) is in the log, but the disk did not confirm it: \(error)",
        systemNumber: error.number, cause: error)
    }
  }
}
