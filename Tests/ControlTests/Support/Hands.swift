import Events
import Synchronization

/// A clock that a test sets.
final class Hands: Sendable {
  private let shown: Mutex<Timestamp>

  init(_ time: Timestamp) { shown = Mutex(time) }

  var time: Timestamp {
    get { shown.withLock { $0 } }
    set { shown.withLock { $0 = newValue } }
  }
}
