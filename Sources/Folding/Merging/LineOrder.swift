import Events
import Journal
import Lines
import SystemCalls

/// Where every line of some files lies, in the order of their times: lines of one time, and those
/// without a time of their own, stay as they stand, files in the order in which they are named.
struct LineOrder: Sendable {
  struct Line: Sendable {
    /// The time that it has in its own file; the least number where it has none.
    let time: Int64
    /// Where it begins, counted through all files.
    let start: Int64
    let length: Int64
    var end: Int64 { start + length }
  }

  let paths: [String]
  private(set) var lines: [Line] = []
  /// Where each file begins, and at last where the last one ends.
  private(set) var bounds: [Int64] = [0]

  /// - Throws: as `FileLines`.
  init(of paths: [String]) throws(JournalError) {
    self.paths = paths
    for path in paths { try add(path) }
    // By where they stand, too, because sorting does not keep the order of equals.
    lines.sort { ($0.time, $0.start) < ($1.time, $1.start) }
  }

  private mutating func add(_ path: String) throws(JournalError) {
    try Self.requirePlain(path)
    var source = try FileLines(path: path, base: Position(rawValue: bounds[bounds.count - 1]))
    var parser = TimedParser()
    var time = Int64.min
    var end = bounds[bounds.count - 1]
    while let chunk = try source.next() {
      add(chunk, parser.parse(chunk), &time)
      end = chunk.position.rawValue + Int64(chunk.count)
    }
    bounds.append(end)
  }

  /// What is read only once cannot be put into another order.
  private static func requirePlain(_ path: String) throws(JournalError) {
    let status = try journaled { () throws(SystemError) in try FileStatus.of(path) }
    // What is not there says so when it is opened.
    guard let status, !status.isRegular, !status.isFolder else { return }
    throw JournalError(.system, "\(path) is no plain file, which could be read twice")
  }

  private mutating func add(_ chunk: LineChunk, _ batch: LineBatch, _ time: inout Int64) {
    let base = chunk.position.rawValue
    var start = 0
    var index = 0
    while start < chunk.count {
      let end = Newlines.first(in: chunk.bytes, from: start).map { $0 + 1 } ?? chunk.count
      // What is no event goes with what stands before it.
      while index < batch.count, batch.position(at: index).rawValue < base + Int64(end) {
        time = batch.event(at: index).time?.rawValue ?? time
        index += 1
      }
      lines.append(Line(time: time, start: base + Int64(start), length: Int64(end - start)))
      start = end
    }
  }
}
