package import Events

/// The attempts at issues, and which issues were completed before: of each issue under a number, by
/// which it is found again without a string being made of its id.
///
/// Completed issues are kept, as another completion of one that has no open attempt is a duplicate:
/// that is all that closed attempts leave behind here, but for whose completion came last while others
/// are open.
package struct IssueTable<Attempt: SessionAttempt>: Sendable {
  private var ids = Symbols()
  /// By number.
  private var issues: [Issue] = []
  /// The open attempts at the issues that have any, and places that are vacant: of a million issues few
  /// are worked on at a time.
  private var attempts: [OpenAttempts<Attempt>] = []
  private var vacant: [Int32] = []

  private struct Issue: Sendable {
    /// Where its open attempts are; nobody works on it where that is below 0.
    var place: Int32 = -1
    var isCompleted = false
  }

  /// Which issue an event is about, and in which session.
  package struct Reference {
    fileprivate let number: Int
    /// Where it was not worth asking for, nil: the issue's only attempt is meant.
    fileprivate let session: Label?
  }

  /// What a completion comes to.
  package enum Ending {
    /// The issue was completed before, and nothing happened since.
    case duplicate
    /// An attempt has ended; nil: one of which nothing is known.
    case ended(Attempt?)
  }

  package init() {}

  /// The issue of an event; nil where it names none.
  ///
  /// - Parameter isStart: whether the event starts an attempt.
  package mutating func reference(
    _ event: borrowing Event, _ texts: Event.PlainTexts, isStart: Bool = false
  ) -> Reference? {
    guard let number = number(event, texts) else { return nil }
    if number == issues.count { issues.append(Issue()) }
    let place = Int(issues[number].place)
    let isAsked = isStart || !texts.arePlain || place < 0 || !attempts[place].hasOne
    return Reference(number: number, session: isAsked ? Self.session(event, texts) : nil)
  }

  private mutating func number(_ event: borrowing Event, _ texts: Event.PlainTexts) -> Int? {
    let text = texts[.issue]
    if texts.arePlain && text.isWhole {
      return text.isAbsent ? nil : ids.number(of: text)
    }
    return event.issueID.map { ids.number(of: Label($0)) }
  }

  private static func session(_ event: borrowing Event, _ texts: Event.PlainTexts) -> Label? {
    guard texts.arePlain else { return Label(event.sessionID ?? event.runID) }
    let text = texts[texts[.session].isAbsent ? .run : .session]
    if text.isAbsent { return nil }
    return text.isWhole ? Label(text.whole) : Label(event.sessionID ?? event.runID)
  }

  /// Begins an attempt by a start event; returns the one of the same session that it abandons.
  package mutating func begin(_ issue: Reference) -> Attempt? {
    attempts[place(ofAttemptsAt: issue.number)].begin(session: issue.session)
  }

  /// Shows `change` the attempt that an event belongs to, begun if there is none.
  package mutating func update<Result>(_ issue: Reference, _ change: (inout Attempt) -> Result)
    -> Result
  {
    attempts[place(ofAttemptsAt: issue.number)].update(session: issue.session, change)
  }

  /// An event belongs to an attempt, and says nothing more of it.
  package mutating func work(on issue: Reference) { update(issue) { _ in } }

  /// Ends the attempt that a completion belongs to.
  package mutating func complete(_ issue: Reference) -> Ending {
    let ended = end(issue)
    let wasCompleted = issues[issue.number].isCompleted
    issues[issue.number].isCompleted = true
    return switch ended {
    case .again: .duplicate
    case .none: wasCompleted ? .duplicate : .ended(nil)
    case .ended(let attempt): .ended(attempt)
    }
  }

  private mutating func end(_ issue: Reference) -> EndedAttempt<Attempt> {
    let place = Int(issues[issue.number].place)
    guard place >= 0 else { return .none }
    let ended = attempts[place].end(session: issue.session)
    if attempts[place].isEmpty {
      issues[issue.number].place = -1
      vacant.append(Int32(place))
    }
    return ended
  }

  /// Where the open attempts at an issue are, or will be.
  private mutating func place(ofAttemptsAt number: Int) -> Int {
    let place = Int(issues[number].place)
    return place >= 0 ? place : takePlace(for: number)
  }

  private mutating func takePlace(for number: Int) -> Int {
    let place = vacant.popLast() ?? Int32(attempts.count)
    if Int(place) == attempts.count { attempts.append(OpenAttempts()) }
    issues[number].place = place
    return Int(place)
  }
}

/// What is told of it as a state: maps by ids, whatever the numbers.
extension IssueTable {
  /// The open attempts at each issue that has any.
  func open<Told: SessionAttempt>(_ tell: (Attempt) -> Told) -> [Label: OpenAttempts<Told>] {
    var open: [Label: OpenAttempts<Told>] = [:]
    for (number, issue) in issues.enumerated() where issue.place >= 0 {
      open[ids[number]] = attempts[Int(issue.place)].map(tell)
    }
    return open
  }

  /// All open attempts, in no order that says anything.
  package var openAttempts: some Sequence<Attempt> { attempts.lazy.flatMap { $0.all } }

  /// The issues that were completed at least once.
  var completed: DistinctLabels {
    var completed: [Label] = []
    for (number, issue) in issues.enumerated() where issue.isCompleted {
      completed.append(ids[number])
    }
    return DistinctLabels(completed)
  }

  init<Told: SessionAttempt>(
    open: [Label: OpenAttempts<Told>], completed: DistinctLabels, _ take: (Told) -> Attempt
  ) {
    for (id, told) in open where !told.isEmpty {
      attempts[takePlace(for: number(of: id))] = told.map(take)
    }
    for id in completed.labels { issues[number(of: id)].isCompleted = true }
  }

  /// Whether the same issues were completed as in another.
  func hasCompleted(the other: IssueTable) -> Bool {
    Set(completed.labels) == Set(other.completed.labels)
  }

  private mutating func number(of id: Label) -> Int {
    let number = ids.number(of: id)
    if number == issues.count { issues.append(Issue()) }
    return number
  }
}

extension IssueTable: Equatable {
  package static func == (left: IssueTable, right: IssueTable) -> Bool {
    left.open { $0 } == right.open { $0 } && left.hasCompleted(the: right)
  }
}

extension IssueTable: Codable where Attempt: Codable {
  private enum CodingKeys: CodingKey { case open, completed }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      open: try values.decode([Label: OpenAttempts<Attempt>].self, forKey: .open),
      completed: try values.decode(DistinctLabels.self, forKey: .completed)
    ) { $0 }
  }

  package func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(open { $0 }, forKey: .open)
    try values.encode(completed, forKey: .completed)
  }
}
