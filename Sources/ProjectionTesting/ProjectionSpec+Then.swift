public import Events
public import Folding

extension ProjectionSpec {
  /// The state after the whole log.
  ///
  /// - Throws: `SpecFailure` when a handler throws that should not.
  public func state() throws -> P.State { try outcome().state }

  /// What the projection reports after the whole log.
  ///
  /// - Throws: `SpecFailure` when a handler throws that should not.
  public func report() throws -> Value { try report(of: state()) }

  /// The digest of the state after the whole log: what `tlm replay --digest` prints.
  ///
  /// - Throws: `SpecFailure` when a handler throws that should not.
  public func digest() throws -> Digest { try Digest(of: state()) }

  /// Expects this state after the whole log.
  ///
  /// - Throws: `SpecFailure` with the places that differ.
  @discardableResult public func then(_ expected: P.State) throws -> Self {
    let actual = try state()
    guard actual != expected else { return self }
    throw SpecFailure(
      .unexpected, "\(P.name) came to another state than expected",
      StateDifference.all(
        expected: try Value(canonicalState: StateEncoder().encode(expected)),
        actual: try Value(canonicalState: StateEncoder().encode(actual))))
  }

  /// Expects this report after the whole log, its members in any order.
  ///
  /// - Throws: `SpecFailure` with the places that differ.
  @discardableResult public func then(report expected: Value) throws -> Self {
    let differences = StateDifference.all(
      expected: expected, actual: try report(), isOrdered: false)
    guard !differences.isEmpty else { return self }
    throw SpecFailure(
      .unexpected, "\(P.name) reports something else than expected", differences,
      what: "the report")
  }

  /// Looks at the state after the whole log, with whatever expectations `look` has.
  ///
  /// - Throws: what `look` throws.
  @discardableResult public func then(_ look: (P.State) throws -> Void) throws -> Self {
    try look(state())
    return self
  }

  /// Expects that the lines of `when` changed nothing.
  ///
  /// - Throws: `SpecFailure` with what they changed.
  @discardableResult public func thenNothingChanges() throws -> Self {
    let before = try fold(log.background).state
    try requireEqual(
      before, try state(), .unexpected, "\(P.name) changed its state, and nothing should change")
    return self
  }

  /// Expects that a handler throws on each event of `when`, and on none before.
  ///
  /// - Throws: `SpecFailure` naming the first line that is otherwise.
  @discardableResult public func thenFails() throws -> Self {
    let starts = SpecLog.starts(of: log.lines)
    let failed = try Set(allowingFailures().outcome().failures.map(\.position))
    for (place, start) in starts.enumerated() {
      let isExpected = place >= log.firstOfWhen ?? 0
      if failed.contains(start) == isExpected { continue }
      throw SpecFailure(
        .handlerThrew,
        isExpected
          ? "no handler of \(P.name) threw on \(log.described(place))"
          : "a handler of \(P.name) threw on \(log.described(place)), before the lines of when")
    }
    return self
  }
}
