import SystemCalls

/// Tells how many bytes are done, those that are read once more only once.
final class ToldBytes: Sendable {
  private struct State {
    /// Read since the last beginning.
    var read: Int64 = 0
    /// Told in all.
    var told: Int64 = 0
  }

  private let state = Guarded(State())
  private let progress: (@Sendable (Int64) -> Void)?

  init(_ progress: (@Sendable (Int64) -> Void)?) { self.progress = progress }

  /// What is told of bytes that were read; nil where nobody listens.
  var tell: (@Sendable (Int64) -> Void)? {
    guard let progress else { return nil }
    return { [state] bytes in
      let more = state.withLock { state in
        state.read += bytes
        let more = max(0, state.read - state.told)
        state.told += more
        return more
      }
      if more > 0 { progress(more) }
    }
  }

  /// All of it is read from its beginning on.
  func beginAgain() { state.withLock { $0.read = 0 } }
}
