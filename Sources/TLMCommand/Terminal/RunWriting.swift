import Analysis
import Emitting
import TLM
import Telemetry

/// How records of runs come into the log: without secrets, as whatever is emitted.
enum RunWriting {
  /// Writes an event as `tlm emit` does: it waits a bounded time, and is spooled where that is not
  /// enough.
  static func emit(_ event: NewEvent, into location: StoreLocation) throws {
    let preparation = Preparation(forgiving: location)
    guard preparation.options.isEnabled else { return }
    var report = RedactionReport()
    let producer = try Producer.forEmitting(into: location)
    try producer.emit(preparation.redacted(event, &report))
    // A spool file that is left behind waits for the next command.
    _ = try? producer.settle(timeout: .zero)
  }

  /// Appends a record on the condition that nothing was recorded of the run meanwhile.
  ///
  /// - Parameter whileOpen: whether records that say nothing of its end may have come.
  /// - Returns: nil where something was.
  static func append(
    _ event: NewEvent, of run: RunRecord, _ history: RunHistory, whileOpen: Bool,
    into store: Store, at location: StoreLocation
  ) throws -> AppendCondition.Receipt? {
    var report = RedactionReport()
    let event = Preparation(forgiving: location).redacted(event, &report)
    var filter = Filter()
    filter.names = ["run"]
    if let id = run["run_id"]?.text {
      filter.runIDs = [id]
    } else {
      filter.eventIDs = [run.key.text]
    }
    if whileOpen {
      filter.outcomes = [.success, .failure, .partial, .timeout, .cancelled, .blocked, .skipped]
    }
    let last = history.entries.map(\.position).max()
    do throws(AppendError) {
      return try store.append(
        [event], onlyIf: [.none(matching: filter, after: last)], timeout: .seconds(10))
    } catch {
      if error.isConflict { return nil }
      throw error
    }
  }
}
