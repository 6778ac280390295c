package import Events
import Folding
import Index
package import Journal
package import Lines
import Synchronization

/// Reads a log on from a place, batch by batch, with the times of untimed lines resolved; by way
/// of a tail where others of this process follow the log, too.
package struct BatchReader: ~Copyable, Sendable {
  private let log: EventLog
  private let tail: LogTail?
  /// Locked only so that whoever owns this may change threads.
  private let parser: Mutex<TimedParser>
  /// The end of what was read.
  package private(set) var position: Position
  private var lines: LogLines?
  private var stop: Position?

  /// From the start of the log on; nothing is read yet.
  package init(_ log: EventLog, by tail: LogTail? = nil) {
    self.init(log, from: .start, at: nil, by: tail)
  }

  /// From the start of a line on.
  ///
  /// - Throws: where the lines before it cannot be asked for their time.
  package init(_ log: EventLog, from position: Position, by tail: LogTail? = nil) throws {
    var times = TimesBefore(log: log, first: try log.bounds().lowerBound)
    var explanation = Query.Explanation()
    let time = try times.time(before: position, &explanation)
    self.init(log, from: position, at: time, by: tail)
  }

  private init(_ log: EventLog, from position: Position, at time: Timestamp?, by tail: LogTail?) {
    self.log = log
    self.tail = tail
    self.position = position
    parser = Mutex(TimedParser(after: time))
  }

  /// Leaves out what was pruned before a position.
  package mutating func skip(to position: Position) {
    guard position > self.position else { return }
    self.position = position
    lines = nil
  }

  /// The next lines, up to the start of a line (nil: to the readable end); nil where none have
  /// come.
  ///
  /// - Throws: `truncated` where they were pruned away, `system` where they cannot be read.
  package mutating func next(to stop: Position? = nil) throws(JournalError) -> LineBatch? {
    guard stop == nil, let tail else { return try read(to: stop) }
    while true {
      switch try tail.next(after: position, at: parser.withLock { $0.lastTime }) {
      case .nothing: return nil
      case .batch(let batch):
        lines = nil
        parser.withLock { $0.take(batch) }
        pass(batch)
        return batch
      case .elsewhere(let next):
        if let batch = try read(to: next) { return batch }
        // Nothing is left of what stood before it.
        position = next
      }
    }
  }

  private mutating func read(to stop: Position?) throws(JournalError) -> LineBatch? {
    if lines == nil || self.stop != stop {
      lines = try log.read(from: position, to: stop)
      self.stop = stop
    }
    guard let chunk = try lines?.next() else {
      // What was opened may be pruned before more comes.
      lines = nil
      return nil
    }
    let batch = parser.withLock { $0.parse(chunk) }
    pass(batch)
    return batch
  }

  private mutating func pass(_ batch: LineBatch) {
    position = batch.chunk.position.advanced(by: batch.chunk.count)
  }
}
