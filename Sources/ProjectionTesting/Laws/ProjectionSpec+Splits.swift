import Events
import Journal
import Folding

extension ProjectionSpec {
  /// Checks that a fold may stop after any line, keep its state as bytes, and go on from these in
  /// another process: each such fold must end where one that never stopped does.
  ///
  /// Each of n lines is a split, and each is followed by a fold of the rest, so this takes n² ÷ 2
  /// steps: a log of 2 000 lines takes two seconds in a debug build if the state is small, and
  /// twenty if it is large.
  ///
  /// - Throws: `SpecFailure` naming the split, with what differs in the end.
  @discardableResult public func checkSplits() throws -> Self {
    let whole = try outcome()
    let starts = SpecLog.starts(of: log.lines)
    let stored = try states()
    for first in stride(from: 0, to: stored.count, by: Self.splitsAtOnce) {
      let group = first..<min(first + Self.splitsAtOnce, stored.count)
      var fold = Fold()
      fold.add(
        Resumptions(
          of: projection,
          try group.map { split in
            (split < starts.count ? starts[split] : nil, try decoded(stored[split], after: split))
          }))
      try fold.run(over: Chunks(SpecLog.chunks(log.lines)))
      let ends = fold.state(of: Resumptions<P>.self)?.folds ?? []
      for (split, end) in zip(group, ends) {
        try requireEqual(
          whole.state, end.state, .splits,
          "\(P.name) ends in another state when it stops and goes on \(place(of: split))")
      }
    }
    return self
  }

  /// Checks that the state after each line is the same after it was encoded and decoded.
  ///
  /// - Throws: `SpecFailure` naming the first line after which it is not, with what differs.
  @discardableResult public func checkReload() throws -> Self {
    for (split, state) in try states().enumerated() {
      let reloaded = try decoded(state, after: split)
      try requireEqual(
        state, reloaded, .reload,
        "the state of \(P.name) is another one once it was encoded and decoded, "
          + place(of: split))
      // A state that is not even equal to itself holds a NaN.
      if state == state && state != reloaded {
        throw SpecFailure(
          .reload,
          "the state of \(P.name) is not equal to itself once it was encoded and decoded, though "
            + "the bytes are the same, \(place(of: split)): a property is left out of its coding")
      }
    }
    return self
  }

  /// How many folds go through the log side by side.
  private static var splitsAtOnce: Int { 256 }

  /// The states before the first line and after each line.
  private func states() throws -> [P.State] {
    var fold = Fold()
    fold.add(projection)
    var states = [fold.state(of: P.self) ?? projection.initial]
    for chunk in SpecLog.chunks(log.lines, beginningAt: Array(log.lines.indices)) {
      try fold.run(over: Chunks([chunk]))
      states.append(fold.state(of: P.self) ?? projection.initial)
    }
    return states
  }

  private func decoded(_ state: P.State, after split: Int) throws -> P.State {
    let bytes = try StateEncoder().encode(state)
    do {
      return try StateDecoder().decode(P.State.self, from: bytes)
    } catch {
      throw SpecFailure(
        .reload, "the state of \(P.name) cannot be decoded again \(place(of: split)): \(error)")
    }
  }

  private func place(of split: Int) -> String {
    split == 0 ? "before the first line" : "after \(log.described(split - 1))"
  }
}
