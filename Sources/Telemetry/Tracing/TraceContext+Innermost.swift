import Synchronization

/// Which trace holds where another library carries one, too.
///
/// Two task locals say which span a task is in: our own, and the one of swift-distributed-tracing. The
/// innermost of the two counts, so that spans of either kind are children of those around them.
extension TraceContext {
  /// A context that another library carries.
  package struct Carried: Sendable {
    /// The trace, and the span of it.
    package let trace: TraceContext
    /// Our own that held when it began; nil outside of all.
    package let around: TraceContext?

    /// One that begins here.
    package init(_ trace: TraceContext) {
      self.trace = trace
      around = .current
    }
  }

  /// The innermost that holds for the current task; nil outside of all.
  package static var innermost: TraceContext? {
    guard let carried = otherCarrier.load()?.read() else { return current }
    // Where ours is still the one that the other began in, the other is further in.
    guard let current, current != carried.around else { return carried.trace }
    return current
  }

  /// The same, and outside of all the one that whoever began this process handed on.
  package static var holding: TraceContext? { innermost ?? inherited }

  /// From now on what another library carries counts, too; of several libraries the first.
  package static func follow(_ read: @escaping @Sendable () -> Carried?) {
    _ = otherCarrier.storeIfNil(Carrier(read))
  }

  private final class Carrier: Sendable {
    let read: @Sendable () -> Carried?
    init(_ read: @escaping @Sendable () -> Carried?) { self.read = read }
  }

  private static let otherCarrier = AtomicLazyReference<Carrier>()
}
