import Events

/// Puts spans together of events that belong to each other: pure, the same for the same events.
///
/// First whatever says itself where it begins and ends; then issues with their attempts and phases;
/// then each is put into what is around it, by the ids it names, else by the keys and times it shares.
struct SpanAssembly {
  /// In the order of `EventOrder`.
  let events: [TracedEvent]
  let roles: [EventRole]
  var drafts: [SpanDraft] = []
  /// The draft that each event tells of or is a point of.
  var homes: [Int?]
  /// Whether each event tells of the draft that is its home, and is not a moment of it.
  var isTold: [Bool]
  /// The place of each event, by where it stands.
  let placeOf: [Position: Int]
  /// What nothing is around, by trace and time; known once drafts are placed.
  var rootsOfTrace: [Label: [Int]] = [:]
  /// The attempt that each event about an issue belongs to.
  var attemptOf: [Int: Int] = [:]
  /// The draft of each span that says its ids.
  var bySpan: [SpanName: Int] = [:]
  var runs: [Label: Int] = [:]
  var calls: [Label: Int] = [:]
  /// Events by their own ids, for what was caused by them.
  var byEventID: [Label: Int] = [:]
  var groups: [GroupName: Int] = [:]
  /// The session, everything of which is to be in one span.
  let session: Label?

  /// A span by the ids that it says.
  struct SpanName: Hashable {
    let trace: Label
    let span: Label
  }

  /// What holds together what has nothing else around it.
  struct GroupName: Hashable {
    let level: SpanLevel
    let id: Label
  }

  init(of events: [TracedEvent], session: String? = nil) {
    let ordered = EventOrder.sorted(events)
    self.events = ordered
    roles = ordered.map { EventRole($0) }
    homes = Array(repeating: nil, count: ordered.count)
    isTold = Array(repeating: false, count: ordered.count)
    placeOf = Dictionary(
      ordered.enumerated().map { ($0.element.position, $0.offset) }, uniquingKeysWith: min)
    self.session = Label(session)
    for (place, event) in ordered.enumerated() {
      if let id = Label(event.eventID), byEventID[id] == nil { byEventID[id] = place }
    }
  }

  /// All of it, in order.
  mutating func run() {
    takeSpans()
    takeRuns()
    takeCommands()
    takeLoops()
    takeRequests()
    takeWork()
    takeIssues()
    placeWaves()
    placeDrafts()
    placePoints()
    placeRoots()
  }

  /// A new draft, which the event at a place tells.
  mutating func add(_ draft: SpanDraft, toldBy place: Int) -> Int {
    drafts.append(draft)
    tell(drafts.count - 1, place)
    return drafts.count - 1
  }

  /// The event at a place tells of a draft.
  mutating func tell(_ draft: Int, _ place: Int) {
    drafts[draft].tell(events[place])
    homes[place] = draft
    isTold[place] = true
  }

  /// What no other span of a level has: where its first event stands.
  func key(_ place: Int, _ more: String = "") -> String {
    "\(events[place].position.rawValue)" + (more.isEmpty ? "" : "\0" + more)
  }

  /// The span ids that an event names; nil where it does not name both.
  func spanName(_ event: TracedEvent) -> SpanName? {
    guard let trace = event.keys.trace, let span = Label(event.spanID) else { return nil }
    return SpanName(trace: trace, span: span)
  }
}

extension SpanTree {
  /// The tree of some events.
  ///
  /// - Parameters:
  ///   - events: in any order, each once.
  ///   - store: the store's id, of which ids are made; for events of files any text.
  ///   - session: a session, everything of which is to be within one span.
  package init(of events: [TracedEvent], in store: String, session: String? = nil) {
    var assembly = SpanAssembly(of: events, session: session)
    assembly.run()
    self = SpanFinish.tree(of: assembly, SpanIdentity(store: store))
  }
}
