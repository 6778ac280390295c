import Dispatch
import SystemCalls

/// Ends what goes on for ever when the process is asked to end.
enum Signals {
  /// Runs `body`, and cancels it at the first SIGTERM or SIGINT.
  static func untilAsked(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let task = Task { try await body() }
    let sources = OwnProcess.endingSignals.map { number in
      // Else the process would end before it has kept anything.
      OwnProcess.ignore(signal: number)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { task.cancel() }
      source.resume()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    try await task.value
  }

  /// Has `body` end the process at the first signal that asks for it, until the answer is cancelled.
  static func onceAsked(_ body: @escaping @Sendable (Int32) -> Never) -> Asked {
    Asked(
      sources: OwnProcess.endingSignals.map { number in
        OwnProcess.ignore(signal: number)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { body(number) }
        source.resume()
        return source
      })
  }

  /// Signals that somebody waits for; they are heard as long as this is kept.
  final class Asked {
    private let sources: [any DispatchSourceSignal]

    init(sources: [any DispatchSourceSignal]) { self.sources = sources }

    func cancel() { sources.forEach { $0.cancel() } }
  }
}
