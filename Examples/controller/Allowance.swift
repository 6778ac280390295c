import TLM

/// How many workers there may be, as a board has it.
///
/// Nobody knows the mode while there is no board, or none that is still published. Then there is
/// one worker at the most, and never more than before: a lockdown does not end because its watch
/// did, and who has never seen a mode runs nothing.
struct Allowance {
  private let path: String
  private var board: BoardReader?
  private(set) var workers = 0
  /// The mode, or why nobody knows it.
  private(set) var reason = ""

  init(board path: String) { self.path = path }

  /// Asks the board: one `pread`, unless it has just begun or has gone silent.
  mutating func ask(at now: Timestamp) {
    do throws(BoardError) {
      var reader: BoardReader
      if let board { reader = board } else { reader = try BoardReader(path: path) }
      let mode = try reader.mode(now: now)
      board = reader
      take(mode)
    } catch {
      board = nil
      doubt(error.message)
    }
  }

  private mutating func take(_ mode: BoardReader.Mode) {
    if mode.isStale {
      return doubt("the board at \(path) is no longer published; does tlm watch run?")
    }
    guard let limit = mode.constraints?.max_concurrent_tasks else {
      return doubt("the rules behind the board set no limit in \(mode.name)")
    }
    (workers, reason) = (Int(clamping: limit), mode.name)
  }

  private mutating func doubt(_ reason: String) {
    (workers, self.reason) = (min(workers, 1), reason)
  }
}
