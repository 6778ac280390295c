import Events
import Journal

/// How a replay reads the log: the one place that knows whether there is an index.
struct LogView: Sendable {
  let log: EventLog
  let progress: (@Sendable (Int64) -> Void)?

  /// The lines that hold what is wanted, from the start of a line to the start of another (nil:
  /// to the readable end). Without an index that is every line.
  func lines(of interest: Interest, from start: Position, to end: Position?)
    throws(FoldError) -> CountedLines<LogLines>
  {
    try readable { () throws(JournalError) in
      CountedLines(try log.read(from: start, to: end), progress)
    }
  }

  /// The skips that stand between two lines of the log.
  func skips(from start: Position, to end: Position, jobs: Int) throws(FoldError) -> [Skip] {
    try readable { () throws(JournalError) in
      try SkipSearch.skips(in: log.read(from: start, to: end), jobs: jobs)
    }
  }
}

/// Runs what reads a log, and turns its failure into the fold's own error.
func readable<Result: ~Copyable>(_ body: () throws(JournalError) -> Result)
  throws(FoldError) -> Result
{
  do throws(JournalError) { return try body() } catch {
    throw FoldError(.unreadable, "the log cannot be read", cause: error)
  }
}

/// Lines that tell how many bytes of the log they stand for.
struct CountedLines<Source: LineSource & ~Copyable>: LineSource, ~Copyable {
  private var source: Source
  private let progress: (@Sendable (Int64) -> Void)?

  init(_ source: consuming Source, _ progress: (@Sendable (Int64) -> Void)?) {
    self.source = source
    self.progress = progress
  }

  mutating func next() throws(JournalError) -> LineChunk? {
    guard let chunk = try source.next() else { return nil }
    if let progress {
      let stretch = chunk.gathering?.stretch
      progress(
        stretch.map { $0.upperBound.rawValue - $0.lowerBound.rawValue } ?? Int64(chunk.count))
    }
    return chunk
  }
}
