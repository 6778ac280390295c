package import Events
package import Folding

/// A state that was kept, with everything needed to go on from it and to know whether one may.
package struct Checkpoint: Sendable, Equatable {
  package var identity: ProjectionIdentity
  /// The digest of the projection's initial state when this was made.
  var fingerprint: String
  /// Raised by each rebuild: a follower of an older generation notices when it commits.
  package var generation: Int64
  package var milestone: Fold.Milestone
  var counts: ProjectionCounts
  /// Events before the milestone that were passed over.
  var skips: [Position]
  /// What the log looked like right before the milestone.
  var anchor: LogAnchor
  /// When it was made, by the wall clock.
  package var made: Timestamp
  /// The canonical bytes of the state; none where it is rows that lie by themselves.
  var state: [UInt8]
  /// What is known of those rows; nil for any other state.
  var rows: RowsRecord?
  /// The latest time of an event that the window of the state let in; nil for any other state.
  var latest: Timestamp?

  /// Where the log goes on.
  package var position: Position { milestone.through ?? .start }

  /// What a commit compares: whoever commits must have begun with exactly the stored one.
  package struct Version: Sendable, Equatable {
    package let generation: Int64
    package let position: Position
  }

  package var version: Version { Version(generation: generation, position: position) }
}

extension Checkpoint {
  /// A checkpoint as it lies in the store: a magic word, the number of the layout, the length of the
  /// head, the head, the state, and the SHA-256 of all that, so that a single changed byte is
  /// noticed.
  package func encoded() throws(FoldError) -> [UInt8] {
    let head: [UInt8]
    do { head = try StateEncoder().encode(Head(self)) } catch {
      throw FoldError(
        .notEncodable, "the checkpoint of \(identity.name) cannot be encoded", cause: error)
    }
    var bytes = Self.magic + [rows == nil ? Self.wholeState : Self.rowsElsewhere]
    for shift in stride(from: 24, through: 0, by: -8) {
      bytes.append(UInt8(truncatingIfNeeded: head.count >> shift))
    }
    bytes += head
    bytes += state
    return bytes + Digest.raw(bytes[...])
  }

  /// nil for bytes that were changed, or written by a tlm that knows more or less than this one.
  package init?(_ bytes: [UInt8]) {
    let end = bytes.count - Self.sumLength
    let start = Self.magic.count + 5
    guard end >= start, bytes.starts(with: Self.magic),
      Digest.raw(bytes[..<end]) == Array(bytes[end...])
    else { return nil }
    let layout = bytes[Self.magic.count]
    let length = bytes[(Self.magic.count + 1)..<start].reduce(0) { $0 << 8 | Int($1) }
    guard length <= end - start,
      // A head of another kind is as good as none.
      let head = try? StateDecoder().decode(Head.self, from: Array(bytes[start..<start + length])),
      layout == (head.rows == nil ? Self.wholeState : Self.rowsElsewhere)
    else { return nil }
    self.init(head, state: Array(bytes[(start + length)..<end]))
  }

  /// The number of the layout comes after it.
  private static let magic = Array("tlmcp".utf8)
  private static let wholeState: UInt8 = 1
  private static let rowsElsewhere: UInt8 = 2
  private static let sumLength = 32

  private init(_ head: Head, state: [UInt8]) {
    identity = head.identity
    fingerprint = head.fingerprint
    generation = head.generation
    milestone = head.milestone
    counts = head.counts
    skips = head.skips
    anchor = head.anchor
    made = head.made
    rows = head.rows
    latest = head.latest
    self.state = state
  }

  /// All but the state.
  private struct Head: Codable {
    let identity: ProjectionIdentity
    let fingerprint: String
    let generation: Int64
    let milestone: Fold.Milestone
    let counts: ProjectionCounts
    let skips: [Position]
    let anchor: LogAnchor
    let made: Timestamp
    let rows: RowsRecord?
    let latest: Timestamp?

    init(_ checkpoint: Checkpoint) {
      identity = checkpoint.identity
      fingerprint = checkpoint.fingerprint
      generation = checkpoint.generation
      milestone = checkpoint.milestone
      counts = checkpoint.counts
      skips = checkpoint.skips
      anchor = checkpoint.anchor
      made = checkpoint.made
      rows = checkpoint.rows
      latest = checkpoint.latest
    }
  }
}
