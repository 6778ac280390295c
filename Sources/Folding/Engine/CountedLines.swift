package import Events
package import Journal

/// Lines that tell how many bytes of the log they stand for.
package struct CountedLines<Source: LineSource & ~Copyable>: LineSource, ~Copyable {
  private var source: Source
  private let progress: (@Sendable (Int64) -> Void)?
  private let beginning: InputBeginning?

  /// - Parameter beginning: keeps how the lines begin.
  package init(
    _ source: consuming Source, _ progress: (@Sendable (Int64) -> Void)?,
    keeping beginning: InputBeginning? = nil
  ) {
    self.source = source
    self.progress = progress
    self.beginning = beginning
  }

  package mutating func next() throws(JournalError) -> LineChunk? {
    guard let chunk = try source.next() else { return nil }
    beginning?.keep(chunk)
    progress?(PromisedChunk(chunk).length)
    return chunk
  }

  package mutating func nextPromise() throws(JournalError) -> PromisedChunk? {
    if beginning != nil { return try next().map { PromisedChunk($0) } }
    guard let promise = try source.nextPromise() else { return nil }
    progress?(promise.length)
    return promise
  }
}

/// Runs what reads a log, and turns its failure into the fold's own error.
package func readable<Result: ~Copyable>(_ body: () throws(JournalError) -> Result)
  throws(FoldError) -> Result
{
  do throws(JournalError) { return try body() } catch {
    throw FoldError(.unreadable, "the log cannot be read", cause: error)
  }
}
