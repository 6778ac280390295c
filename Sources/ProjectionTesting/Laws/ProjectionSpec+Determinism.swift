import Events

extension ProjectionSpec {
  /// Checks that the same log gives the same state each time it is folded in this process.
  ///
  /// This finds clocks, random numbers, state that is shared between folds, and the order of a
  /// Dictionary or Set, which is another one for each that is made.
  ///
  /// - Throws: `SpecFailure` with what differs between two runs.
  @discardableResult public func checkDeterminism(runs: Int = 8) throws -> Self {
    // All outcomes are kept, so that no two tables stand at the same place in memory.
    var outcomes = [try outcome()]
    for run in 1..<max(2, runs) {
      outcomes.append(try outcome())
      try requireEqual(
        outcomes[0], outcomes[run], .determinism,
        "\(P.name) came to another answer when the same log was folded again (run \(run + 1))")
    }
    return self
  }

  /// Checks that the state does not depend on how the log is cut into chunks, nor on how many
  /// threads take part.
  ///
  /// - Parameter seed: of the random cuts; the same seed gives the same cuts.
  /// - Throws: `SpecFailure` naming cuts and threads, with what differs.
  @discardableResult public func checkChunks(seed: UInt64 = 1) throws -> Self {
    let whole = try outcome()
    let all = Array(log.lines.indices)
    var random = SplitMix64(state: seed)
    var cuts = [("one chunk", []), ("a chunk for each line", all)]
    for round in 1...4 {
      let chosen = all.filter { _ in random.next() % 4 == 0 }
      cuts.append(("random chunks (seed \(seed), round \(round))", chosen))
    }
    for (words, places) in cuts {
      for jobs in [1, 2, 4] {
        try requireEqual(
          whole, fold(log.lines, cutAt: places, jobs: jobs), .chunks,
          "\(P.name) came to another answer with \(words) and \(jobs) threads")
      }
    }
    return self
  }
}

/// Random numbers that are the same in every run.
private struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
