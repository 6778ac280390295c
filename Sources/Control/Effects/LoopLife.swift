import Synchronization

/// That a loop of this process lives: as long as this object does.
final class LoopLife: Sendable {
  let number: UInt64

  private static let last = Atomic<UInt64>(0)
  private static let living = Mutex<Set<UInt64>>([])

  init() {
    let number = Self.last.wrappingAdd(1, ordering: .relaxed).newValue
    self.number = number
    Self.living.withLock { _ = $0.insert(number) }
  }

  deinit {
    let number = number
    Self.living.withLock { _ = $0.remove(number) }
  }

  static func isLiving(_ number: UInt64) -> Bool { living.withLock { $0.contains(number) } }
}
