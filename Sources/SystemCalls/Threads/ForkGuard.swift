#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Closes the lock descriptors of a parent in each forked child.
///
/// A `flock` belongs to the open file, which a child shares: without this, a lock that the parent
/// held at the fork would outlive the parent in a child that never writes an event.
@safe package enum ForkGuard {
  private static let capacity = 256
  private static let registration = Guarded<Bool>(false)
  // Written under `registration`; read by the child of a fork, which has one thread.
  nonisolated(unsafe) private static var numbers: UnsafeMutablePointer<Int32>?

  /// From now on `number` is closed in forked children.
  package static func add(_ number: Int32) {
    registration.withLock { isRegistered in
      if !isRegistered {
        let table = UnsafeMutablePointer<Int32>.allocate(capacity: capacity)
        unsafe table.initialize(repeating: -1, count: capacity)
        unsafe numbers = table
        // The table is nobody's at the moment of a fork, so the child can use it.
        pthread_atfork(
          { ForkGuard.registration.lock() }, { ForkGuard.registration.unlock() },
          {
            ForkGuard.closeAll()
            ForkGuard.registration.unlock()
          })
        isRegistered = true
      }
      guard let table = unsafe numbers else { return }
      for index in 0..<capacity where unsafe table[index] == -1 {
        unsafe table[index] = number
        return
      }
    }
  }

  package static func remove(_ number: Int32) {
    registration.withLock { _ in
      guard let table = unsafe numbers else { return }
      for index in 0..<capacity where unsafe table[index] == number { unsafe table[index] = -1 }
    }
  }

  private static func closeAll() {
    guard let table = unsafe numbers else { return }
    for index in 0..<capacity where unsafe table[index] >= 0 {
      close(unsafe table[index])
      unsafe table[index] = -1
    }
  }
}
