import Events
import Folding

/// What came of one fold of a spec's lines.
struct Outcome<State: Sendable>: Sendable {
  let state: State
  /// The canonical bytes of the state.
  let bytes: [UInt8]
  let replay: Replay
  let failures: [Fold.Failure]
}

extension ProjectionSpec {
  /// Folds lines as the engine does.
  ///
  /// - Throws: `SpecFailure` when a handler throws that should not.
  func fold(
    _ lines: [[UInt8]], cutAt places: [Int] = [], jobs: Int = 1
  ) throws -> Outcome<P.State> {
    var fold = Fold(makesPages: true)
    fold.add(projection)
    try fold.run(over: Chunks(SpecLog.chunks(lines, beginningAt: places)), jobs: jobs)
    guard let state = fold.state(of: P.self), let replay = try fold.replays().first else {
      preconditionFailure("a fold lost its projection")
    }
    let failures = fold.progress.firstFailures
    if !allowsFailures, let failure = failures.first {
      throw SpecFailure(
        .handlerThrew,
        "a handler of \(P.name) threw on \(log.described(at: failure.position)): "
          + "\(failure.message). Say allowingFailures() if that is right")
    }
    return Outcome(
      state: state, bytes: try StateEncoder().encode(state), replay: replay, failures: failures)
  }

  /// The outcome of the whole log, the plain way.
  func outcome() throws -> Outcome<P.State> { try fold(log.lines) }

  /// What the projection says of a state.
  func report(of state: P.State) throws -> Value {
    if let reporting = projection as? any Reporting { return Self.report(of: reporting, state) }
    return try Value(canonicalState: StateEncoder().encode(state))
  }

  private static func report<R: Reporting>(of projection: R, _ state: P.State) -> Value {
    (state as? R.State).map(projection.report) ?? .null
  }

  /// Throws where two states, or what is reported of them, are not the same to the byte.
  func requireEqual(
    _ expected: P.State, _ actual: P.State, _ code: SpecFailure.Code,
    _ message: @autoclosure () -> String
  ) throws {
    let wanted = try StateEncoder().encode(expected)
    let got = try StateEncoder().encode(actual)
    if wanted != got {
      throw SpecFailure(
        code, message(),
        StateDifference.all(
          expected: try Value(canonicalState: wanted), actual: try Value(canonicalState: got)),
        what: "the state")
    }
    let differences = StateDifference.all(
      expected: try report(of: expected), actual: try report(of: actual))
    if !differences.isEmpty { throw SpecFailure(code, message(), differences, what: "the report") }
  }

  /// Throws where two folds of one log came to different states, reports or counts.
  func requireEqual(
    _ expected: Outcome<P.State>, _ actual: Outcome<P.State>, _ code: SpecFailure.Code,
    _ message: @autoclosure () -> String
  ) throws {
    try requireEqual(expected.state, actual.state, code, message())
    if expected.replay.page != actual.replay.page {
      throw SpecFailure(code, message() + "; what people are shown differs")
    }
    let counts = { (replay: Replay) -> Value in
      [
        "events": .integer(Int64(replay.events)), "matched": .integer(Int64(replay.matched)),
        "failed": .integer(Int64(replay.failed)),
        "quarantined": .integer(Int64(replay.quarantined)),
      ]
    }
    let differences = StateDifference.all(
      expected: counts(expected.replay), actual: counts(actual.replay))
    if !differences.isEmpty { throw SpecFailure(code, message(), differences, what: "the counts") }
  }
}
