import Events
import Journal
import Lines
import Folding
import Views

/// Appends what is decided, and takes in what others decided.
struct DecisionWriter {
  let log: EventLog
  /// Whose events are decided on; nil where nobody had named the store.
  let storeID: String?
  /// Whether what is decided is appended.
  var isLive = false
  /// Where the decisions stand that were appended here.
  private(set) var written: [Position] = []
  /// What the log says about effects.
  var effects = EffectLedger()
  /// Every decision before this position is known.
  private var known = Position.start
  /// Those that were taken in ahead of their turn.
  private var ahead: Set<Position> = []

  init(_ log: EventLog, of storeID: String?) {
    self.log = log
    self.storeID = storeID
  }

  /// Takes in what the log says about decisions and effects.
  mutating func take(
    _ kind: ControlEventName, _ event: borrowing Event, _ evaluation: inout PolicyEvaluation
  ) throws {
    if ahead.remove(event.position) != nil { return }
    if kind == .effectStarted || kind == .effect { return effects.take(kind, event) }
    if ControlEventName.decided.contains(kind) { known = max(known, evaluation.through) }
    if case .answered = follow(kind, event, &evaluation) { try act(&evaluation) }
  }

  mutating func act(_ evaluation: inout PolicyEvaluation) throws {
    guard isLive else { return }
    while true {
      let decision = evaluation.decision
      let lines = decision.events(of: evaluation)
      if lines.isEmpty { return }
      do throws(AppendError) {
        let receipt = try log.append(
          lines, onlyIf: [.none(matching: Self.decisions, from: max(known, evaluation.through))],
          into: storeID)
        take(receipt, lines, &evaluation)
        return
      } catch {
        guard error.code == .matchFound, let position = error.position else { throw error }
        if try lookAhead(position, &evaluation) { return }
      }
    }
  }

  /// What was appended here stays so, whatever else is done anew.
  mutating func keep(written other: DecisionWriter) { written = other.written }

  private mutating func follow(
    _ kind: ControlEventName, _ event: borrowing Event, _ evaluation: inout PolicyEvaluation
  ) -> PolicyEvaluation.Following {
    let from = evaluation.mode.name
    let following = evaluation.follow(kind, event)
    // What was there before is history, and replay is silent.
    if case .entered = following, isLive,
      let due = PendingEffects(of: event, evaluation.plan, from: from, to: evaluation.mode.name)
    {
      effects.enter(due)
    }
    return following
  }

  private mutating func take(
    _ receipt: AppendCondition.Receipt, _ events: [NewEvent], _ evaluation: inout PolicyEvaluation
  ) {
    known = receipt.end
    var position = receipt.position
    for event in events {
      let line = event.line()
      ahead.insert(position)
      written.append(position)
      let batch = LineParser().parse(LineChunk(line, position: position))
      if batch.count > 0, let kind = ControlEventName(rawValue: event.name) {
        // What is written is taken in as any other loop will read it.
        _ = follow(kind, batch.event(at: 0), &evaluation)
      }
      position = position.advanced(by: line.count)
    }
  }

  /// Takes in what somebody decided behind what was read here.
  ///
  /// - Returns: whether it was a transition, which ends this instant.
  private mutating func lookAhead(
    _ position: Position, _ evaluation: inout PolicyEvaluation
  ) throws -> Bool {
    var stretch = evaluation.drained
    var hasEntered = false
    var source = Scan()
    try source.run(over: log.read(from: evaluation.through)) { event in
      if event.name == LogEventName.drained.rawValue { stretch.take(marker: event) }
      guard event.position >= position else { return true }
      known = event.position.advanced(by: event.line.count + 1)
      guard !stretch.covers(event.position), let name = event.name,
        let kind = ControlEventName(rawValue: name), kind != .effectStarted, kind != .effect
      else { return false }
      ahead.insert(event.position)
      if case .entered = follow(kind, event, &evaluation) { hasEntered = true }
      return false
    }
    return hasEntered
  }

  private static let decisions: Filter = {
    var filter = Filter()
    filter.names = ControlEventName.decided.map(\.rawValue)
    filter.isOwn = true
    return filter
  }()
}
