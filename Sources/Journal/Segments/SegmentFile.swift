package import Events
package import SystemCalls

/// An open segment. Readers and writers that hold it keep the same file whatever its name becomes.
package final class SegmentFile: Sendable {
  package let base: Position
  /// Writes go to the end.
  package let file: Descriptor
  private let failure = Guarded<SystemError?>(nil)

  init(base: Position, file: Descriptor) {
    self.base = base
    self.file = file
  }

  /// Makes durable what was written so far.
  ///
  /// After one failure every later call fails too: the system may have dropped the pages that it
  /// could not write, and would report success for them (fsync(2) on Linux).
  package func sync() throws(SystemError) {
    if let failure = failure.withLock({ $0 }) { throw failure }
    do throws(SystemError) { try file.syncData() } catch {
      failure.withLock { $0 = error }
      throw error
    }
  }
}
