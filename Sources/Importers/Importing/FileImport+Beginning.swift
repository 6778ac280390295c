import Events
import Journal
import Lines
import Telemetry

/// Where it begins.
extension FileImport {
  mutating func begin(from resume: Resume?) throws(ImportError) {
    (partial, passed, behind) = ([], Batch(), nil)
    let written = report.new + report.damaged + report.skipped
    if resume == nil && written == 0 { (report.bytes, report.redaction) = (0, RedactionReport()) }
    let known = try recognized(from: resume)
    let next = book.ledger.runs(from: known.place, first: file.first)
    let own = try own(among: next)
    let isForeign = resume == nil && !isOther && own.isEmpty && !known.isOwn
    // Of a file that another one has all of, so far, it is not asked whose lines they are.
    isBorrowed = isForeign && known.place != .start
    isTentative = isForeign && !known.isWhole && !isCopy
    if isTentative { isTentative = try goesItsOwnWay(known, next) }
    try compare(with: isTentative ? next : own, known.damaged)
    (hash, place, part) = (known.hash, known.place, known.place.part)
    report.known = max(0, (resume?.known ?? 0) + known.lines - written)
    if written == 0, let run = known.lastRun, !run.isFrom(file.name) { report.source = run.source }
  }

  /// How far the log has it; of a file that proved to be another one, only what came from itself counts.
  private func recognized(from resume: Resume?) throws(ImportError) -> Recognition {
    let question = Recognition.Question(
      first: file.first, ledger: book.ledger, log: log, isOwn: isOwn, wantsOwn: isOther)
    guard let resume else { return try Recognition(file.bytes(from: 0), question) }
    return try Recognition(
      file.bytes(from: resume.place.length), from: resume.hash, at: resume.place, question)
  }

  /// Whether a file that begins as others do, and of which they have not all, may be another one: not if
  /// it took their place, and not if it is a copy of what one of them has by now.
  private mutating func goesItsOwnWay(
    _ known: Recognition, _ next: [ImportedRun]
  ) throws(ImportError) -> Bool {
    let runs = known.lastRuns
    if runs.isEmpty { return !next.isEmpty }
    if runs.contains(where: { file.isSuccessor(of: $0) }) {
      isBorrowed = false
      return false
    }
    isCopy = runs.contains { file.isBeginning(ofSourceOf: $0, from: known.place) }
    return !isCopy
  }

  private mutating func compare(
    with runs: [ImportedRun], _ damaged: [ImportedRun]
  ) throws(ImportError) {
    for run in runs {
      let (bytes, redacted) = try logged { () throws(JournalError) in
        (try log.bytes(of: run), try log.redactedLines(of: run))
      }
      partial.append(PartialRun(bytes, isKnown: damaged.contains(run), redacted: redacted))
    }
  }

  /// Whether a run came from this very file.
  func isOwn(_ run: ImportedRun) -> Bool {
    run.content.inode == file.identity.inode || run.isFrom(file.name)
  }

  /// Those that are this file's; of one that has another name now, only what is in the log in part.
  private func own(among runs: [ImportedRun]) throws(ImportError) -> [ImportedRun] {
    var own: [ImportedRun] = []
    for run in runs where isOwn(run) || file.seemsSuccessor(of: run) {
      let isWhole = try logged { () throws(JournalError) in try log.holdsAll(of: run) }
      if run.isFrom(file.name) || !isWhole { own.append(run) }
    }
    return own
  }

  func dialect() throws(ImportError) -> any Dialect {
    if let chosen = options.dialect { return chosen.init(path: file.path) }
    if !book.ledger.isKnown(first: file.first), !file.beginsWithinObject,
      LineParser().hasNoEvent(file.beginning)
    {
      let message = UnreadableInput(file.beginning, of: [file.path]).message
      throw ImportError(
        .foreign, "\(message) (--format jsonl takes its lines as they are, and quarantines them)")
    }
    return DialectCatalog.dialect(of: file.path, beginning: file.beginning).init(path: file.path)
  }

  /// The last time before the place where it goes on, else that of the file.
  func lastTime() throws(ImportError) -> Timestamp? {
    let before = try file.bytes(before: place.length)
    if before.isEmpty { return file.modified }
    let start = Newlines.first(in: before.span).map { $0 + 1 } ?? 0
    let parsed = LineParser().parse(LineChunk(Array(before[start...])))
    return parsed.resolveTimes(from: file.modified)
  }

  /// Has a dialect that remembers see what stands between an offset and the place where it goes on.
  func pass(_ batching: inout Batching, from start: Int64) throws(ImportError) {
    guard start < place.length else { return }
    var feed = LineFeed(try file.bytes(from: start), limit: batching.limit)
    var passed = ContentHash()
    while passed.length < place.length - start {
      var lines: [UInt8] = []
      switch try feed.next() {
      case .lines(let part), .rest(let part): lines = part
      case .passed(let bytes):
        passed.add(bytes.span)
        continue
      case .tooLong: continue
      case .tooLongRest, .end: return
      }
      let wanted = Int(min(Int64(lines.count), place.length - start - passed.length))
      batching.pass(Array(lines[..<wanted]))
      passed.add(lines.span)
    }
  }
}
