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
    let written = zip(runs, standings).compactMap { run, standing -> (NewRun, NewEvent)? in
      switch standing {
      case .new: (run, run.event(at: now, owner: desk.settings.owner))
      case .open, .repeated: run.hasEnded ? (run, run.ending(at: now)) : nil
      case .ended: nil
      }
    }
    if !written.isEmpty {
      let lines = try desk.prepared(written.map(\.1))
      try Self.check(lines, of: written.map(\.0))
      _ = try await desk.desk.appends.append(lines: lines)
    }
    return standings
  }

  private static let ids = ["event_id", "run_id", "parent_run_id"]

  /// Lines are those of the runs, and name them as their clients do: where an id is hidden as a secret,
  /// nobody finds the run by it again, and others with such an id become one with it.
  private static func check(_ lines: [UInt8], of runs: [NewRun]) throws {
    let batch = LineParser().parse(LineChunk(lines))
    guard batch.count == runs.count else {
      throw RunsError(503, "this store does not take all of these runs; nothing was written")
    }
    var faults: [Fault] = []
    for (place, run) in runs.enumerated() {
      let event = batch.event(at: place)
      for name in ids where run.fields.text(name) != nil {
        let kept = event.view(named: name)?.string
        if Label(kept) == Label(run.fields.text(name)) { continue }
        let words =
          "\(name) looks like a secret or is too long, and would not be kept as it is: ids must not be "
          + "secrets"
        faults.append(
          .rule(
            words, at: run.place + [.string(name)], input: kept.map { .string($0) } ?? .null))
      }
    }
    if !faults.isEmpty { throw Faulty(faults) }
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
