import Emitting
import Events
import Journal
import SystemCalls
import Telemetry

/// Puts a run into the log while the command runs, and never holds it up: what takes longer than a
/// bound, or goes wrong, is done without.
final class RunRecorder: Sendable {
  private struct State: Sendable {
    var producer: Producer?
    /// Where the start stands; nil while it does not, or waits in a spool file.
    var position: Position?
    var git: GitFacts?
    var fault: String?
  }

  private let location: StoreLocation
  private let preparation: Preparation
  private let state = Guarded(State())

  /// The command has ended, and whoever waits for it waits no longer than this for the log.
  private static let patience = Duration.seconds(2)

  /// The command does not begin later than this for it.
  private static let glance = Duration.milliseconds(50)

  /// Nil where nothing at all is to be recorded.
  init?(into location: StoreLocation) {
    self.location = location
    preparation = Preparation(forgiving: location)
    guard preparation.options.isEnabled else { return nil }
  }

  /// What went wrong first; nil where nothing did.
  var fault: String? { state.withLock { $0.fault } }

  /// Looks at the checkout, before the command can change it: a few small files, for which nobody waits
  /// long.
  func look() {
    let work = BoundedWork { [self] in
      let git = GitFolder(around: OwnProcess.workingFolder)?.facts
      state.withLock { $0.git = git }
    }
    _ = work.wait(atMost: Self.glance)
  }

  /// Begins to write the start, while the command runs.
  ///
  /// - Parameter start: of the run, from what stands in the checkout.
  func begin(_ start: @escaping @Sendable (GitFacts?) -> NewEvent) -> BoundedWork {
    BoundedWork { [self] in write(start(state.withLock { $0.git })) }
  }

  /// What came into the log since the start; nil while that is not there.
  var passed: Passed? {
    state.withLock { state in state.producer.flatMap { Passed(in: $0.log, from: state.position) } }
  }

  /// Writes the end, behind the start.
  ///
  /// - Parameter end: of the run, from what stood in the checkout before, and what does now.
  func finish(
    _ begun: BoundedWork,
    _ end: @escaping @Sendable (_ before: GitFacts?, _ after: GitFacts?, Passed?) -> NewEvent
  ) {
    guard begun.wait(atMost: Self.patience) else { return note("the store does not answer") }
    let work = BoundedWork { [self] in
      let before = state.withLock { $0.git }
      let after = GitFolder(around: OwnProcess.workingFolder)?.facts
      write(end(before, after, passed))
      // A spool file that is left behind waits for the next command.
      _ = try? state.withLock { $0.producer }?.settle(timeout: .zero)
    }
    if !work.wait(atMost: Self.patience) { note("the store does not answer") }
  }

  /// Writes one event: the only place from which anything of a run comes into the log.
  func write(_ event: NewEvent) {
    guard let kept = preparation.kept(event, in: .inherited) else { return }
    var report = RedactionReport()
    let event = preparation.redacted(kept, &report)
    do throws(JournalError) {
      let producer =
        if let known = known() { known } else { try Producer.forEmitting(into: location) }
      let outcome = try producer.emit(event)
      // What was spooled comes in later, and so behind what is there by now.
      let position =
        if case .appended(let receipt) = outcome { receipt.position } else {
          (try? producer.log.bounds())?.upperBound
        }
      state.withLock { state in
        state.producer = producer
        state.position = state.position ?? position
      }
    } catch { note(error.message) }
  }

  /// A text without secrets.
  func redacted(_ text: String) -> String {
    var report = RedactionReport()
    return preparation.redacted(text, &report)
  }

  private func known() -> Producer? { state.withLock { $0.producer } }

  private func note(_ fault: String) {
    state.withLock { $0.fault = $0.fault ?? fault }
  }
}
