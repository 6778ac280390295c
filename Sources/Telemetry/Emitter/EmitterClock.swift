public import Events
import Journal
import SystemCalls

extension Emitter {
  /// What an emitter, its spans and its runs take for the time: the machine's, or that of a test.
  public struct Clock: Sendable {
    let time: @Sendable () -> Timestamp
    let elapsed: @Sendable () -> Duration

    /// The wall clock of this machine, and for lengths one that nobody sets.
    public static let system = Clock(
      time: { .current }, elapsed: { .nanoseconds(monotonicNow()) })

    /// A clock of one's own.
    ///
    /// - Parameters:
    ///   - time: what events are stamped with.
    ///   - elapsed: how long ago some fixed instant is; it never goes back, and lengths are read off it.
    public init(
      time: @escaping @Sendable () -> Timestamp, elapsed: @escaping @Sendable () -> Duration
    ) {
      self.time = time
      self.elapsed = elapsed
    }
  }
}
