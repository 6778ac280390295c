import Dispatch
import SystemCalls

/// Ends what goes on for long when the process is asked to end.
enum Signals {
  /// Who asks twice within it asked once: some send a signal to a process and to its group.
  private static let once = Duration.seconds(1)

  /// Runs `body`, and cancels it at the first signal that asks for it. The process ends at once where it
  /// is asked again later: what waits for a reader of its output, say, sees no cancellation.
  static func untilAsked(_ body: @escaping @Sendable () async throws -> Void) async throws {
    OwnProcess.keepSmall()
    let task = Task { try await body() }
    let first = Guarded<ContinuousClock.Instant?>(nil)
    let asked = Asked { number in
      let before = first.withLock { first in
        defer { first = first ?? .now }
        return first
      }
      if let before, ContinuousClock.now - before > once { OwnProcess.leave(128 + number) }
      task.cancel()
    }
    defer { asked.cancel() }
    try await task.value
  }

  /// Has `body` end the process at the first signal that asks for it, until the answer is cancelled.
  static func onceAsked(_ body: @escaping @Sendable (Int32) -> Never) -> Asked {
    Asked { body($0) }
  }

  /// Signals that somebody waits for; they are heard as long as this is kept.
  final class Asked {
    private let source: (any DispatchSourceRead)?

    /// Without a pipe a signal ends the process as if nobody waited for it.
    init(_ body: @escaping @Sendable (Int32) -> Void) {
      guard let signals = try? EndingSignals() else {
        source = nil
        return
      }
      let source = DispatchSource.makeReadSource(
        fileDescriptor: signals.descriptor, queue: .global())
      source.setEventHandler { while let number = signals.next() { body(number) } }
      source.resume()
      self.source = source
    }

    func cancel() { source?.cancel() }
  }
}
