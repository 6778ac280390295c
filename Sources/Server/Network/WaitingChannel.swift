#if Server
  import NIOCore
  import SystemCalls

  /// A channel that waits for the task that serves it. What its client sends meanwhile is kept.
  ///
  /// One that comes as its listener closes is taken by nobody: it is closed, where NIO would end the
  /// process for a writer that was forgotten.
  final class WaitingChannel<Inbound: Sendable, Outbound: Sendable>: Sendable {
    private let kept: Guarded<NIOAsyncChannel<Inbound, Outbound>?>
    /// What closes it where nothing comes; whoever takes it puts it off.
    let alarm: Scheduled<Void>?

    /// To be called on the channel's event loop, before it reads.
    ///
    /// - Parameter closesHalf: whether its end for writing closes by itself. A stream of HTTP/2 says so in
    ///   its last frame, and to close half of it is to reset it.
    init(
      _ channel: any Channel, closesHalf: Bool, closedBy alarm: Scheduled<Void>? = nil
    ) throws {
      self.alarm = alarm
      kept = Guarded(
        try NIOAsyncChannel(
          wrappingChannelSynchronously: channel,
          configuration: .init(isOutboundHalfClosureEnabled: closesHalf)))
    }

    /// The channel, for the first who asks.
    func take() -> NIOAsyncChannel<Inbound, Outbound>? {
      kept.withLock { kept in
        defer { kept = nil }
        return kept
      }
    }

    deinit {
      guard let forgotten = take() else { return }
      // It ends as soon as it has begun.
      Task { try? await forgotten.executeThenClose { _, _ in } }
    }
  }
#endif
