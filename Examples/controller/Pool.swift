import Synchronization

/// Workers that do one job after the other; how many there are may change at any time.
final class Pool: Sendable {
  /// How many work at this moment, and what they have done.
  struct Count {
    var running = 0
    var jobs = 0
  }

  private struct State {
    var allowed = 0
    var count = Count()
  }

  private let state = Mutex(State())

  var count: Count { state.withLock { $0.count } }

  /// Starts the workers that are missing; those that are too many end after the job they are at.
  func resize(to allowed: Int, in group: inout DiscardingTaskGroup) {
    let missing = state.withLock { state in
      state.allowed = allowed
      let missing = max(0, allowed - state.count.running)
      state.count.running += missing
      return missing
    }
    for _ in 0..<missing { group.addTask { await self.work() } }
  }

  private func work() async {
    while isWanted() {
      await Job.run()
      state.withLock { $0.count.jobs += 1 }
    }
  }

  /// Whether a worker goes on; one that does not is no longer counted.
  private func isWanted() -> Bool {
    state.withLock { state in
      if state.count.running <= state.allowed { return true }
      state.count.running -= 1
      return false
    }
  }
}

/// What workers do here: a little arithmetic, and a wait as for a disk or a model.
enum Job {
  static func run() async {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for number in 0..<UInt64(20_000) { hash = (hash ^ number) &* 0x100_0000_01B3 }
    try? await Task.sleep(for: .milliseconds(20 + Int(hash % 10)))
  }
}
