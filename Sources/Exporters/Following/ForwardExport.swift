package import Events
import Journal
package import Lines
package import OTLP
import Views

/// Passes on what comes to a log: what came in by OpenTelemetry as the spans, points and records that it
/// was, and every other event as a record.
///
/// The checkpoint is kept after all of a batch was taken: nothing is lost while the receiver is away or
/// this process dies, and what is sent once more has the ids that it had before.
package struct ForwardExport: Reactor {
  /// Sends a request and returns once it was taken; throws where it never will be.
  package typealias Send =
    (_ signal: OTLPSignal, _ request: Value, _ count: Int) async throws -> Void

  package let name: String
  package private(set) var checkpoint: Position?
  private let options: ExportOptions
  private let filter: Filter
  private let keeper: ExportCheckpoint
  private let send: Send
  private var batches = OTLPSignal.allCases.map { (signal: $0, batch: SignalBatch($0)) }

  /// - Parameter start: where it begins where nothing is known of it.
  package init(
    named name: String, _ options: ExportOptions, matching filter: Filter,
    keeping keeper: ExportCheckpoint, from start: Position, send: @escaping Send
  ) throws(ExportError) {
    (self.name, self.options, self.filter) = (name, options, filter)
    (self.keeper, self.send) = (keeper, send)
    checkpoint = keeper.last?.through ?? start
    if keeper.last == nil { try keeper.keep(ExportCheckpoint.State(through: start, length: 0)) }
  }

  package mutating func handle(_ batch: LineBatch) async throws {
    try keeper.check()
    for index in 0..<batch.count {
      let place: Int?
      do {
        let event = batch.event(at: index)
        place = filter.matches(event) ? add(event) : nil
      }
      if let place, isFull(place) { try await settle(place) }
    }
    for place in batches.indices { try await settle(place) }
    checkpoint = batch.end
    try keeper.keep(ExportCheckpoint.State(through: batch.end, length: 0))
  }

  private func isFull(_ place: Int) -> Bool {
    batches[place].batch.count >= OTLPRequests.batchLimit
      || batches[place].batch.bytes >= OTLPRequests.byteLimit
  }

  /// Adds an event to what is sent of its signal, and says where that is.
  private mutating func add(_ event: borrowing Event) -> Int {
    let size = event.line.count
    if let item = ReturnedItem(event) {
      return add(item.message, item.signal, item.resource, item.scope, size)
    }
    let record = OTLPLogRecord(event, store: options.store)
    let service = options.service ?? record.service ?? OTLPResource.standardService
    return add(
      record.message, .logs, options.resource.message(service: service), OTLPResource.scope, size)
  }

  private mutating func add(
    _ message: Value, _ signal: OTLPSignal, _ resource: Value, _ scope: Value, _ size: Int
  ) -> Int {
    let place = batches.firstIndex { $0.signal == signal } ?? 0
    batches[place].batch.add(message, resource: resource, scope: scope, size: size)
    return place
  }

  private mutating func settle(_ place: Int) async throws {
    let count = batches[place].batch.count
    guard let request = batches[place].batch.take() else { return }
    try await send(batches[place].signal, request, count)
  }
}
