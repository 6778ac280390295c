package import SystemCalls

/// A source of lines that go into the log, each of them once and in its order, and stay there as
/// they were.
///
/// It says where its bytes are; everything else is the log's business. Each hold of the lock moves
/// about a megabyte of whole lines behind a marker line, `tlm.drained`, that names the source and
/// the place of its next byte (`from` and `length`). The marker is the cursor: what follows it in
/// the log is compared with the source, so a drain that died is resumed where it stopped, by
/// whoever drains next, and repeats nothing.
///
/// A source is one file, and its `name` says in its markers what its lines are: one that begins as
/// `SourceName.imports` has it was imported, and its lines drive nothing. A store's own sources
/// stand in `SourceCatalog`; any other is drained by whoever has it:
///
/// ```swift
/// /// What an engine has said so far; it answers from any byte on.
/// struct Engine: Source {
///   struct Said: SourceContent {
///     let text: [UInt8]
///     var size: Int64 { Int64(text.count) }
///
///     func bytes(at offset: Int64, count: Int) -> [UInt8] {
///       Array(text.dropFirst(Int(offset)).prefix(count))
///     }
///   }
///
///   let name = "engine/main"
///   var text: [UInt8]
///
///   func open() -> Said? { Said(text: text) }
/// }
/// try log.drain(from: engine)
/// ```
package protocol Source: Sendable {
  associatedtype Content: SourceContent

  /// By which name markers know it. Under one name bytes may come behind those that were there,
  /// and where the first ones are others, it is another source, drained from its start.
  var name: String { get }

  /// Where it is, for people.
  var location: String { get }

  /// Whether a last line without a newline is a line, and not one that is still being written.
  var isComplete: Bool { get }

  /// A quick look without the lock: false where it certainly has nothing for the log.
  var mayHaveMore: Bool { get }

  /// What it holds now; nil where there is no such source any more.
  func open() throws(SystemError) -> Content?

  /// Whether the lines may be taken now; false while they are somebody else's who lives.
  func claim(_ content: Content) throws(SystemError) -> Bool

  /// What happens to the source once it has no further whole line for the log; the lock is held.
  ///
  /// - Parameters:
  ///   - content: what it held.
  ///   - cursor: the end of what the log has of it.
  ///   - drain: the hold of the lock in which it ends.
  func finish(
    _ content: Content, at cursor: Int64, in drain: inout DrainHold) throws(JournalError)
}

extension Source {
  package var location: String { name }
  package var isComplete: Bool { false }
  package var mayHaveMore: Bool { true }
  package func claim(_ content: Content) throws(SystemError) -> Bool { true }
  package func finish(
    _ content: Content, at cursor: Int64, in drain: inout DrainHold
  ) throws(JournalError) {}
}
