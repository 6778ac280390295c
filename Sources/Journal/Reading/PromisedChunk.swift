package import Events

/// The next chunk of a source, or all it takes to read it: several threads read at once where each
/// has only planned its chunk while it had the source to itself.
package struct PromisedChunk: Sendable {
  /// Bytes of the log that it stands for.
  package let length: Int64
  private let make: @Sendable () throws(JournalError) -> LineChunk

  /// A chunk that was read.
  package init(_ chunk: LineChunk) {
    let stretch = chunk.gathering?.stretch
    length = stretch.map { $0.upperBound.rawValue - $0.lowerBound.rawValue } ?? Int64(chunk.count)
    make = { () throws(JournalError) in chunk }
  }

  /// A chunk that `make` reads.
  package init(
    of stretch: Range<Position>, _ make: @escaping @Sendable () throws(JournalError) -> LineChunk
  ) {
    length = stretch.upperBound.rawValue - stretch.lowerBound.rawValue
    self.make = make
  }

  /// The chunk.
  ///
  /// - Throws: as the source.
  package func chunk() throws(JournalError) -> LineChunk { try make() }
}
