import Archives
import Sealing
import SystemCalls

/// Blanks lines of a store, from wherever somebody left that.
///
/// In this order, each step durable before the next: segments that take appends are closed and all are
/// sealed as they are; `log/REDACTING` says which lines go; the store's own sources, `damaged/`, the
/// segments of the log and of the archive lose them; the log is of a new edition, so that what was
/// folded or indexed is made anew, and `views/` and `board` go; `tlm.redacted` goes into the log, and
/// `log/REDACTING` last. Who dies before `log/REDACTING` has blanked nothing; after it the next redaction
/// goes on where the last one stopped.
struct Redaction: ~Copyable {
  private let store: Store
  private let work: LogRedaction
  private let timeout: Duration
  private let now: Timestamp
  private let blanker = LineBlanker()

  init(_ store: Store, timeout: Duration, at now: Timestamp) throws {
    self.store = store
    self.timeout = timeout
    self.now = now
    work = try LogRedaction(store.log)
  }

  private var log: EventLog { store.log }

  /// Decides that lines go.
  ///
  /// - Returns: what is to be done; and why the log could not be sealed before, where that is so.
  func begin(
    _ choice: borrowing RedactChoice
  ) throws -> (intent: RedactIntent, warning: String?) {
    let lines = choice.lines
    let bases = try log.segments(of: lines).compactMap(\.base)
    if let last = bases.last, try !log.isSealed(last) { try log.rotate() }
    for base in bases where try !log.isSealed(base) {
      throw RedactError(
        .refused,
        "the segment at \(base) cannot be closed here, as this disk knows no second names of files: "
          + "copy the store to another disk (tlm backup, tlm restore) and redact it there")
    }
    let blanker = blanker
    let intent = RedactIntent(
      id: RedactIntent.freshID(), reason: choice.request.reason, edition: log.edition + 1,
      lines: lines, tails: try log.tails(blanking: lines) { blanker.blank($0) },
      scraps: choice.scraps)
    let warning = seal()
    try work.begin(intent)
    return (intent, warning)
  }

  /// What the log was is known from then on; a log that is damaged is redacted all the same.
  private func seal() -> String? {
    do throws(SealError) {
      _ = try LogSealer(log).takeHead()
      return nil
    } catch { return "the log could not be sealed before: \(error)" }
  }

  /// From the decision to the end.
  ///
  /// - Parameter judge: says which lines of sources go; nil where nobody knows any more but by the log.
  /// - Returns: how many lines of each source were blanked, and where the event stands.
  func complete(
    _ intent: RedactIntent, _ judge: LineJudge?
  ) throws -> (sources: [String: Int], told: Position) {
    let sources = try blankSources(intent, judge)
    try work.blank(intent.scraps)
    try blankSegments(intent)
    try work.publish(intent)
    // Pages that were freed keep their bytes: the whole file goes.
    try store.session.dropViewsIfThere(timeout: timeout)
    try work.dropBoard()
    let told = try tell(intent)
    if let cut = try prunedCut(of: intent) { try log.setRebasing(cut) }
    try work.finish()
    return (sources, told)
  }

  /// They come first: as long as the log has the lines, it is known which those are.
  private func blankSources(_ intent: RedactIntent, _ judge: LineJudge?) throws -> [String: Int] {
    let judge = judge ?? LineJudge(Store.RedactRequest(reason: intent.reason))
    for line in intent.lines {
      guard let (start, bytes) = try log.wholeLine(at: line.start), start == line.start else {
        continue
      }
      if judge.blank(bytes) != bytes { judge.add(bytes) }
    }
    return try log.blankSources(timeout: timeout) { judge.blankIfChosen($0) }
  }

  private func blankSegments(_ intent: RedactIntent) throws {
    let blanker = blanker
    for (base, lines) in try log.segments(of: intent.lines) {
      guard let base else { continue }
      try work.blank(lines, in: base, intent, by: { blanker.blank($0) }) {
        (old, new, lines) throws(SystemError) in
        try RedactionProof(old, new, lines, base).bytes
      }
    }
    let archive = store.archive
    for segment in try archive.segments() {
      let lines = intent.lines.filter { line in
        line.start >= segment.base && segment.end.map { line.start < $0 } ?? true
      }
      if lines.isEmpty { continue }
      try archive.blank(lines, in: segment.base, intent, by: { blanker.blank($0) }) { old, new in
        RedactionProof(old, new, lines, segment.base).bytes
      }
    }
  }

  /// The cut of the base that has something of the lines; nil where none has.
  private func prunedCut(of intent: RedactIntent) throws -> Position? {
    guard let cut = try log.base()?.cut else { return nil }
    return intent.lines.contains { $0.start < cut } ? cut : nil
  }

  /// So many positions are told; `log/*.redacted` has all of them.
  private static let mostPositions = 10_000

  /// Whoever died after it finds it under its key.
  private func tell(_ intent: RedactIntent) throws -> Position {
    let positions = intent.lines.prefix(Self.mostPositions).map {
      Value.integer($0.start.rawValue)
    }
    let event = NewEvent(
      LogEventName.redacted.rawValue, at: now,
      fields: [
        Member("reason", .string(intent.reason)),
        Member("events", .integer(Int64(intent.lines.count))),
        Member("positions", .array(positions)), Member("edition", .integer(Int64(intent.edition))),
        Member("proofs", .array(try proofs(of: intent))),
      ])
    let receipt = try store.session.append(
      lines: event.line(), onlyIf: [], key: intent.id, durability: .synced, timeout: timeout)
    return receipt.position
  }

  /// By which `tlm verify-log` knows what was blanked from what was tampered with.
  private func proofs(of intent: RedactIntent) throws -> [Value] {
    var known: [(base: Position, segment: RedactedSegment?)] = []
    for base in try log.segments(of: intent.lines).compactMap(\.base) {
      known.append((base, try RedactedSegment(log.layout, base)))
    }
    for base in try store.archive.segments().map(\.base) {
      known.append((base, try store.archive.redacted(base)))
    }
    var told: Set<String> = []
    return known.compactMap { base, segment in
      guard let record = segment?.records.first(where: { $0.id == intent.id }) else { return nil }
      let text = "\(base):\(RedactionProof.digest(record.proof))"
      return told.insert(text).inserted ? .string(text) : nil
    }
  }
}
