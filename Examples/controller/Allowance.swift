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
      let reading = try reader.reading(of: "safety_mode_state", now: now)
      board = reader
      take(reading, at: now)
    } catch {
      board = nil
      doubt(error.message)
    }
  }

  private mutating func take(_ reading: BoardReader.Reading, at now: Timestamp) {
    if reading.isStale(at: now) {
      return doubt("the board at \(path) is no longer published; does tlm watch run?")
    }
    var mode = Policy.standard.modes[0].name
    // Before the first transition the sensor says nothing: the first mode is in force.
    if case .word(let word)? = reading.value { mode = word }
    let limit = Policy.standard.mode(mode)?.constraints.max_concurrent_tasks
    guard let limit else { return doubt("\(mode) is no mode of the rules that ship") }
    (workers, reason) = (Int(clamping: limit), mode)
  }

  private mutating func doubt(_ reason: String) {
    (workers, self.reason) = (min(workers, 1), reason)
  }
}
