import Dispatch
import SystemCalls

/// Threads for work that blocks, such as folding and reading the log: the network's own never wait
/// for a disk.
package final class WorkThreads: TaskExecutor {
  private struct State {
    var waiting: [UnownedJob] = []
    var next = 0
    var running = 0
  }

  private let state = Guarded(State())
  private let limit: Int

  /// - Parameter limit: how many threads there are at once.
  package init(limit: Int) { self.limit = limit }

  package func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let starts = state.withLock { state in
      state.waiting.append(job)
      guard state.running < limit else { return false }
      state.running += 1
      return true
    }
    guard starts else { return }
    // A pool of Dispatch's has as many threads as there are processors, and adds one a second where all
    // wait for a disk.
    if !detachThread({ [self] in work() }) { DispatchQueue.global().async { [self] in work() } }
  }

  /// Runs what waits until nothing does.
  private func work() {
    // Sound: this executor lives as long as the closure that runs here.
    while let job = next() { unsafe job.runSynchronously(on: asUnownedTaskExecutor()) }
  }

  private func next() -> UnownedJob? {
    state.withLock { state in
      guard state.next < state.waiting.count else {
        state.waiting.removeAll(keepingCapacity: true)
        state.next = 0
        state.running -= 1
        return nil
      }
      defer { state.next += 1 }
      return state.waiting[state.next]
    }
  }
}
