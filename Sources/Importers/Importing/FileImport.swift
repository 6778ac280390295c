import Events
import Journal
import Telemetry

/// Imports one file: what of it the log has not yet.
struct FileImport {
  let log: EventLog
  let options: ImportOptions
  let file: OpenedFile
  var report: FileReport
  let book: ImportBook
  /// Where the next lines begin.
  var hash = ContentHash()
  /// Behind the bytes of a line there that is too long, so far.
  var behind: ContentHash?
  var place = ContentPlace.start
  /// Runs that begin there and are in the log in part.
  var partial: [PartialRun] = []
  /// Lines from there on that are in the log, behind no marker of their own.
  var passed = Batch()
  /// Events of the first line that are in the log.
  var part = 0
  /// What untimed lines take that begin a batch: the last time before them, else that of the file, as
  /// they are not of today.
  var time: Timestamp?
  /// Whether what is known is another file's, of which this one may be a copy.
  var isTentative = false
  /// Whether it has proved to be none.
  var isOther = false
  /// Whether it has proved to be one.
  var isCopy = false
  /// Whether all that is known of it is another file's.
  var isBorrowed = false
  /// Told how many bytes were read.
  var progress: (Int64) -> Void = { _ in }
  /// Where threads read ahead; nil where nobody does.
  let desk: ReadingDesk?
  /// Its content, where it is read already.
  var ahead: ReadAhead?

  init(
    _ file: OpenedFile, into log: EventLog, _ book: ImportBook, _ options: ImportOptions,
    by desk: ReadingDesk? = nil
  ) {
    self.log = log
    self.options = options
    self.file = file
    self.book = book
    self.desk = desk
    report = FileReport(path: file.path)
  }

  /// Imports it; what goes wrong is in the report, and what came before is in the log.
  ///
  /// - Throws: where the log cannot be written, so that no other file would fare better.
  /// - Parameter resume: where it goes on, where that is known.
  /// - Returns: where it goes on the next time; nil where it could not be read to its end.
  mutating func run(from resume: Resume?) throws(ImportError) -> Resume? {
    var start = resume
    do throws(ImportError) {
      var attempts = 0
      while attempts < Self.attempts {
        switch try attempt(from: start) {
        case .end(let resume): return resume
        case .met(let resume): start = resume
        case .overtaken:
          start = nil
          attempts += 1
        }
      }
    } catch {
      if error.code == .log { throw error }
      report.failure = error
    }
    return nil
  }

  /// What came of an attempt, or of a step of it.
  enum Progress {
    case goesOn
    /// Where it is now runs begin that somebody else wrote: what comes next may be in the log.
    case met
    /// Somebody else imported the same: look again where to go on.
    case overtaken
  }

  private enum Outcome {
    case end(Resume)
    case met(Resume)
    case overtaken
  }

  /// How often another process may be faster before it is given up for this time.
  private static let attempts = 1000

  private mutating func attempt(from resume: Resume?) throws(ImportError) -> Outcome {
    let known = resume?.dialect ?? ahead?.start.dialect
    let dialect = if let known { known } else { try dialect() }
    try begin(from: resume)
    report.format = type(of: dialect).name
    report.unfinished = 0
    let content = content(from: try start(dialect, resume))
    defer { desk?.remove(content) }
    var steps = try LineSteps(content)
    while true {
      var progress = Progress.goesOn
      switch try steps.next() {
      case .lines(let lines): progress = try take(lines)
      case .passed(let bytes): pass(bytes)
      case .tooLong(let length): progress = try skip(length)
      case .end(let unfinished, let dialect):
        report.unfinished = unfinished
        return try end(dialect)
      }
      switch progress {
      case .goesOn: continue
      case .met: return .met(place(with: nil))
      case .overtaken: return .overtaken
      }
    }
  }

  /// Where its lines are read from, with what the dialect has to have seen by then.
  private mutating func start(
    _ dialect: any Dialect, _ resume: Resume?
  ) throws(ImportError) -> LineReading.Start {
    let redactor = options.redactor(for: dialect)
    time = try lastTime()
    var start = LineReading.Start(
      file: file, offset: place.length, dialect: dialect, redactor: redactor, lastTime: time)
    if type(of: dialect).remembers {
      var batching = Batching(dialect, redactor: redactor, after: time)
      try pass(&batching, from: resume?.dialect == nil ? 0 : resume?.place.length ?? 0)
      (start.dialect, start.lastTime) = (batching.dialect, batching.lastTime)
    }
    return start
  }

  private mutating func end(_ dialect: any Dialect) throws(ImportError) -> Outcome {
    if case .overtaken = try bridge() { return .overtaken }
    return .end(place(with: dialect))
  }

  /// - Parameter dialect: one that has seen all up to there.
  private func place(with dialect: (any Dialect)?) -> Resume {
    Resume(
      hash: hash, place: place, dialect: dialect, known: report.lines,
      isSure: !isTentative && !isBorrowed && hash.length == place.length)
  }
}
