import Events
import Index
import Journal
import LMDB
import SystemCalls

/// Writes a new generation of many rows in portions, so that others can write between them; nobody
/// reads them before the checkpoint names their generation.
///
/// Who does this holds `views/STAGING`: rows of a generation that is newer than the checkpoint's,
/// while nobody holds it, are what a killed process left.
struct RowsStaging: ~Copyable {
  private let views: ViewsStore
  private let checkpoint: [UInt8]
  private let turn: LockFile

  /// Rows that are written in one transaction.
  static let portion = 10_000

  /// nil where somebody else does so now.
  init?(in views: ViewsStore, _ checkpoint: [UInt8]) {
    guard let turn = Self.turn(in: views) else { return nil }
    self.views = views
    self.checkpoint = checkpoint
    self.turn = turn
  }

  deinit { turn.file.unlock() }

  /// The lock, if nobody holds it.
  static func turn(in views: ViewsStore) -> LockFile? {
    // Without it rows are written, and left, as if there were no such file.
    guard let lock = try? LockFile(views.log.layout.views + "/STAGING"),
      (try? lock.file.tryLock()) ?? false
    else { return nil }
    return lock
  }

  /// Writes all rows but a last portion; nil where another checkpoint than `expected` is stored, or
  /// the views are others than before.
  ///
  /// - Returns: the generation they are of, and what is left to write together with the checkpoint.
  func write(
    _ rows: [RowChange], _ generation: Int64, expecting expected: Checkpoint.Version?
  ) throws -> (generation: Int64, rest: ArraySlice<RowChange>, last: [UInt8])? {
    var space = RowSpace(of: checkpoint, generation: generation)
    var rest = rows.sorted { $0.key < $1.key }[...]
    var last: [UInt8]?
    while rest.count > Self.portion {
      let portion = Array(rest.prefix(Self.portion))
      rest = rest.dropFirst(Self.portion)
      let isFirst = last == nil
      let before = last
      let written = try views.write(timeout: ViewsCheckpoints.timeout) {
        transaction -> RowSpace? in
        let stored = Checkpoint.Stored(
          try transaction.copy(ViewsTables.checkpoints, checkpoint))
        guard stored.version == expected else { return nil }
        if let before, try transaction.copy(ViewsTables.rows, before) == nil { return nil }
        var space = space
        if isFirst {
          space.generation = max(
            generation, try RowsWriting.freshGeneration(of: space.projection, transaction))
        }
        try RowsWriting.write(portion, in: space, &transaction)
        return space
      }
      guard let written else { return nil }
      space = written
      last = portion.last.map { space.key(of: $0.key) }
    }
    return last.map { (space.generation, rest, $0) }
  }
}
