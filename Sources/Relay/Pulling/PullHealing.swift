import Events
import Journal
import SystemCalls

/// Holds what was pulled of an origin against the origin's own lines, and brings in those that are missing,
/// or that others stand for.
struct PullHealing {
  /// Where the origin's own text has come to.
  private(set) var place: RelayPlace
  private(set) var isChainKnown: Bool
  private var inventory: PulledInventory
  /// The lines that the log does not have.
  private(set) var runs = PullRuns()
  private(set) var notices: [GapNotice] = []
  private var open: (kind: GapNotice.Kind, from: Int64, lines: Int)?
  private let doubt: PullDoubt
  private let start: Int64
  /// Lines that others stand for.
  private var altered = 0
  /// Whether the origin's own lines are what it said of them.
  private(set) var isVerified = false

  init(_ doubt: PullDoubt, from verified: PulledPlace, _ inventory: PulledInventory) {
    self.doubt = doubt
    self.inventory = inventory
    start = verified.offset
    place = RelayPlace(verified)
    isChainKnown = verified.chain != nil
  }

  var isOver: Bool { place.offset >= doubt.end }

  /// Takes the next line of the origin's own.
  ///
  /// - Returns: false where it is not the next one.
  mutating func take(_ line: RelayLine) -> Bool {
    guard line.offset == place.offset, line.position >= place.position else { return false }
    let before = place
    place.pass(line.bytes.span, at: line.position)
    let isTaken = inventory.isTaken(line.offset)
    if inventory.take(line) {
      close(at: line.offset)
    } else {
      let kind = isTaken ? GapNotice.Kind.altered : .missing
      if isTaken { altered += 1 }
      if let known = open, known.kind != kind { close(at: line.offset) }
      if open == nil { open = (kind, line.offset, 0) }
      open?.lines += 1
      runs.add(line, before: before.pulled(isChainKnown: isChainKnown), after: place)
    }
    if let head = doubt.head, head.place.offset == place.offset { compare(head) }
    return true
  }

  private mutating func compare(_ head: RelayHead) {
    if isChainKnown { isVerified = head.place == place }
    if !isChainKnown || !isVerified {
      // What is missing of it is told; from here on it is known again what all were.
      place = head.place
      isChainKnown = true
      isVerified = true
    }
  }

  /// The origin does not have some lines any more.
  mutating func pass(to offset: Int64, _ position: Position, _ reason: String) {
    close(at: place.offset)
    notices.append(
      GapNotice(kind: .gone, from: place.offset, to: offset, isHealed: false, reason: reason))
    place.offset = max(place.offset, offset)
    place.position = max(place.position, position)
    isChainKnown = false
    if let head = doubt.head, head.place.offset == place.offset { compare(head) }
  }

  private mutating func close(at offset: Int64) {
    guard let known = open else { return }
    notices.append(
      GapNotice(
        kind: known.kind, from: known.from, to: offset, isHealed: true, lines: known.lines))
    open = nil
  }

  /// All was looked at.
  mutating func end() {
    close(at: place.offset)
    let extra = inventory.count - altered
    guard extra > 0 else { return }
    notices.append(
      GapNotice(kind: .extra, from: start, to: place.offset, isHealed: false, lines: extra))
  }

  /// Takes the lines that are to be written.
  mutating func takeRuns() -> [PullRuns.Run] {
    defer { runs.removeAll() }
    return runs.all
  }
}

extension OriginPull {
  /// Asks the origin for all that is in doubt, and puts right what can be put right.
  ///
  /// - Returns: whether nothing is in doubt any more.
  func resolve(_ line: OriginLine) throws(RelayError) -> Bool {
    guard let known = doubt else { return true }
    guard monotonicNow() >= known.asking else { return false }
    try flush()
    try book.look()
    if book.last(of: origin) != last { try standAnew() }
    let start = text.verified
    let inventory = try PulledInventory(of: origin, from: start.offset, in: book.log)
    var healing = PullHealing(known, from: start, inventory)
    while !healing.isOver {
      switch try line.lines(behind: healing.place, to: known.end) {
      case .away: return postpone("lines came that the origin did not push; it does not answer")
      case .unknown(let reason):
        return postpone("lines came that the origin did not push; it says: \(reason)")
      case .gone(let to, let position, let reason): healing.pass(to: to, position, reason)
      case .lines(let lines):
        for line in lines where !healing.isOver {
          guard healing.take(line) else {
            return postpone("the origin's answers do not fit together")
          }
        }
      }
      if healing.runs.bytes > Self.healingLimit, try !heal(&healing) { return false }
    }
    healing.end()
    guard try heal(&healing) else { return false }
    return try settle(healing)
  }

  /// Bytes of lines that are kept until they are written.
  private static let healingLimit = 4 << 20

  private func postpone(_ reason: String) -> Bool {
    doubt?.reason = reason
    doubt?.asking = deadline(after: PullGap.pause)
    return false
  }

  /// Writes the lines that the log does not have; false where somebody else writes, too.
  private func heal(_ healing: inout PullHealing) throws(RelayError) -> Bool {
    for run in healing.takeRuns() {
      let said = PulledText(
        from: text.pulled, to: text.pulled, verified: text.verified, lines: run.lines,
        isHealing: true, host: words.host, store: words.store)
      let lines = PulledLines(run.bytes, from: run.offset, said, time: run.time ?? .now())
      if try !append(lines) { return false }
      self.lines += Int64(run.lines)
    }
    return true
  }

  /// Says what was found, and goes on from where the origin's own text has come to.
  private func settle(_ healing: PullHealing) throws(RelayError) -> Bool {
    let after = healing.place.pulled(isChainKnown: healing.isChainKnown)
    let verified = healing.isVerified ? after : text.verified
    var notices = healing.notices
    if notices.isEmpty {
      // What the engine brought was another line; it is not in the log.
      notices = [
        GapNotice(kind: .extra, from: text.verified.offset, to: after.offset, isHealed: true)
      ]
    }
    let said = PulledText(
      from: text.pulled, to: after, verified: verified, lines: 0, host: words.host,
      store: words.store)
    var lines = PulledLines([], from: after.offset, said, time: .now())
    lines.said = notices.flatMap { $0.event(of: origin, host: words.host).line() }
    guard try append(lines) else { return false }
    text.stand(at: healing.place, isChainKnown: healing.isChainKnown, verified: verified)
    gaps += notices.count
    doubt = nil
    gap = nil
    return true
  }
}
