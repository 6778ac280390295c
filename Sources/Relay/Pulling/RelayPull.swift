package import Journal
import Synchronization
import SystemCalls

/// Pulls from an engine into a store, on a thread of its own, until its task is cancelled.
package struct RelayPull: Sendable {
  private let log: EventLog
  private let address: EngineAddress
  private let subject: RelaySubject
  private let options: Puller.Options
  private let told: @Sendable (String) -> Void

  /// - Parameter told: what keeps it from going on, and when it goes on.
  package init(
    into log: EventLog, from address: EngineAddress, _ subject: RelaySubject,
    _ options: Puller.Options, told: @escaping @Sendable (String) -> Void
  ) {
    self.log = log
    self.address = address
    self.subject = subject
    self.options = options
    self.told = told
  }

  /// - Throws: what waiting does not help: `refused`, `unusable`, `notBuilt`, `store`; `away` where only
  ///   what is there was asked for.
  package func run() async throws -> PullReport {
    let isStopped = Flag()
    let pull = self
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let work: @Sendable () -> Void = {
          continuation.resume(with: Result { try pull.pull(isStopped) })
        }
        if !detachThread(work) { work() }
      }
    } onCancel: {
      isStopped.raise()
    }
  }

  private func pull(_ isStopped: Flag) throws(RelayError) -> PullReport {
    try Puller(log, address, stream: subject.stream, options, tell: told).run {
      isStopped.isRaised
    }
  }
}

/// That somebody is to end.
private final class Flag: Sendable {
  private let value = Atomic(false)

  var isRaised: Bool { value.load(ordering: .relaxed) }

  func raise() { value.store(true, ordering: .relaxed) }
}
