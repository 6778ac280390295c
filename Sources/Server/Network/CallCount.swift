#if Server
  import NIOCore
  import SystemCalls

  /// How many calls of a connection go on.
  final class CallCount: Sendable {
    private let count = Guarded(0)

    /// One more; `first` is done where there was none, before another one ends.
    func begin(_ first: () -> Void) {
      count.withLock { count in
        if count == 0 { first() }
        count += 1
      }
    }

    /// One less; `last` is done where none is left, before another one begins.
    func end(_ last: () -> Void) {
      count.withLock { count in
        count -= 1
        if count == 0 { last() }
      }
    }
  }

  /// Closes a connection over which nothing comes for long.
  final class IdleAlarm: Sendable {
    private let channel: any Channel
    private let time: TimeAmount
    private let scheduled = Guarded<Scheduled<Void>?>(nil)

    init(_ channel: any Channel, after time: TimeAmount) {
      (self.channel, self.time) = (channel, time)
      restart()
    }

    func restart() {
      let next = channel.eventLoop.scheduleTask(in: time) { [channel] in
        channel.close(mode: .all, promise: nil)
      }
      scheduled.withLock { scheduled in
        scheduled?.cancel()
        scheduled = next
      }
    }

    func cancel() {
      scheduled.withLock { scheduled in
        scheduled?.cancel()
        scheduled = nil
      }
    }
  }
#endif
