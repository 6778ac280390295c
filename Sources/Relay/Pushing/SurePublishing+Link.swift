import Synchronization
import SystemCalls

/// The connection that messages go over, and what keeps it from going on.
extension SurePublishing {
  /// What it speaks by; waits until the engine is there.
  ///
  /// - Throws: `closed` where it is to end; what waiting does not help.
  func linked() throws(RelayError) -> PushLink {
    if let there = link.withLock({ $0 }), !there.connection.isClosed { return there }
    var pause = Patience.first
    while true {
      try checkEnd()
      do throws(RelayError) {
        let fresh = try PushLink(to: address, subject, replicas: replicas, name: name)
        link.withLock { $0 = fresh }
        // Its answers come to another inbox.
        work.withLock { work in
          work.window.resendAll()
          work.isConnected = true
        }
        tell(fresh.stream.weaknesses)
        return fresh
      } catch {
        guard error.isPassing else { throw error }
        note(trouble: error.message)
        try wait(pause)
        pause = Patience.next(pause)
      }
    }
  }

  /// What the engine answers, asked again for as long as it is away.
  ///
  /// - Throws: `closed` where it is to end; what waiting does not help.
  func answer<Answer>(
    to question: (PushLink) throws(RelayError) -> Answer
  ) throws(RelayError) -> Answer {
    var pause = Patience.first
    while true {
      let link = try linked()
      do throws(RelayError) { return try question(link) } catch {
        guard error.isPassing else { throw error }
        note(trouble: error.message)
        try wait(pause)
        pause = Patience.next(pause)
      }
    }
  }

  private func tell(_ weaknesses: [String]) {
    let news = work.withLock { work in
      defer { work.weaknesses.formUnion(weaknesses) }
      return weaknesses.filter { !work.weaknesses.contains($0) }
    }
    for weakness in news { told("stream \(subject.stream): \(weakness)") }
  }

  func checkEnd() throws(RelayError) {
    if ends.load(ordering: .acquiring) { throw RelayError(.closed, "the relay is to end") }
  }

  func wait(_ length: Duration) throws(RelayError) {
    let end = deadline(after: length)
    while monotonicNow() < end {
      try checkEnd()
      pause(nanoseconds: Int(max(1, min(end - monotonicNow(), 50_000_000))))
    }
  }

  func note(trouble sentence: String) {
    let isNews = trouble.withLock { trouble in
      defer { trouble = sentence }
      return trouble == nil
    }
    if isNews { told(sentence) }
  }

  func noteBack() {
    let was = trouble.withLock { trouble in
      defer { trouble = nil }
      return trouble
    }
    if was != nil { told("the engine at \(address.told) takes events again") }
  }
}
