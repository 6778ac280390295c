package import Events
import Folding
package import Journal
package import Lines
import Synchronization

/// What came to a log last, read and parsed once for all who follow it in this process.
///
/// Each follower asks for what comes after its own place. Whoever is first reads; the others get
/// the same batch. Who is too far behind reads by itself up to where the tail begins.
package final class LogTail: Sendable {
  /// What a follower finds.
  package enum Answer: Sendable {
    /// The next lines, with their times resolved.
    case batch(LineBatch)
    /// The end of the log: nothing has come.
    case nothing
    /// To be read by the follower itself, up to the start of a line.
    case elsewhere(until: Position)
  }

  /// Lines as one follower found them.
  private struct Piece: Sendable {
    let start: Position
    let end: Position
    /// Of the lines before, for those that have no time.
    let time: Timestamp?
    let batch: LineBatch
  }

  private struct State: ~Copyable {
    let parser = LineParser()
    var pieces: [Piece] = []
    var bytes = 0
    var lines: LogLines?
    var edition = 0
  }

  private let log: EventLog
  private let sight: StoreSight
  private let state = Mutex(State())

  /// Bytes of the log that are kept for those who come later.
  private static let limit = 1 << 20

  package init(of log: EventLog) {
    self.log = log
    sight = StoreSight(log)
  }

  /// What comes after a place.
  ///
  /// - Parameters:
  ///   - position: the end of what the follower has.
  ///   - time: that of the last line before it that has one.
  /// - Throws: where the log cannot be read.
  package func next(after position: Position, at time: Timestamp?) throws(JournalError) -> Answer {
    // Read under the lock: that nobody else reads the same meanwhile is the point of it.
    try state.withLock { state throws(JournalError) in
      // Whoever asks begins anew, too; until then he is given what he drops again.
      if sight.look() == .replaced { Self.forget(&state) }
      let edition = log.edition
      if edition != state.edition { Self.forget(&state) }
      state.edition = edition
      if let piece = state.pieces.first(where: { $0.start == position }) {
        return piece.time == time ? .batch(piece.batch) : .elsewhere(until: piece.end)
      }
      if let last = state.pieces.last, position < last.end {
        let next = state.pieces.first { $0.start > position }
        return .elsewhere(until: next?.start ?? last.end)
      }
      return try read(&state, after: position, at: time)
    }
  }

  private func read(
    _ state: inout State, after position: Position, at time: Timestamp?
  ) throws(JournalError) -> Answer {
    if state.pieces.last?.end != position { Self.forget(&state) }
    if state.lines == nil { state.lines = try log.read(from: position) }
    guard let chunk = try state.lines?.next() else {
      // What was opened may be pruned before more comes.
      state.lines = nil
      return .nothing
    }
    var parser = TimedParser(state.parser, after: time)
    let batch = parser.parse(chunk)
    let end = chunk.position.advanced(by: chunk.count)
    state.pieces.append(Piece(start: position, end: end, time: time, batch: batch))
    state.bytes += chunk.count
    while state.bytes > Self.limit, state.pieces.count > 1 {
      state.bytes -= state.pieces.removeFirst().batch.chunk.count
    }
    return .batch(batch)
  }

  private static func forget(_ state: inout State) {
    state.pieces = []
    state.bytes = 0
    state.lines = nil
  }
}
