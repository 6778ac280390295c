#if Server
  import NIOCore
  import SystemCalls

  /// Every connection that there is: no more than a number of them, and an end to all when the server
  /// is asked to end.
  final class Connections: Sendable {
    private struct Known {
      let channel: any Channel
      var isIdle = true
      /// Ends what goes on for as long as its client listens.
      var endStream: (@Sendable () -> Void)?
      /// Tells a client that nothing new is taken, where its protocol has a word for that.
      var farewell: (@Sendable () -> EventLoopFuture<Void>)?
    }

    private struct State {
      var all: [ObjectIdentifier: Known] = [:]
      var isEnding = false
    }

    private let state = Guarded(State())
    private let most: Int

    init(most: Int) { self.most = most }

    var count: Int { state.withLock { $0.all.count } }

    /// Takes one more; false where there are too many, or the server ends.
    func enter(_ channel: any Channel) -> Bool {
      state.withLock { state in
        guard !state.isEnding, state.all.count < most else { return false }
        state.all[ObjectIdentifier(channel)] = Known(channel: channel)
        return true
      }
    }

    /// Says how a client is told that the server ends.
    func note(_ channel: any Channel, farewell: @escaping @Sendable () -> EventLoopFuture<Void>) {
      state.withLock { $0.all[ObjectIdentifier(channel)]?.farewell = farewell }
    }

    func leave(_ channel: any Channel) {
      state.withLock { _ = $0.all.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    /// Says that a connection waits for a request, or has one; false where it should end.
    func note(_ channel: any Channel, isIdle: Bool) -> Bool {
      state.withLock { state in
        state.all[ObjectIdentifier(channel)]?.isIdle = isIdle
        return !state.isEnding
      }
    }

    /// Says how to end the stream that a connection has become; false where it should not begin.
    func note(_ channel: any Channel, endStream: @escaping @Sendable () -> Void) -> Bool {
      state.withLock { state in
        state.all[ObjectIdentifier(channel)]?.endStream = endStream
        return !state.isEnding
      }
    }

    /// Ends whatever goes on: nothing of it is heard any more.
    func cut() {
      for known in state.withLock({ Array($0.all.values) }) {
        known.channel.close(mode: .all, promise: nil)
      }
    }

    /// Nothing new is begun; what waits for nothing but a request ends, and so do streams.
    func end() {
      let all = state.withLock { state in
        state.isEnding = true
        return Array(state.all.values)
      }
      for known in all {
        let said = known.farewell?()
        if let end = known.endStream {
          end()
        } else if known.isIdle {
          let channel = known.channel
          guard let said else {
            channel.close(mode: .all, promise: nil)
            continue
          }
          // Heard or not, it ends.
          said.whenComplete { _ in channel.close(mode: .all, promise: nil) }
        }
      }
    }
  }
#endif
