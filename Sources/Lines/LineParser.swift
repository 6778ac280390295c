import CSimdJSON
package import Events

/// Turns chunks of lines into batches of events. Each thread has its own.
///
/// ```swift
/// let parser = LineParser()
/// let batch = parser.parse(chunk)
/// for index in 0..<batch.count { print(batch.event(at: index).name ?? "") }
/// ```
@safe package final class LineParser {
  /// Bytes of the longest line that is parsed; a longer one is quarantined as `too-long`.
  package let longestLine: Int
  private let parser: OpaquePointer
  private let pool = TablePool()

  /// A parser by the rules of `LineRules`, with another limit on the length of a line if need be.
  package init(longestLine: Int = LineRules.longestLine) {
    self.longestLine = longestLine
    guard let parser = unsafe KeyCatalog.makeParser() else { fatalError("no memory for a parser") }
    unsafe self.parser = parser
  }

  deinit { unsafe tlm_parser_destroy(parser) }

  /// Every line of the chunk: events, quarantined ranges and blank lines.
  ///
  /// The last line may lack its newline. Stops the process when memory runs out, because a batch
  /// without some of its lines would be a wrong answer.
  package func parse(_ chunk: LineChunk) -> LineBatch {
    fill(chunk, singly: false)
  }

  /// The same; where no event is asked for its time, the times are not read, and none has one.
  package func parse(_ chunk: LineChunk, readingTimes: Bool) -> LineBatch {
    fill(chunk, singly: false, readingTimes: readingTimes)
  }

  /// As `parse`, by the slower way that takes one line at a time; for tests that compare the two.
  package func parseSingly(_ chunk: LineChunk) -> LineBatch {
    fill(chunk, singly: true)
  }

  /// Why these bytes would be quarantined as a line; nil if they are an event or blank.
  package func validate(_ line: [UInt8]) -> Quarantine.Reason? {
    parse(LineChunk(line)).quarantined.first?.reason
  }

  private func fill(
    _ chunk: LineChunk, singly: Bool, readingTimes: Bool = true
  ) -> LineBatch {
    precondition(chunk.count < 1 << 32 - 256, "a chunk of 4 GiB cannot be parsed at once")
    let tables = unsafe pool.take()
    let bytes = chunk.bytes
    let isDone = unsafe bytes.withUnsafeBufferPointer { bytes in
      // Sound: a chunk is followed by LineChunk.padding readable bytes.
      guard let base = bytes.baseAddress else { return true }
      let parse = unsafe singly ? tlm_parse_singly : tlm_parse
      return unsafe parse(parser, base, bytes.count, longestLine, tables)
    }
    if !isDone { fatalError("no memory to parse \(chunk.count) bytes at \(chunk.position)") }
    let batch = unsafe LineBatch(chunk: chunk, tables: tables, pool: pool)
    if readingTimes { batch.readTimes() }
    return batch
  }
}

@available(*, unavailable)
extension LineParser: Sendable {}
