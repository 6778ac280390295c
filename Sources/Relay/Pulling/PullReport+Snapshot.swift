import Events
import Journal

extension PullReport {
  /// Whether something of an origin is not in the log yet.
  var isBehind: Bool { origins.contains { $0.lag.bytes > 0 || $0.waitingSince != nil } }

  /// The event that sensors read.
  func snapshot(at now: Timestamp) -> NewEvent {
    let lags = origins.map(\.lag)
    let heard = origins.filter { $0.lag.bytes > 0 }.compactMap { $0.head?.time }
    let seconds = heard.map { max(0, Double(now.rawValue &- $0.rawValue) / 1e9) }.max() ?? 0
    let unverified = origins.reduce(Int64(0)) {
      $0 + max(0, $1.place.offset - $1.verified.offset)
    }
    return NewEvent(
      "relay_snapshot", at: now,
      fields: [
        Member("stream", .string(stream)), Member("origins", .integer(Int64(origins.count))),
        Member("waiting", .integer(Int64(origins.count { $0.waitingSince != nil }))),
        Member("behind_events", .integer(lags.reduce(0) { $0 + $1.events })),
        Member("behind_bytes", .integer(lags.reduce(0) { $0 + $1.bytes })),
        Member("behind_s", .double(seconds)), Member("unverified_bytes", .integer(unverified)),
      ])
  }
}

extension PullReport.Origin {
  /// What it said it has pushed, and is not in the log.
  fileprivate var lag: (events: Int64, bytes: Int64) {
    guard let pushed = head?.place, pushed.offset > place.offset else { return (0, 0) }
    return (max(0, pushed.lines - place.lines), pushed.offset - place.offset)
  }
}
