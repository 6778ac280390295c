package import Events
package import Journal
import SystemCalls

extension EventLog {
  /// Takes the oldest segments away, with what stands beside them, as a prune does.
  ///
  /// - Returns: where the oldest line stands that is left.
  @discardableResult
  package func dropSegments(_ count: Int) throws -> Position {
    for base in try SegmentList(layout).bases.prefix(count) {
      try Folder.unlink(layout.segment(base))
      try Folder.unlink(layout.sum(base))
    }
    return try bounds().lowerBound
  }
}
