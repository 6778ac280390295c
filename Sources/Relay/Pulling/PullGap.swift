import Events
import Journal
import SystemCalls

/// That lines of an origin are missing: since when, and what was tried.
struct PullGap: Sendable {
  /// Where the first missing line begins.
  private(set) var offset: Int64
  /// By the clock that never goes back.
  let begun: Int64
  /// For people.
  let since: Timestamp
  /// When the origin is asked next.
  var asking: Int64
  var reason = "lines are missing that the engine did not bring"
  /// How often the stream was read anew because of it.
  var rereads = 0

  /// The engine gives again whatever it gave somebody who died: so long it is waited for.
  static let patience = Duration.seconds(8)
  /// Between two questions to an origin that does not answer.
  static let pause = Duration.seconds(5)
  /// After so long without an answer the stream is read anew: what is missing may be in it.
  static let rereading = Duration.seconds(30)

  init(at offset: Int64) {
    self.offset = offset
    begun = monotonicNow()
    since = .now()
    asking = deadline(after: Self.patience)
  }

  /// Whether the origin was asked, and did not answer.
  private(set) var isAsked = false
  /// When it is looked next whether somebody else has brought them.
  var looking: Int64 = 0

  /// Some have come, and others are still missing: what had its time to come has had it.
  mutating func move(to offset: Int64) {
    guard offset != self.offset else { return }
    self.offset = offset
    isAsked = false
  }

  /// The origin does not answer.
  mutating func postpone(_ reason: String) {
    self.reason = reason
    isAsked = true
    asking = deadline(after: Self.pause)
  }

  /// Whether the stream is to be read anew.
  var wantsRereading: Bool {
    rereads == 0 && monotonicNow() - begun > Self.rereading.nanoseconds
  }
}

extension OriginPull {
  /// What comes of looking after what is missing.
  enum GapStep {
    case nothing
    /// The stream is to be read anew from its beginning.
    case reread
  }

  /// So many answers of the origin are taken in one turn: others have their turn, too.
  private static let mostAnswers = 16

  /// Looks after lines that are missing: the engine may bring them, the origin has them.
  func mend(_ line: OriginLine) throws(RelayError) -> GapStep {
    guard doubt == nil, let end = missingUntil else {
      gap = nil
      return .nothing
    }
    if gap == nil { gap = PullGap(at: text.place.offset) }
    gap?.move(to: text.place.offset)
    guard let known = gap, monotonicNow() >= min(known.looking, known.asking) else {
      return .nothing
    }
    gap?.looking = deadline(after: Self.looking)
    // Whoever pulls beside this one may have brought them.
    try lookForOthers()
    guard missingUntil == end, text.place.offset == known.offset,
      monotonicNow() >= known.asking
    else { return .nothing }
    return try ask(line, to: end)
  }

  /// Between two looks at what others have brought.
  private static let looking = Duration.milliseconds(500)

  /// Stands where the log does, if somebody else went on.
  private func lookForOthers() throws(RelayError) {
    try flush()
    try book.look()
    if book.last(of: origin) != last { try standAnew() }
  }

  private func ask(_ line: OriginLine, to end: Int64) throws(RelayError) -> GapStep {
    let start = text.place.offset
    for _ in 0..<Self.mostAnswers where doubt == nil && text.place.offset < end {
      switch try line.lines(behind: text.place, to: end) {
      case .away:
        gap?.postpone("the origin has lines that are missing, and does not answer")
        try told(.missing, from: start, to: text.place.offset)
        return rereading()
      case .lines(let lines):
        for line in lines where doubt == nil && text.place.offset < end {
          guard try take(line) else {
            begin(PullDoubt(to: end))
            break
          }
        }
      case .unknown(let reason):
        // What was taken before does not end where a line of the origin does.
        if text.verified.offset < text.place.offset {
          begin(PullDoubt(to: end))
        } else {
          gap?.postpone("the origin cannot tell what is missing: \(reason)")
          return rereading()
        }
      case .gone(let to, let position, let reason):
        if gap?.rereads == 0 { return rereading(now: true) }
        try told(.missing, from: start, to: text.place.offset)
        try pass(to: to, position, reason)
        return .nothing
      }
    }
    try told(.missing, from: start, to: text.place.offset)
    return .nothing
  }

  private func rereading(now: Bool = false) -> GapStep {
    guard let known = gap, known.rereads == 0, now || known.wantsRereading else { return .nothing }
    gap?.rereads += 1
    if now { gap?.asking = deadline(after: PullGap.patience) }
    return .reread
  }

  /// Says that lines came from the origin itself.
  private func told(_ kind: GapNotice.Kind, from: Int64, to: Int64) throws(RelayError) {
    guard to > from else { return }
    try flush()
    gaps += 1
    try book.tell(
      GapNotice(kind: kind, from: from, to: to, isHealed: true)
        .event(of: origin, host: words.host))
  }

  /// Goes on behind what nobody has any more.
  private func pass(to offset: Int64, _ position: Position, _ reason: String) throws(RelayError) {
    try flush()
    let before = text.pulled
    let notice = GapNotice(
      kind: .gone, from: text.place.offset, to: offset, isHealed: false, reason: reason)
    var next = text
    next.pass(to: offset, position)
    let said = PulledText(
      from: before, to: next.pulled, verified: text.verified, lines: 0, host: words.host,
      store: words.store)
    var lines = PulledLines([], from: offset, said, time: .now())
    lines.said = notice.event(of: origin, host: words.host).line()
    guard try append(lines) else { return }
    text = next
    gaps += 1
    gap = nil
  }
}
