package import Events
package import Journal

/// Lines that are in memory already, as something to fold.
package struct Chunks: LineSource {
  private var rest: ArraySlice<LineChunk>

  /// Chunks of whole lines, in the order of the log.
  package init(_ chunks: [LineChunk]) { rest = chunks[...] }

  /// The lines of a text, from the start of a log.
  package init(_ text: String) { self.init([LineChunk(Array(text.utf8))]) }

  package mutating func next() throws(JournalError) -> LineChunk? { rest.popFirst() }
}
