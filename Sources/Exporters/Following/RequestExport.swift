package import Events
import Journal
package import Lines
import OTLP
import Views

/// Sends what comes to a log as requests of OTLP, from its checkpoint on.
///
/// The checkpoint is kept after a request was taken: an event is sent at least once, and a receiver that
/// got it before knows it again by its ids.
package struct RequestExport: Reactor {
  /// Sends a request and returns once it was taken; throws where it never will be.
  package typealias Send = (_ request: Value, _ count: Int) async throws -> Void

  package let name: String
  package private(set) var checkpoint: Position?
  private var requests: OTLPRequests
  private let filter: Filter
  private let keeper: ExportCheckpoint
  private let send: Send

  /// - Parameter start: where an export begins of which nothing is known.
  package init(
    named name: String, _ options: ExportOptions, matching filter: Filter,
    keeping keeper: ExportCheckpoint, from start: Position, send: @escaping Send
  ) throws(ExportError) {
    self.name = name
    self.filter = filter
    self.keeper = keeper
    self.send = send
    checkpoint = keeper.last?.through ?? start
    requests = OTLPRequests(options)
    // Begun anew, it begins there, whatever has come meanwhile.
    if keeper.last == nil { try keeper.keep(ExportCheckpoint.State(through: start, length: 0)) }
  }

  package mutating func handle(_ batch: LineBatch) async throws {
    try keeper.check()
    for index in 0..<batch.count {
      var full: Value?
      let waiting = requests.count
      do {
        let event = batch.event(at: index)
        guard filter.matches(event) else { continue }
        full = requests.add(event)
      }
      if let full { try await send(full, waiting + 1 - requests.count) }
    }
    let waiting = requests.count
    if let rest = requests.take() { try await send(rest, waiting) }
    checkpoint = batch.end
    try keeper.keep(ExportCheckpoint.State(through: batch.end, length: 0))
  }
}
