import Events
import Server
import TLM

/// What the routes answer from.
struct RunsDesk: Sendable {
  let desk: Desk
  let book: RunsBook
  let settings: RunsSettings
  let metadata = MetadataPage()

  var store: Store { desk.store }

  /// Lines as the log takes them: without secrets, as whatever comes in.
  ///
  /// - Throws: `RunsError` where nothing is to be written here.
  func prepared(_ events: [NewEvent]) throws -> [UInt8] {
    let lines = try desk.intake.prepared(events.flatMap { $0.line() }, at: .current)
    if lines.isEmpty, !events.isEmpty {
      throw RunsError(503, "events are switched off for this store; tlm config show says where")
    }
    return lines
  }
}
