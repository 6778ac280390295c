package import Events

/// Something that lends a log's bytes in order, in chunks of whole lines.
package protocol LineSource: ~Copyable, Sendable {
  /// The next chunk; nil at the end. A chunk ends in a newline, but for an unterminated last line
  /// where that counts as a line.
  ///
  /// - Throws: `system` and others of `JournalError.Code` where reading fails.
  mutating func next() throws(JournalError) -> LineChunk?

  /// The same, where what takes long may be left to whoever wants the chunk, on another thread.
  mutating func nextPromise() throws(JournalError) -> PromisedChunk?
}

extension LineSource where Self: ~Copyable {
  package mutating func nextPromise() throws(JournalError) -> PromisedChunk? {
    try next().map { PromisedChunk($0) }
  }
}

/// How much a reader takes at once.
package enum ReadLimits: Sendable {
  /// Bytes of a chunk, unless one line is longer: small enough to stay in a processor's cache.
  package static let chunk = 256 << 10
  /// Bytes without a newline that are held in memory at once: more than the longest line that is
  /// parsed, so a longer run is damage and comes in pieces.
  static let longestRun: Int64 = 128 << 20
}
