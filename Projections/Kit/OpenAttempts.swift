package import Events

/// What tells the attempts at one issue apart.
package protocol SessionAttempt: Sendable, Equatable {
  /// The session, else the run, that its first event named.
  var session: Label? { get }
  /// Whether it began with a start event; else with whatever came first.
  var isStarted: Bool { get }

  init(session: Label?, isStarted: Bool)
}

/// The open attempts at one issue, in the order in which they began. Mostly there is one.
struct OpenAttempts<Attempt: SessionAttempt>: Sendable, Equatable {
  private(set) var all: [Attempt] = []
  /// Whose completion was the last event of the issue, where it left attempts of others open: another one
  /// of theirs says the same once more.
  private var ending: AttemptEnding?

  var isEmpty: Bool { all.isEmpty }

  /// Whether an event belongs to the one there is, whatever its session.
  var hasOne: Bool { all.count == 1 && ending == nil }

  init() {}

  /// The same attempts, told otherwise.
  func map<Other: SessionAttempt>(_ tell: (Attempt) -> Other) -> OpenAttempts<Other> {
    var others = OpenAttempts<Other>()
    (others.all, others.ending) = (all.map(tell), ending)
    return others
  }

  /// Begins an attempt by a start event; returns the one of the same session that it abandons.
  mutating func begin(session: Label?) -> Attempt? {
    ending = nil
    let abandoned = all.lastIndex { $0.session == session }.map { all.remove(at: $0) }
    all.append(Attempt(session: session, isStarted: true))
    return abandoned
  }

  /// Shows `change` the attempt that an event of `session` belongs to, begun if there is none.
  mutating func update<Result>(
    session: Label?, _ change: (inout Attempt) -> Result
  ) -> Result {
    ending = nil
    if let place = place(for: session) { return change(&all[place]) }
    all.append(Attempt(session: session, isStarted: false))
    return change(&all[all.count - 1])
  }

  /// Ends the attempt that a completion of `session` belongs to, unless it says once more what the last
  /// event of the issue said.
  mutating func end(session: Label?) -> EndedAttempt<Attempt> {
    let isOwn = all.contains { $0.isStarted && $0.session == session }
    if let ending, ending.session == session, !isOwn { return .again }
    guard let place = place(for: session) else { return .none }
    let ended = all.remove(at: place)
    ending = all.isEmpty ? nil : AttemptEnding(session: session)
    return .ended(ended)
  }

  /// The attempt that a start of the same session began, else the most recent one.
  private func place(for session: Label?) -> Int? {
    if all.count < 2 { return all.isEmpty ? nil : 0 }
    if let session, let own = all.lastIndex(where: { $0.isStarted && $0.session == session }) {
      return own
    }
    return all.indices.last
  }
}

/// What a completion comes to.
enum EndedAttempt<Attempt: SessionAttempt> {
  case ended(Attempt)
  /// There was no open attempt.
  case none
  /// It was told right before.
  case again
}

/// A completion that left attempts of others open.
struct AttemptEnding: Codable, Sendable, Equatable {
  let session: Label?
}

extension OpenAttempts: Codable where Attempt: Codable {}
