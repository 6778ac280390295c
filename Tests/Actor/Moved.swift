import Events
import Synchronization

/// A clock that is moved by hand.
final class Moved: Sendable {
  private let shown: Mutex<Timestamp>

  init(_ time: Timestamp) { shown = Mutex(time) }

  var time: Timestamp { shown.withLock { $0 } }

  func advance(seconds: Int64) {
    shown.withLock { $0 = Timestamp(rawValue: $0.rawValue + seconds * 1_000_000_000) }
  }
}
