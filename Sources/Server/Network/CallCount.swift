#if Server
  import NIOCore
  import SystemCalls

  /// How many calls of a connection go on.
  final class CallCount: Sendable {
    private let count = Guarded(0)

    /// One more; says how many there were before.
    func begin() -> Int {
      count.withLock { count in
        defer { count += 1 }
        return count
      }
    }

    /// One less; says how many are left.
    func end() -> Int {
      count.withLock { count in
        count -= 1
        return count
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
