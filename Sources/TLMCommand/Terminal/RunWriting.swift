import Analysis
import Documents
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

  /// Whether a text would not come into the log as it is.
  static func hides(_ text: String, at location: StoreLocation) -> Bool {
    var report = RedactionReport()
    return Preparation(forgiving: location).redacted(text, &report) != text
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
    let last = history.entries.map(\.position).max()
    let conditions = run.isUntouched(by: whileOpen ? Self.ends : [], after: last)
    do throws(AppendError) {
      return try store.append([event], onlyIf: conditions, timeout: .seconds(10))
    } catch {
      if error.isConflict { return nil }
      throw error
    }
  }

  private static let ends: [Outcome] = [
    .success, .failure, .partial, .timeout, .cancelled, .blocked, .skipped,
  ]

  /// Changes what is known of a run, and tells what became of it.
  static func change(
    _ id: String, _ change: RunChange, in options: StoreOptions, _ format: FormatOptions
  ) throws {
    let store = try options.openForWriting()
    let (run, history) = try RunArgument.run(id, in: store)
    let receipt = try append(
      change.event(of: run, at: .current), of: run, history, whileOpen: false, into: store,
      at: options.location)
    guard let receipt else {
      Message.note(SafeText.of("run \(run.id) was changed at the same moment; look, and try again"))
      throw Failure.conditionFailed
    }
    let output = Output()
    if format.json { output.json(ReceiptDocument(receipt)) }
    output.flush()
  }
}
