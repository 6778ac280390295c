import Journal
import SystemCalls

/// How much of a content is in the log already: it is read once, and its digest compared with the places
/// that are known, wherever those bytes came from.
///
/// Whoever imported lines from a place on had all before it in the log. So a run whose marker or whose
/// bytes were damaged later is known by those behind it.
struct Recognition {
  /// The furthest place that it has in common with what was imported, and the digest up to there.
  private(set) var hash: ContentHash
  private(set) var place: ContentPlace
  /// Whether the content ends there.
  private(set) var isWhole = false
  /// Runs of this content of which not all is in the log, as their writer died or they were damaged.
  private(set) var damaged: [ImportedRun] = []
  private var steps: [ContentPlace: Step] = [:]

  /// How a place was reached.
  private struct Step {
    /// The run that leads there; nil for the place to begin with, and behind what cannot be read any more.
    var run: ImportedRun?
    var from: ContentPlace
    /// Lines up to there, as they were counted when they came.
    var lines = 0
    /// Whether one of the runs up to there came from this file.
    var isOwn = false
  }

  /// What is looked for.
  struct Question {
    let first: UInt64
    let ledger: ImportLedger
    let log: EventLog
    /// Whether a run came from the file itself, and whether only those count.
    let isOwn: (ImportedRun) -> Bool
    var wantsOwn = false

    fileprivate func runs(from place: ContentPlace) -> [ImportedRun] {
      let runs = ledger.runs(from: place, first: first)
      return wantsOwn ? runs.filter(isOwn) : runs
    }
  }

  /// - Parameters:
  ///   - bytes: the content from `place` on.
  ///   - hash: of what is before it.
  ///   - place: where to begin: up to there it is known.
  init(
    _ bytes: any UnpackedBytes, from hash: ContentHash = ContentHash(),
    at place: ContentPlace = .start, _ question: Question
  ) throws(ImportError) {
    self.hash = hash
    self.place = place
    steps[place] = Step(run: nil, from: place)
    guard question.ledger.isKnown(first: question.first) else { return }
    var search = Search(question, bytes, from: hash)
    search.begin(at: place)
    while let length = search.nextLength {
      guard try search.read(to: length) else { break }
      try look(&search)
    }
    guard place.part == 0, place.length == search.reader.length else { return }
    isWhole = try search.isAtEnd()
  }

  /// Lines up to the place, but for those before the one that it began at.
  var lines: Int { steps[place]?.lines ?? 0 }

  /// Whether any of the runs that lead to the place came from the file itself.
  var isOwn: Bool { steps[place]?.isOwn ?? false }

  /// The last run before the place; nil where there is none.
  var lastRun: ImportedRun? { steps[place]?.run }

  /// The last run of each source on the way to the place, the furthest first.
  var lastRuns: [ImportedRun] {
    var runs: [ImportedRun] = []
    var sources: Set<String> = []
    var place = place
    while let step = steps[place], step.from != place {
      if let run = step.run, sources.insert(run.source).inserted { runs.append(run) }
      place = step.from
    }
    return runs
  }
}

extension Recognition {
  /// Looks which runs end and begin where the reader stands.
  private mutating func look(_ search: inout Search) throws(ImportError) {
    let here = search.reader.place
    while let run = search.pending.last, run.content.end.length == here.length {
      search.pending.removeLast()
      var reached = here
      reached.part = run.content.end.part
      guard reached == run.content.end else { continue }
      guard try isInLog(run, search.question) else {
        damaged.append(run)
        continue
      }
      let before = steps[run.content.start]
      let step = Step(
        run: run, from: run.content.start,
        lines: (before?.lines ?? 0) + run.content.events + run.content.quarantined,
        isOwn: before?.isOwn ?? false || search.question.isOwn(run))
      reach(reached, step, &search)
    }
    guard steps[here] == nil, !search.question.runs(from: here).isEmpty else { return }
    let before = steps[place]
    reach(
      here,
      Step(
        run: nil, from: place, lines: (before?.lines ?? 0) + search.newlines,
        isOwn: before?.isOwn ?? false), &search)
  }

  private mutating func reach(_ reached: ContentPlace, _ step: Step, _ search: inout Search) {
    if let known = steps[reached] {
      // Several ways may lead to one place: that of the file itself counts.
      if step.isOwn && !known.isOwn { steps[reached] = step }
      return
    }
    steps[reached] = step
    if reached.isBehind(place) { (hash, place) = (search.reader, reached) }
    search.begin(at: reached)
  }

  /// Whether all of a run is in the log, as far as it can be told: where others begin at its end, it was.
  private func isInLog(_ run: ImportedRun, _ question: Question) throws(ImportError) -> Bool {
    if !question.runs(from: run.content.end).isEmpty { return true }
    return try logged { () throws(JournalError) in try question.log.holdsAll(of: run) }
  }
}

/// A content on the way through the places that are known of others.
private struct Search {
  let question: Recognition.Question
  private let bytes: any UnpackedBytes
  private(set) var reader: ContentHash
  /// Runs that begin as the content does, by their ends, the nearest last.
  var pending: [ImportedRun] = []
  private var waiting: [UInt8] = []
  private var index = 0
  /// How many lines ended since the last place that was reached.
  private(set) var newlines = 0

  init(_ question: Recognition.Question, _ bytes: any UnpackedBytes, from hash: ContentHash) {
    self.question = question
    self.bytes = bytes
    reader = hash
  }

  /// Where the next run ends or begins; nil where there is none.
  var nextLength: Int64? {
    let start = question.ledger.nextStart(after: reader.length, first: question.first)
    guard let end = pending.last?.content.end.length else { return start }
    return min(start ?? end, end)
  }

  /// Follows the runs that begin at a place.
  mutating func begin(at place: ContentPlace) {
    newlines = 0
    // A run that leads nowhere would be met for ever.
    let runs = question.runs(from: place).filter { $0.content.end.isBehind(place) }
    guard !runs.isEmpty else { return }
    pending += runs
    pending.sort { $0.content.end.isBehind($1.content.end) }
  }

  /// - Returns: false where the content ends before.
  mutating func read(to length: Int64) throws(ImportError) -> Bool {
    while reader.length < length {
      if try isAtEnd() { return false }
      let (part, start) = (waiting, index)
      let end = Int(min(length - reader.length + Int64(start), Int64(part.count)))
      reader.add(part.span.extracting(start..<end))
      newlines += Newlines.count(in: part.span.extracting(start..<end))
      index = end
    }
    return true
  }

  mutating func isAtEnd() throws(ImportError) -> Bool {
    if index == waiting.count { (waiting, index) = (try bytes.next(1 << 20), 0) }
    return waiting.isEmpty
  }
}

extension ContentPlace {
  func isBehind(_ other: ContentPlace) -> Bool {
    (length, part) > (other.length, other.part)
  }
}
