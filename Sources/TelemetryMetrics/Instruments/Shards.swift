import SystemCalls

/// Copies of a value, so that threads that record at once do not wait for each other: each takes the
/// first that nobody is at. One thread alone always finds the same.
final class Shards<Part: Sendable>: Sendable {
  private let parts: [Guarded<Part>]

  init(_ part: Part, count: Int = 4) { parts = (0..<count).map { _ in Guarded(part) } }

  /// Changes one of them.
  func change(_ body: (inout Part) -> Void) {
    for part in parts where part.withLockIfAvailable({ body(&$0) }) != nil { return }
    parts[0].withLock { body(&$0) }
  }

  /// Goes through all of them.
  func forEach(_ body: (inout Part) -> Void) {
    for part in parts { part.withLock { body(&$0) } }
  }
}
