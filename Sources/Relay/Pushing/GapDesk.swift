import Journal
import Synchronization
import SystemCalls

/// Hears what hubs ask for, and answers them, on a thread of its own beside the pusher.
final class GapDesk: Sendable {
  private let log: EventLog
  private let subject: String
  private let publishing: SurePublishing
  private let progress: Mutex<PushProgress>
  private let ends = Atomic(false)

  /// - Parameter subject: where this origin is asked.
  init(_ log: EventLog, at subject: String, _ publishing: SurePublishing, _ progress: PushProgress)
  {
    (self.log, self.subject, self.publishing) = (log, subject, publishing)
    self.progress = Mutex(progress)
  }

  /// Tells it how far the pusher is.
  func update(_ body: (inout PushProgress) -> Void) { progress.withLock { body(&$0) } }

  /// Lines that hubs were given.
  var answered: Int { progress.withLock { $0.answered } }

  func end() { ends.store(true, ordering: .releasing) }

  /// Answers until it is to end; blocks.
  func run() {
    var answering = GapAnswering(log)
    var hearing: (connection: EngineConnection, requests: EngineSubscription)?
    while !ends.load(ordering: .acquiring) {
      do throws(RelayError) {
        guard let connection = publishing.current?.connection else {
          pause(nanoseconds: 100_000_000)
          continue
        }
        if hearing?.connection !== connection {
          hearing = (connection, try EngineSubscription(connection, to: subject))
        }
        guard let message = try hearing?.requests.next(within: .seconds(1)) else { continue }
        try answer(message, &answering, connection)
      } catch {
        // Who asked asks again; the pusher tells what is the matter with the engine.
        hearing = nil
        pause(nanoseconds: 250_000_000)
      }
    }
  }

  private func answer(
    _ message: EngineMessage, _ answering: inout GapAnswering, _ connection: EngineConnection
  ) throws(RelayError) {
    guard let reply = message.reply else { return }
    guard let request = GapRequest(message.payload) else {
      let answer = GapAnswer.unknown(reason: "that is no request that this tlm understands")
      return try connection.publish(EngineMessage(reply, payload: answer.bytes(from: 0)))
    }
    let now = progress.withLock { $0 }
    let answer = answering.answer(request, now, room: connection.maxPayload)
    if case .lines(let lines) = answer { progress.withLock { $0.answered += lines.count } }
    try connection.publish(EngineMessage(reply, payload: answer.bytes(from: request.from)))
  }
}
