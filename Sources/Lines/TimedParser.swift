package import Events

/// Parses the chunks of a log one after the other, in order, and gives each event that has no time
/// of its own that of the nearest earlier line that has one.
///
/// ```swift
/// var parser = TimedParser()
/// while let chunk = try source.next() { take(parser.parse(chunk)) }
/// ```
package struct TimedParser {
  private let parser: LineParser
  /// The time that an untimed line takes which comes next.
  package private(set) var lastTime: Timestamp?
  private var hasBegun = false

  /// - Parameters:
  ///   - parser: one to go on with, where there is one.
  ///   - lastTime: of the lines before the first chunk.
  package init(_ parser: LineParser = LineParser(), after lastTime: Timestamp? = nil) {
    self.parser = parser
    self.lastTime = lastTime
  }

  /// Every line of the next chunk, with the times of its events resolved.
  package mutating func parse(_ chunk: LineChunk) -> LineBatch {
    let batch = parser.parse(chunk)
    take(batch)
    return batch
  }

  /// The same, where nobody knows the time before the first chunk: it is asked for if the first
  /// event needs it.
  ///
  /// - Throws: what asking throws.
  package mutating func parse<Failure: Error>(
    _ chunk: LineChunk, timeBefore: () throws(Failure) -> Timestamp?
  ) throws(Failure) -> LineBatch {
    let batch = parser.parse(chunk)
    if !hasBegun, batch.count > 0 {
      hasBegun = true
      if batch.ownTime(at: 0) == nil { lastTime = try timeBefore() }
    }
    take(batch)
    return batch
  }

  /// Goes on behind a batch that was parsed elsewhere, and resolves the times of its events.
  package mutating func take(_ batch: LineBatch) { lastTime = batch.resolveTimes(from: lastTime) }
}

@available(*, unavailable)
extension TimedParser: Sendable {}
