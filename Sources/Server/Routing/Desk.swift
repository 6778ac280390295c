package import Analysis
import Dashboard
import Hooks
import Ingest
import Configuration
import SystemCalls
package import TLM

/// What routes answer from: the store, and the ways into it.
package struct Desk: Sendable {
  package let store: Store
  package let appends: GroupedAppends
  package let settings: SettingsInForce
  package let intake: Intake
  /// Threads for what is told, which waits for the disk.
  package let tellers: WorkThreads
  /// Threads for what is asked.
  package let threads: WorkThreads
  /// Threads for those who listen.
  package let live: WorkThreads
  package let hub: EventHub
  /// How the server itself is.
  package let state: ServingState
  /// What approves changes of the mode; nil where nobody does here.
  package let approvals: Token?
  /// What forms of this server's own pages send back, and no other page can.
  package let forms = Token.random()
  /// Runs, for who turns pages of them.
  package let runs: RunShelf
  /// Sessions, likewise.
  let sessions = SessionShelf()
  private let opened = Opened()

  package init(_ store: Store, approvals: Token? = nil) {
    (self.store, self.approvals) = (store, approvals)
    runs = RunShelf(of: store)
    appends = GroupedAppends(to: store.log)
    settings = SettingsInForce(store.location)
    intake = Intake(settings, lineLimit: store.log.options.lineLimit)
    (tellers, threads) = (WorkThreads(limit: 16), WorkThreads(limit: 4))
    live = WorkThreads(limit: 3)
    // Nobody who reads what is there keeps it from what comes.
    hub = EventHub(store.log, on: WorkThreads(limit: 1))
    state = ServingState()
  }

  /// What is made when it is first needed.
  private final class Opened: Sendable {
    let ingest = Guarded<(taker: OTLPIngest, number: Int)?>(nil)
  }

  /// What takes OpenTelemetry's requests, with what came before in mind.
  ///
  /// - Throws: `ConfigurationError` where the store's settings are wrong.
  func ingest() throws -> OTLPIngest {
    let reading = try settings.now()
    return try opened.ingest.withLock { ingest in
      if let ingest, ingest.number == reading.number { return ingest.taker }
      let settings: OTLPIngest.Settings
      do { settings = try OTLPIngest.Settings(reading.settings, key: reading.key) } catch {
        self.settings.note(error)
        guard let ingest else { throw error }
        return ingest.taker
      }
      let appends = appends
      let made = OTLPIngest(store.log, settings) { (lines) throws(JournalError) in
        try appends.appendNow(lines: lines)
      }
      ingest = (made, reading.number)
      return made
    }
  }

  /// What is set for hooks.
  func hookSettings() -> HookSettings { HookSettings(at: store.location) }

  /// An answer that goes on for as long as its client listens.
  ///
  /// - Throws: `RequestError` where too many listen.
  func stream(
    _ body: @escaping @Sendable (StreamWriter) async throws -> Void
  ) throws(RequestError) -> Response {
    guard state.figures.streams < ServingState.streamLimit else {
      throw RequestError("unavailable", "too many listen already; come again later")
    }
    var response = Response(200, headers: HeaderFields([("content-type", "text/event-stream")]))
    let (state, live) = (state, live)
    response.body = .stream { writer in
      state.note { $0.streams += 1 }
      defer { state.note { $0.streams -= 1 } }
      try await withTaskExecutorPreference(live) { try await body(writer) }
    }
    return response
  }
}
