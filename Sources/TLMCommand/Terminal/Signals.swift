import Dispatch
import SystemCalls

/// Ends what goes on for long when the process is asked to end.
enum Signals {
  /// Runs `body`, and cancels it at the first signal that asks for it.
  static func untilAsked(_ body: @escaping @Sendable () async throws -> Void) async throws {
    OwnProcess.keepSmall()
    let task = Task { try await body() }
    let asked = Asked { _ in task.cancel() }
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
