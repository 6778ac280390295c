/// What somebody said of gaps of a relay that nobody can heal.
package struct AcceptedGaps: Sendable, Equatable {
  /// How many they are.
  package let gaps: Int
  /// Where the last of them is told.
  package let through: Position
  /// The ids of the stores whose lines are missing.
  package let origins: [String]
  package let by: String
  package let reason: String

  package init(gaps: Int, through: Position, origins: [String], by: String, reason: String) {
    (self.gaps, self.through, self.origins) = (gaps, through, origins)
    (self.by, self.reason) = (by, reason)
  }
}

extension Store {
  /// Says in the log that somebody has looked at what a relay missed and nobody can heal. The gaps stay
  /// told, and those that come later are told anew.
  ///
  /// - Parameter origins: ids of stores, the beginnings of those, or machines; none: all.
  /// - Returns: nil where there is nothing to accept; nothing is written then.
  /// - Throws: `noOrigin`, and as `query` and `EventLog.append`.
  package func acceptGaps(
    of origins: [String], by: String, reason: String
  ) throws -> AcceptedGaps? {
    let ids = origins.isEmpty ? nil : try log.choice(ofOrigins: origins).ids
    let gaps = try relayGaps().open.filter { ids?.contains($0.origin) ?? true }
    guard let last = gaps.last else { return nil }
    let accepted = AcceptedGaps(
      gaps: gaps.count, through: last.position, origins: Set(gaps.map(\.origin)).sorted(), by: by,
      reason: reason)
    try log.append(accepted.event)
    return accepted
  }

  /// What the log's own events tell of gaps.
  private func relayGaps() throws -> RelayGaps {
    var query = Query()
    query.filter.names = [LogEventName.relayGap, .relayAccepted].map(\.rawValue)
    query.filter.isOwn = true
    var gaps = RelayGaps()
    try self.query(query) { event in
      gaps.add(event)
      return true
    }
    return gaps
  }
}

extension AcceptedGaps {
  fileprivate var event: NewEvent {
    NewEvent(
      LogEventName.relayAccepted.rawValue, at: .current,
      fields: [
        Member("through", .integer(through.rawValue)), Member("gaps", .integer(Int64(gaps))),
        Member("origins", .array(origins.map(Value.string))), Member("by", .string(by)),
        Member("reason", .string(reason)),
      ])
  }
}
