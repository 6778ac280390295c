import Events
import Server
import TLM

/// Puts runs into the log that are posted, each once.
struct RunAppends: Sendable {
  private let desk: RunsDesk

  init(_ desk: RunsDesk) { self.desk = desk }

  /// How long another request may take that appends one of the same runs, and how often to look.
  private static let timeout = Duration.seconds(10)
  private static let pause = Duration.milliseconds(1)

  /// Appends those that are new, all of them or none.
  ///
  /// One that is there and goes on, and is posted again as ended, ends by it: clients keep what they
  /// could not send and send it later as a whole, and that is how they tell the end of it.
  ///
  /// - Returns: of each how it stood.
  func append(_ runs: [NewRun]) async throws -> [RunsBook.Standing] {
    let ids = runs.map { Label($0.id) }
    let standings = try await reserved(ids)
    defer { desk.book.release(ids) }
    let now = Timestamp.current
    let events = zip(runs, standings).compactMap { run, standing -> NewEvent? in
      switch standing {
      case .new: run.event(at: now, owner: desk.settings.owner)
      case .open, .repeated: run.hasEnded ? run.ending(at: now) : nil
      case .ended: nil
      }
    }
    if !events.isEmpty {
      _ = try await desk.desk.appends.append(lines: try desk.prepared(events))
    }
    return standings
  }

  private func reserved(_ ids: [Label]) async throws -> [RunsBook.Standing] {
    let end = ContinuousClock.now + Self.timeout
    while true {
      if let standings = try desk.book.reserve(ids) { return standings }
      guard ContinuousClock.now < end else {
        throw RunsError(503, "another request appends the same run; send it again")
      }
      try await Task.sleep(for: Self.pause)
    }
  }
}
