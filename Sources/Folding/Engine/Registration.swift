package import Events

/// A projection that takes part in a fold, without its types.
package protocol Registration: Sendable {
  var name: String { get }
  var version: Int { get }
  /// Every name that one of its handlers names.
  var names: [String] { get }
  /// What an event of this name does; nil when this projection does not want it. `nil` as a name
  /// stands for events without a name, or with one that no projection names.
  func step(for name: String?) -> Step?
  /// The key without which an event of this name means nothing to this projection; nil where it
  /// wants each of them, or none.
  func key(for name: String?) -> CorrelationKey?
  /// Which events its handlers want, taken together.
  var interest: Interest { get }
  func identity() throws(FoldError) -> ProjectionIdentity
  /// The digest of the state before the first event: another one, another kind of state.
  func fingerprint() throws(FoldError) -> Digest
  func parameters() throws -> Value
  /// The canonical bytes of the state.
  func encodedState() throws -> [UInt8]
  /// The state as it is now, to be told later.
  func snapshot() throws -> StateSnapshot
  /// Goes on from a state that was encoded before; throws where the bytes are none of this type.
  func restore(_ state: [UInt8]) throws
  /// Tells the state as it is now, when it is asked to: of a million rows that takes long, and more room
  /// than the rows. Null only for a state that cannot be encoded.
  ///
  /// - Parameter clock: what the clock of the log shows.
  func reporter(at clock: Timestamp?) -> @Sendable () -> Value
  /// What people are shown; nil where the projection does not say.
  func page(at clock: Timestamp?) -> ReportPage?
  /// The same projection with the state before the first event.
  func fresh() -> any Registration
}

/// One projection with its state.
package final class Registered<P: Projection>: Registration {
  let projection: P
  private let handlers: Handlers<P.State>
  package let state: FoldedState<P.State>

  package let names: [String]

  package init(_ projection: P) {
    self.projection = projection
    handlers = projection.body
    names = handlers.all.flatMap { $0.interest.wantedNames ?? [] }
    state = FoldedState(projection.initial)
  }

  package var name: String { P.name }
  package var version: Int { P.version }
  var current: P.State { state.value }

  package func step(for name: String?) -> Step? {
    state.step(applying: wanted(for: name).map { $0.apply }[...])
  }

  package func key(for name: String?) -> CorrelationKey? {
    let wanted = wanted(for: name)
    return wanted.allSatisfy { $0.interest.wantedKey != nil }
      ? wanted.first?.interest.wantedKey : nil
  }

  /// The handlers that an event of this name meets, if it has the key that some of them ask for.
  private func wanted(for name: String?) -> [Handlers<P.State>.Handler] {
    handlers.all.filter { $0.interest.wants(name, among: names) }
  }

  package var interest: Interest { handlers.interest }

  package func identity() throws(FoldError) -> ProjectionIdentity {
    try ProjectionIdentity(of: projection)
  }

  package func fingerprint() throws(FoldError) -> Digest {
    do { return try Digest(of: projection.initial) } catch {
      throw FoldError(
        .notEncodable, "the initial state of \(P.name) cannot be encoded", cause: error)
    }
  }

  package func snapshot() throws -> StateSnapshot {
    let value = state.value
    guard let rows = value as? any KeyedState else {
      return StateSnapshot(of: try StateEncoder().encode(value))
    }
    return StateSnapshot(try Digest(ofRows: rows)) { try StateEncoder().encode(value) }
  }

  package func restore(_ bytes: [UInt8]) throws {
    state.value = try StateDecoder().decode(P.State.self, from: bytes)
  }

  package func fresh() -> any Registration { Registered(projection) }

  package func parameters() throws -> Value {
    try Value(canonicalState: StateEncoder().encode(projection))
  }

  package func encodedState() throws -> [UInt8] { try StateEncoder().encode(state.value) }

  package func reporter(at clock: Timestamp?) -> @Sendable () -> Value {
    let value = state.value
    guard let reporting = projection as? any Reporting else {
      return { (try? Value(canonicalState: StateEncoder().encode(value))) ?? .null }
    }
    return { Self.report(of: reporting, value, at: clock) }
  }

  package func page(at clock: Timestamp?) -> ReportPage? {
    (projection as? any Tabular).flatMap { Self.page(of: $0, state, at: clock) }
  }

  private static func page<T: Tabular>(
    of projection: T, _ state: FoldedState<P.State>, at clock: Timestamp?
  ) -> ReportPage? {
    // T is P, seen as what it also is.
    (state.value as? T.State).map { projection.page(of: $0, at: clock) }
  }

  private static func report<R: Reporting>(
    of projection: R, _ state: P.State, at clock: Timestamp?
  ) -> Value {
    // R is P, seen as what it also is.
    (state as? R.State).map { projection.report(of: $0, at: clock) } ?? .null
  }
}
