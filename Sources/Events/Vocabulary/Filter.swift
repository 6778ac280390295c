/// Which events somebody wants: every condition that is given must hold.
///
/// Where a condition has several values, any of them will do. Texts are equal by their bytes.
///
/// ```swift
/// var filter = Filter()
/// filter.names = ["issue_*"]
/// filter.outcomes = [.failure, .timeout]
/// filter.fields = [FieldCondition("duration_s", .greater, 60)]
/// ```
public struct Filter: Sendable, Equatable {
  /// Names; `*` stands for any run of characters. Empty: every event.
  public var names: [String] = []
  /// Names that are left out, unless `names` asks for them; `*` as above.
  public var hiddenNames: [String] = []
  /// What is asked of keys that tie events together, in the order of the keys' numbers.
  var keyed: [KeyCondition] = []
  /// How it ended, in one vocabulary for all producers.
  public var outcomes: [Outcome] = []
  /// Levels of log lines, as they are spelled.
  public var levels: [String] = []
  /// Language models.
  public var models: [String] = []
  /// What must hold of other fields; all of them, unlike the values above.
  public var fields: [FieldCondition] = []
  /// Events at or after this instant.
  public var since: Timestamp?
  /// Events before this instant.
  public var until: Timestamp?
  /// Whether events are left out that came through a source. The log alone knows which they are, so
  /// that `matches` does not tell.
  package var isOwn = false
  /// Stores that events are of, where a relay pulled them: by their ids, the beginnings of those, or
  /// their machines. The log alone knows; a filter that is bound to one has it in `test`, too.
  package var origins: [String] = []
  /// What must hold besides; nil: nothing.
  package var test: EventTest?

  /// A filter that every event passes.
  public init() {}

  /// Whether every event passes.
  public var isEmpty: Bool { self == Filter() }

  /// The same, whatever the time.
  package var timeless: Filter {
    var filter = self
    (filter.since, filter.until) = (nil, nil)
    return filter
  }

  /// The same, of events of which something more holds.
  package func adding(_ more: EventTest) -> Filter {
    var filter = self
    guard let test else {
      filter.test = more
      return filter
    }
    filter.test = EventTest("\(test.text) and \(more.text)") { event in
      more.holds(event) && test.holds(event)
    }
    return filter
  }

  /// Whether the time of an event decides anything.
  public var concernsTime: Bool { since != nil || until != nil }

  /// Whether an event is asked for its time: where nobody does, it need not be read.
  package var asksForTime: Bool { concernsTime || test?.asksForTime ?? false }

  /// Whether the event meets every condition. An event without a time meets no condition on time.
  public func matches(_ event: borrowing Event) -> Bool {
    guard matchesName(of: event), matchesTime(event.knownTime) else { return false }
    for condition in keyed where !Self.contains(condition.values, event.text(condition.key)) {
      return false
    }
    guard levels.isEmpty || Self.contains(levels, event.level),
      models.isEmpty || Self.contains(models, event.model)
    else { return false }
    if !outcomes.isEmpty {
      guard let outcome = event.outcome, outcomes.contains(outcome) else { return false }
    }
    for condition in fields where !condition.holds(for: event) { return false }
    return test?.holds(event) ?? true
  }

  /// Whether a time is within `since` and `until`.
  public func matchesTime(_ time: Timestamp?) -> Bool {
    guard concernsTime else { return true }
    guard let time else { return false }
    if let since, time < since { return false }
    if let until, time >= until { return false }
    return true
  }

  private static func contains(_ wanted: [String], _ found: String?) -> Bool {
    guard let found = Label(found) else { return false }
    return wanted.contains { Label($0) == found }
  }
}

/// What must hold of an event, whoever tells how.
package struct EventTest: Sendable, Equatable {
  /// As people typed it: two of the same text are the same.
  package let text: String
  /// Whether it may ask an event for its time.
  package let asksForTime: Bool
  /// Whether it holds.
  package let holds: @Sendable (borrowing Event) -> Bool
  /// The same where it is known whose events are; nil where that is not asked.
  package let knowing: (@Sendable (EventOrigins) -> EventTest)?

  package init(
    _ text: String, asksForTime: Bool = true,
    holds: @escaping @Sendable (borrowing Event) -> Bool,
    knowing: (@Sendable (EventOrigins) -> EventTest)? = nil
  ) {
    self.text = text
    self.asksForTime = asksForTime
    self.holds = holds
    self.knowing = knowing
  }

  package static func == (left: EventTest, right: EventTest) -> Bool {
    Label(left.text) == Label(right.text)
  }
}
