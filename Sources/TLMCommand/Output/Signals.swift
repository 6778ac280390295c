#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif
import Dispatch

/// Ends what goes on for ever when the process is asked to end.
enum Signals {
  /// Runs `body`, and cancels it at the first SIGTERM or SIGINT.
  static func untilAsked(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let task = Task { try await body() }
    let sources = [SIGTERM, SIGINT].map { number in
      // Else the process would end before it has kept anything.
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler { task.cancel() }
      source.resume()
      return source
    }
    defer { sources.forEach { $0.cancel() } }
    try await task.value
  }
}
