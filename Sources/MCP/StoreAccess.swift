import Emitting
import Questions
package import TLM
import Telemetry

/// The store that is asked, and how it is written to.
package struct StoreAccess: Sendable {
  private let location: StoreLocation
  private let opening: @Sendable () throws -> Store
  /// Whether the first event that is recorded makes a store where there is none.
  private let makes: Bool

  /// - Parameters:
  ///   - location: where the store is.
  ///   - makes: whether it is made by the first event that is recorded, where it is not there.
  ///   - opening: gives it, each time that it is asked: it may have been replaced meanwhile.
  package init(
    at location: StoreLocation, makes: Bool = true, opening: @escaping @Sendable () throws -> Store
  ) {
    (self.location, self.opening, self.makes) = (location, opening, makes)
  }

  /// - Throws: whatever befell it, with its own code.
  func open() throws(QuestionError) -> Store {
    do { return try opening() } catch { throw QuestionError(error) }
  }

  /// Records an event as `tlm emit` does: without secrets, and where nobody can append now it waits.
  ///
  /// - Returns: where it stands; nil where it waits.
  func record(_ event: NewEvent) throws(QuestionError) -> Position? {
    try record(event, making: makes)
  }

  private func record(
    _ event: NewEvent, making makes: Bool
  ) throws(QuestionError) -> Position? {
    do {
      if !makes { _ = try opening() }
      let preparation = Preparation(ProgramSettings(at: location).options)
      var report = RedactionReport()
      let producer =
        try makes
        ? Producer.forEmitting(into: location) : Producer.forEmitting(intoPresent: location)
      let outcome = try producer.emit(preparation.redacted(event, &report))
      _ = try? producer.settle(timeout: .zero)
      if case .appended(let receipt) = outcome { return receipt.position }
      return nil
    } catch { throw QuestionError(error) }
  }

  /// Records what tlm itself did here. Where there is no store none is made for it, and one that cannot
  /// be written is asked all the same.
  func note(_ event: NewEvent) {
    _ = try? record(event, making: false)
  }
}
