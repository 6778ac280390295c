public import Events
public import Journal

/// Lines that are in memory already, as something to fold.
public struct Chunks: LineSource {
  private var rest: ArraySlice<LineChunk>

  /// Chunks of whole lines, in the order of the log.
  public init(_ chunks: [LineChunk]) { rest = chunks[...] }

  /// The lines of a text, from the start of a log.
  public init(_ text: String) { self.init([LineChunk(Array(text.utf8))]) }

  public mutating func next() throws(JournalError) -> LineChunk? { rest.popFirst() }
}
