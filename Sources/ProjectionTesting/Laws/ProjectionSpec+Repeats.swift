public import Events
import Journal
import Folding

/// What should happen when an event comes a second time, right after the first.
public enum Repeats: Sendable {
  /// Nothing: the fold knows that it had this event. (By an id of its own: the position of the
  /// second line is another one.)
  case ignored
  /// What the first one did, again: each line that changed the state changes it once more.
  case counted
}

/// An event that came a second time.
public struct Repeated<State: Sendable>: Sendable {
  /// The line that came twice.
  public let line: String
  /// The state after it came once.
  public let once: State
  /// The state after it came twice.
  public let twice: State
}

extension ProjectionSpec {
  /// Checks what happens when an event comes twice, for each line of `when`, or of the whole log
  /// when there is no `when`.
  ///
  /// - Throws: `SpecFailure` naming the first line that is otherwise, with what it changed.
  @discardableResult public func checkRepeats(_ expected: Repeats) throws -> Self {
    for (place, tried) in try repetitions() {
      switch expected {
      case .ignored:
        try requireEqual(
          tried.once, tried.twice, .repeats,
          "\(P.name) counts an event twice that should be ignored the second time, "
            + log.described(place))
      case .counted:
        let bytes = try [tried.before, tried.once, tried.twice].map {
          try StateEncoder().encode($0)
        }
        if bytes[0] != bytes[1] && bytes[1] == bytes[2] {
          throw SpecFailure(
            .repeats,
            "\(P.name) ignores an event the second time that should count again, "
              + log.described(place))
        }
      }
    }
    return self
  }

  /// Lends each event that came twice to `look`: each line of `when`, or of the whole log.
  ///
  /// ```swift
  /// try spec.checkRepeats { event in
  ///   #expect(event.twice.duplicates == event.once.duplicates + 1)
  /// }
  /// ```
  ///
  /// - Throws: what `look` throws.
  @discardableResult public func checkRepeats(
    _ look: (Repeated<P.State>) throws -> Void
  ) throws -> Self {
    for (place, tried) in try repetitions() {
      let line = String(decoding: log.lines[place], as: UTF8.self)
      try look(Repeated(line: line, once: tried.once, twice: tried.twice))
    }
    return self
  }

  private func repetitions() throws -> [(place: Int, tried: Repetitions<P>.Tried)] {
    // Every line stands there twice; the second ones are tried on a copy of the state.
    let doubled = log.lines.flatMap { [$0, $0] }
    let starts = SpecLog.starts(of: doubled)
    let seconds = stride(from: 1, to: starts.count, by: 2).map { starts[$0] }
    var fold = Fold()
    fold.add(Repetitions(of: projection, seconds))
    try fold.run(over: Chunks(SpecLog.chunks(doubled)))
    let tried = fold.state(of: Repetitions<P>.self)?.tried ?? []
    return tried.compactMap { tried in
      guard let place = seconds.firstIndex(of: tried.position) else { return nil }
      return place >= log.firstOfWhen ?? 0 ? (place, tried) : nil
    }
  }
}
