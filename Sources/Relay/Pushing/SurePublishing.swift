import Synchronization
import SystemCalls

/// Publishes messages until the engine keeps them: so many at once and no more, again where no answer
/// comes, over a new connection where the old one is gone. While the engine is away it waits.
///
/// One thread at a time sends; each call may wait as long as the engine is away.
package final class SurePublishing: Sendable {
  struct Work {
    var window = SendWindow()
    var retries = 0
    /// Of the stream, as it was told.
    var weaknesses: Set<String> = []
    var isConnected = false
    /// When the window was last looked through.
    var looked: Int64 = 0
    /// When nobody was there to keep a message, the stream is looked for; not again before then.
    var sought: Int64 = 0
  }

  let address: EngineAddress
  let subject: RelaySubject
  let replicas: Int?
  let name: String
  let told: @Sendable (String) -> Void
  let work = Mutex(Work())
  let link = Mutex<PushLink?>(nil)
  let trouble = Mutex<String?>(nil)
  let ends = Atomic(false)

  /// - Parameters:
  ///   - name: what the engine knows the connection by.
  ///   - told: a sentence each time that something keeps it from going on, and one once it goes on.
  package init(
    to address: EngineAddress, _ subject: RelaySubject, replicas: Int?, name: String,
    told: @escaping @Sendable (String) -> Void
  ) {
    (self.address, self.subject, self.replicas) = (address, subject, replicas)
    (self.name, self.told) = (name, told)
  }

  /// Has whoever waits give up: what is not kept is not.
  package func end() { ends.store(true, ordering: .releasing) }

  /// Goes on after that, for a last word.
  func endLater() { ends.store(false, ordering: .releasing) }

  /// What it speaks by now; nil where it is away.
  var current: PushLink? { link.withLock { $0 } }

  /// Where the relay is by what the engine keeps; nil where nothing was sent yet.
  var kept: RelayPlace? { work.withLock { $0.window.kept } }

  /// The last message that the engine knew before it was sent, since this was last asked.
  func takeRepeat() -> SendWindow.Repeat? {
    work.withLock { work in
      defer { work.window.forgetRepeat() }
      return work.window.lastRepeat
    }
  }

  var retries: Int { work.withLock { $0.retries } }

  /// Sends a message; waits while too many are on their way.
  ///
  /// - Parameters:
  ///   - id: what the engine knows a repeat by.
  ///   - after: where the relay is once it is kept.
  func send(
    _ message: EngineMessage, id: String, after: RelayPlace? = nil
  ) throws(RelayError) {
    while work.withLock({ $0.window.isFull }) { try turn(atMost: .milliseconds(100)) }
    let sending = work.withLock { $0.window.add(message, id: id, after: after) }
    let link = try linked()
    guard hand(sending, to: link) else { return }
    // What has been answered meanwhile makes room.
    if sending.ticket % 64 == 0 { try turn(atMost: .zero) }
  }

  /// Waits until all is kept.
  func settle() throws(RelayError) {
    while !work.withLock({ $0.window.isEmpty }) { try turn(atMost: .milliseconds(100)) }
  }

  /// Ends the connection.
  func close() {
    link.withLock { link in
      link?.connection.close()
      link = nil
    }
  }

  /// Hears what has been answered, and sends again what is due.
  private func turn(atMost timeout: Duration) throws(RelayError) {
    try checkEnd()
    let link = try linked()
    let isConnected = link.connection.isConnected
    let now = monotonicNow()
    let due: [SendWindow.Sending] = work.withLock { work in
      if isConnected && !work.isConnected { work.window.resendAll() }
      work.isConnected = isConnected
      guard isConnected, now - work.looked > 100_000_000 else { return [] }
      work.looked = now
      return work.window.due(at: now)
    }
    guard isConnected else {
      note(trouble: "the engine at \(address.told) is away")
      return try wait(.milliseconds(100))
    }
    for sending in due where hand(sending, to: link) { work.withLock { $0.retries += 1 } }
    try hear(link, timeout)
  }

  private func hear(_ link: PushLink, _ timeout: Duration) throws(RelayError) {
    var timeout = timeout
    do throws(RelayError) {
      while let answer = try link.publisher.next(within: timeout) {
        let reason = work.withLock { $0.window.take(answer, at: monotonicNow()) }
        if answer.outcome == .unheard { seek(link) }
        if let reason {
          note(trouble: "stream \(subject.stream) of \(address.told): \(reason)")
        } else {
          noteBack()
        }
        timeout = .zero
      }
    } catch {
      guard error.isPassing || error.code == .closed else { throw error }
      self.link.withLock { $0 = nil }
      work.withLock { $0.isConnected = false }
      note(trouble: error.message)
      try wait(Patience.first)
    }
  }

  /// Looks for the stream, and makes it anew where somebody took it away.
  private func seek(_ link: PushLink) {
    let isDue: Bool = work.withLock { work in
      guard monotonicNow() >= work.sought else { return false }
      work.sought = deadline(after: .seconds(2))
      return true
    }
    guard isDue else { return }
    // Where it cannot be made now, it is sought again at the next message that nobody keeps.
    _ = try? EngineStream(
      JetStream(link.connection), named: subject.stream, replicas: replicas)
  }

  /// Whether a message is on its way.
  private func hand(_ sending: SendWindow.Sending, to link: PushLink) -> Bool {
    do throws(RelayError) {
      try link.publisher.send(sending.message, id: sending.id, ticket: sending.ticket)
    } catch {
      note(trouble: error.message)
      return false
    }
    work.withLock { $0.window.note(sent: sending.ticket, at: monotonicNow()) }
    return true
  }
}
