import Events
import Journal
import SystemCalls

/// One origin, pulled into a hub's log: its lines from the engine, each once and in their order; what the
/// engine lost, from the origin itself.
///
/// A turn takes what has come, appends what is next, and hands over what may be acknowledged once the log
/// is on the disk.
final class OriginPull {
  let origin: String
  let book: PullBook
  var text: OriginText
  /// The last run that `text` is behind of.
  var last: PulledRun?
  /// Taken, and not in the log yet.
  var runs = PullRuns()
  private var taken: [Arrival] = []
  private var ahead = LinesAhead()
  private var parts = PartsArriving()
  /// To be acknowledged once the log is on the disk.
  private(set) var done: [EngineDelivery] = []
  /// To be given again.
  private(set) var refused: [EngineDelivery] = []
  var words: OriginWords
  /// The furthest that the origin said it has pushed.
  private(set) var head: RelayHead?
  /// Why lines that came are doubted, and not looked at until the origin was asked.
  var doubt: PullDoubt?
  var gap: PullGap?
  /// What was told so far, by this process.
  var gaps = 0
  /// Lines that this process put into the log, those too that the origin gave itself.
  var lines: Int64 = 0

  /// A line, and the messages that brought it.
  struct Arrival {
    let line: RelayLine
    var deliveries: [EngineDelivery]
  }

  init(_ origin: String, _ words: OriginWords, _ book: PullBook) throws(RelayError) {
    self.origin = origin
    self.words = words
    self.book = book
    last = book.last(of: origin)
    text = try book.text(of: origin)
  }

  /// Whether something keeps its lines from the log.
  var isWaiting: Bool { doubt != nil || gap?.isAsked == true }

  /// Whether it takes more from the engine now.
  var hasRoom: Bool { doubt == nil }

  /// Takes a message in.
  func take(_ delivery: EngineDelivery, isHead: Bool) throws(RelayError) {
    if doubt != nil {
      refused.append(delivery)
    } else if isHead {
      if let head = RelayHead(delivery.message.payload), head.origin == origin { try take(head) }
      done.append(delivery)
    } else if let message = EventMessage(delivery.message) {
      if message.words != words { words = message.words }
      let (arrival, known) = parts.add(message, delivery, before: text.place.offset)
      done += known
      if let arrival { try take(arrival) }
    } else {
      // Nothing that a relay sends; if it stands for a line, that one is missing.
      done.append(delivery)
    }
  }

  private func take(_ arrival: Arrival) throws(RelayError) {
    // Whoever wrote a line's end into a line would write two.
    guard !arrival.line.bytes.contains(UInt8(ascii: "\n")) else {
      done += arrival.deliveries
      return
    }
    let before = text.place
    switch text.take(arrival.line) {
    case .known: done += arrival.deliveries
    case .ahead: refused += ahead.add(arrival)
    case .doubtful:
      refused += arrival.deliveries
      begin(PullDoubt(to: text.place.offset))
    case .next(let isThere):
      taken.append(arrival)
      if !isThere { add(arrival.line, before) }
      try compare()
    }
  }

  private func add(_ line: RelayLine, _ before: RelayPlace) {
    let isChainKnown = text.isChainKnown
    runs.add(line, before: before.pulled(isChainKnown: isChainKnown), after: text.place)
  }

  private func take(_ head: RelayHead) throws(RelayError) {
    hear(head)
    text.note(head)
    try compare()
  }

  /// What the origin says of itself; lines before it may still be on their way.
  func hear(_ head: RelayHead) {
    guard head.place.offset >= self.head?.place.offset ?? 0 else { return }
    words = head.words
    self.head = head
  }

  /// Whether nothing is known to be missing, or to be other than it was pushed.
  var isWhole: Bool { doubt == nil && missingUntil == nil }

  /// Whether the origin said more of what it pushed than what was taken has come to.
  var isShortOfHead: Bool {
    guard isWhole, let head else { return false }
    return head.place.offset >= text.place.offset && head.place.offset > text.verified.offset
  }

  /// The engine has nothing left to bring: what is missing before the last head is lost there.
  func expectHead() throws(RelayError) {
    if let head { try take(head) }
  }

  /// Holds what was taken against what the origin said of it.
  func compare() throws(RelayError) {
    guard doubt == nil, case .differs(let head) = text.compare() else { return }
    begin(PullDoubt(to: head.place.offset, head: head))
  }

  /// From here on nothing is taken until the origin was asked.
  func begin(_ doubt: PullDoubt) {
    self.doubt = doubt
    refused += ahead.removeAll()
  }

  /// Takes lines that came before their turn, as far as it is theirs now.
  func takeAhead() throws(RelayError) {
    while doubt == nil, let arrival = ahead.next(upTo: text.place.offset) { try take(arrival) }
  }

  /// A line of the origin's own, which the engine did not bring.
  ///
  /// - Returns: false where it does not fit behind what was taken.
  func take(_ line: RelayLine) throws(RelayError) -> Bool {
    let before = text.place
    guard case .next(let isThere) = text.take(line) else { return false }
    taken.append(Arrival(line: line, deliveries: []))
    if !isThere { add(line, before) }
    try compare()
    return true
  }

  /// Where lines stand that have come, behind some that have not; nil: none are missing.
  var missingUntil: Int64? {
    let heads = text.heads.first.map(\.place.offset)
    let next = [ahead.first, heads].compactMap { $0 }.min()
    return next.flatMap { $0 > text.place.offset ? $0 : nil }
  }

  /// Puts into the log what was taken.
  func flush() throws(RelayError) {
    while let run = runs.all.first {
      let said = PulledText(
        from: run.before, to: run.after.pulled(isChainKnown: run.before.chain != nil),
        verified: text.verified, lines: run.lines, host: words.host, store: words.store)
      let lines = PulledLines(run.bytes, from: run.offset, said, time: run.time ?? .now())
      guard let written = try book.append(lines, of: origin, behind: last) else {
        return try standAnew()
      }
      last = written
      self.lines += Int64(run.lines)
      runs.removeFirst()
    }
    done += taken.flatMap(\.deliveries)
    taken.removeAll()
  }

  /// Moves on in the log over what nobody has any more.
  func append(_ lines: PulledLines) throws(RelayError) -> Bool {
    guard let written = try book.append(lines, of: origin, behind: last) else {
      try standAnew()
      return false
    }
    last = written
    return true
  }

  /// Somebody else has pulled from this origin: what was taken is looked at again.
  func standAnew() throws(RelayError) {
    let arrivals = taken
    taken.removeAll()
    runs.removeAll()
    let heads = text.heads
    last = book.last(of: origin)
    text = try book.text(of: origin)
    for head in heads { text.note(head) }
    for arrival in arrivals { try take(arrival) }
    if !runs.isEmpty { try flush() }
  }

  /// What may be acknowledged, and what is to be given again; the log is on the disk.
  func release() -> (done: [EngineDelivery], refused: [EngineDelivery]) {
    defer { (done, refused) = ([], []) }
    return (done, refused)
  }

  /// The engine gives again whatever was not acknowledged.
  func forgetDeliveries() {
    _ = ahead.removeAll()
    parts = PartsArriving()
    (done, refused) = ([], [])
    for index in taken.indices { taken[index].deliveries = [] }
  }
}
