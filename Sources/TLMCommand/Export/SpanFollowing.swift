import Exporters
import OTLP
import Posting
import TLM

/// Sends the spans of a log as they become known, until the task is cancelled.
struct SpanFollowing: Sendable {
  private let log: EventLog
  private let filter: Filter
  private let options: ExportOptions
  private let keeper: ExportCheckpoint
  private let start: Position

  /// - Parameter start: where an export begins of which nothing is known.
  init(
    _ log: EventLog, _ filter: Filter, _ options: ExportOptions, _ keeper: ExportCheckpoint,
    from start: Position
  ) {
    self.log = log
    self.filter = filter
    self.options = options
    self.keeper = keeper
    self.start = keeper.last?.through ?? start
  }

  func send(to endpoint: OTLPEndpoint) async throws {
    // Begun anew, it begins there, whatever has come meanwhile.
    if keeper.last == nil { try keep(start) }
    let gathered = GatheredSpans(of: options.store, from: start)
    try await withThrowingTaskGroup { group in
      group.addTask { try await gather(into: gathered) }
      group.addTask { try await pass(gathered, to: FollowedSending(endpoint, .traces)) }
      // What ends one of them ends both.
      for try await _ in group {}
    }
  }

  private func gather(into gathered: GatheredSpans) async throws {
    var gathering = SpanGathering(
      named: "export of spans", matching: filter, from: start, into: gathered)
    try await gathering.react(to: log, draining: true)
  }

  /// How long events wait for others: so many times what looking at them takes, within bounds.
  private static let pause = (least: Duration.seconds(1), times: 9, most: Duration.seconds(10))

  private func pass(_ gathered: GatheredSpans, to sending: FollowedSending) async throws {
    while !Task.isCancelled {
      let begin = ContinuousClock.now
      let taken = gathered.take()
      let cost = ContinuousClock.now - begin
      if let taken {
        try keeper.check()
        var requests: [(Value, Int)] = []
        _ = options.forEachRequest(of: taken.spans) { requests.append(($0, $1)) }
        for (request, count) in requests { try await sending.send(request, count) }
        try keep(taken.start)
      }
      let pause = max(Self.pause.least, cost * Self.pause.times)
      try await Task.sleep(for: min(pause, Self.pause.most))
    }
  }

  private func keep(_ position: Position) throws {
    try keeper.keep(ExportCheckpoint.State(through: position))
  }
}
