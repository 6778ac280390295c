package import Journal
import Lines
import SystemCalls
import Views

/// Pushes a store to an engine, and answers what hubs ask of it meanwhile.
package struct RelayPush: Sendable {
  private let log: EventLog
  private let options: PushOptions

  package init(of log: EventLog, _ options: PushOptions) {
    (self.log, self.options) = (log, options)
  }

  /// How long a last head may take.
  private static let lastWord = Duration.seconds(3)

  /// Pushes what is there and what comes, until its task is cancelled.
  ///
  /// - Throws: what waiting does not help: `taken`, `refused`, `unusable`, `notBuilt`, `store`.
  package func run() async throws -> PushReport {
    var tally = PushTally()
    while true {
      do {
        return try await session(tally) { work, publishing in
          var pusher = Pusher(work, publishing, to: options.subject.stream)
          do { try await pusher.react(to: log, draining: true) } catch is CancellationError {}
        }
      } catch let ended as EndedSession { tally = ended.tally }
    }
  }

  /// Pushes what is there, and returns once the engine keeps it.
  package func once() async throws -> PushReport {
    var tally = PushTally()
    while true {
      do {
        return try await session(tally) { work, publishing in
          // What cannot be drained now stays where it is, and is of the next time.
          _ = try? log.drain(timeout: .seconds(2))
          let log = log
          try await publishing.aside {
            let end = try log.bounds().upperBound
            var reader = try BatchReader(log, from: work.through)
            while let batch = try reader.next(to: end) { try work.push(batch) }
          }
        }
      } catch let ended as EndedSession { tally = ended.tally }
    }
  }

  /// Begins, has something done, and ends with a last head.
  private func session(
    _ before: PushTally, _ body: (PushWork, SurePublishing) async throws -> Void
  ) async throws -> PushReport {
    let publishing = SurePublishing(
      to: options.address, options.subject, replicas: options.replicas,
      name: "tlm relay push \(options.words.host) \(options.words.store)", told: options.told)
    defer { publishing.close() }
    let files = try PushFiles(log, stream: options.subject.stream)
    let beginning = PushBeginning(
      log: log, files: files, options: options, publishing: publishing)
    let (log, options) = (log, options)
    let work = try await publishing.aside {
      PushWork(try beginning.begin(), of: log, files, options, publishing)
    }
    let desk = work.desk
    // Without a thread nobody is answered; who asks, asks later.
    detachThread { desk.run() }
    defer { desk.end() }
    do {
      try await publishing.aside { try work.tell() }
      try await body(work, publishing)
    } catch {
      try Self.again(error, work, before, log, options)
      throw error
    }
    try await last(work, publishing)
    return PushReport(work.checkpoint, work.tally.adding(before))
  }

  /// Whether a session that ended by an error is begun anew: as a store of its own where it is a copy,
  /// behind what was pruned.
  private static func again(
    _ error: any Error, _ work: PushWork, _ before: PushTally, _ log: EventLog,
    _ options: PushOptions
  ) throws {
    switch error {
    case let error as RelayError where error.code == .copied:
      let fresh = try log.becomeOwnStore()
      options.told("\(log.layout.root) is pushed as the store \(fresh.id) from here on: \(error)")
    case let error as JournalError where error.code == .truncated: break
    default: return
    }
    throw EndedSession(tally: work.tally.adding(before))
  }

  /// A head of where it ends, where the engine takes it in time.
  private func last(_ work: PushWork, _ publishing: SurePublishing) async throws {
    publishing.endLater()
    detachThread {
      pause(nanoseconds: Int(Self.lastWord.nanoseconds))
      publishing.end()
    }
    await withCheckedContinuation { continuation in
      let word: @Sendable () -> Void = {
        // Where the engine is away, the head goes along when this begins anew.
        try? work.finish()
        continuation.resume()
      }
      if !detachThread(word) { word() }
    }
  }
}

/// A session that ended, and is begun anew.
private struct EndedSession: Error {
  let tally: PushTally
}
