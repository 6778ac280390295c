import Events

extension ProjectionSpec {
  /// Checks that lines the projection does not know change nothing, wherever they stand: events of
  /// another name, events without a name, lines that are no events.
  ///
  /// A projection that listens to every event will rightly fail this, if it counts them all.
  ///
  /// - Throws: `SpecFailure` naming the line and its place, with what it changed.
  @discardableResult public func checkUnknownEvents() throws -> Self {
    let noise = noise
    let width = noise.map(\.count).max() ?? 0
    // The plain log has blank lines of the same length in the same places, so that no position
    // and no time is another one.
    let blank = [UInt8](repeating: UInt8(ascii: " "), count: width)
    let padded = noise.map { $0 + blank.dropFirst($0.count) }
    let plain = try fold(mixed { _ in blank }).state
    let noisy = try fold(mixed { padded[$0 % padded.count] }).state
    if try isSame(plain, noisy) { return self }
    for place in 0...log.lines.count {
      let line = padded[place % padded.count]
      try requireEqual(
        plain, fold(mixed { $0 == place ? line : blank }).state, .unknownEvents,
        "\(P.name) is changed by \(SpecLog.shortened(noise[place % noise.count])), "
          + (place == 0 ? "before the first line" : "after \(log.described(place - 1))"))
    }
    try requireEqual(
      plain, noisy, .unknownEvents, "\(P.name) is changed by events it does not know")
    return self
  }

  /// The log with a line before the first and after each.
  private func mixed(_ between: (Int) -> [UInt8]) -> [[UInt8]] {
    [between(0)] + log.lines.enumerated().flatMap { [$1, between($0 + 1)] }
  }

  private func isSame(_ one: P.State, _ other: P.State) throws -> Bool {
    do {
      try requireEqual(one, other, .unknownEvents, "")
      return true
    } catch SpecFailure.Code.unknownEvents {
      return false
    }
  }

  /// Lines without a time, since a time would be that of the untimed lines after it, too.
  private var noise: [[UInt8]] {
    [
      #"{"event":"projection-testing.unknown"}"#, #"{"n":1}"#, "no event at all",
      #"{"event":"projection-testing.other","tool":"a","issue_id":"B-1","duration_s":1}"#,
      "[1,2]", #"{"event":"#, "{}", #"{"event":7}"#,
    ].map { Array($0.utf8) }
  }
}
