package import Events
import Journal
package import Lines
import Views

/// Pushes what comes to a log to the stream of an engine.
///
/// The checkpoint is kept after the engine has said that it keeps a batch: nothing is lost while it is
/// away or this process dies, and what is sent once more has the id that it had before.
package struct Pusher: Reactor {
  package let name: String
  package private(set) var checkpoint: Position?
  private let work: PushWork
  private let publishing: SurePublishing

  init(_ work: PushWork, _ publishing: SurePublishing, to stream: String) {
    (self.work, self.publishing) = (work, publishing)
    name = "relay to \(stream)"
    checkpoint = work.through
  }

  package mutating func handle(_ batch: LineBatch) async throws {
    let work = work
    try await publishing.aside { try work.push(batch) }
    checkpoint = batch.end
  }

  package var due: ContinuousClock.Instant? { work.due }

  package mutating func remind() async throws {
    let work = work
    try await publishing.aside { try work.tell() }
  }
}
