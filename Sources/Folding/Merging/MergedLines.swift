package import Events
package import Journal
import SystemCalls

/// The lines of several files as one log, sorted by their times.
///
/// The files are looked through first, and each line is read from where it lies then: 24 bytes are
/// kept for each.
package struct MergedLines: LineSource, ~Copyable {
  private let order: LineOrder
  private var windows: [FileWindow]
  private var place = 0
  private var position = Position.start

  /// - Throws: `system` where one of them cannot be read; what is no plain file cannot be read twice.
  package init(paths: [String]) throws(JournalError) {
    self.init(try LineOrder(of: paths), try FileWindow.all(of: paths))
  }

  private init(_ order: LineOrder, _ windows: [FileWindow]) {
    self.order = order
    self.windows = windows
  }

  package mutating func next() throws(JournalError) -> LineChunk? {
    guard place < order.lines.count else { return nil }
    var bytes: [UInt8] = []
    while place < order.lines.count, bytes.count < ReadLimits.chunk {
      let line = order.lines[place]
      let file = file(of: line)
      bytes += try windows[file].bytes(line.start - order.bounds[file], Int(line.length))
      // The last line of a file need not be ended, and another one may come after it here.
      if line.end == order.bounds[file + 1], bytes.last != Newlines.byte {
        bytes.append(Newlines.byte)
      }
      place += 1
    }
    let chunk = LineChunk(bytes, position: position)
    position = Position(rawValue: position.rawValue + Int64(chunk.count))
    return chunk
  }

  /// The last file that begins at the line or before: an empty one has none.
  private func file(of line: LineOrder.Line) -> Int {
    var (low, high) = (0, order.bounds.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if order.bounds[middle + 1] <= line.start { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A stretch of a file that is in memory, because the next line is mostly near the last one.
private struct FileWindow: Sendable {
  private let path: String
  private let file: Descriptor
  private var start: Int64 = 0
  private var bytes: [UInt8] = []

  init(_ path: String) throws(JournalError) {
    self.path = path
    file = try journaled { () throws(SystemError) in try Descriptor.open(path, .read) }
  }

  static func all(of paths: [String]) throws(JournalError) -> [FileWindow] {
    var windows: [FileWindow] = []
    for path in paths { windows.append(try FileWindow(path)) }
    return windows
  }

  mutating func bytes(_ offset: Int64, _ count: Int) throws(JournalError) -> ArraySlice<UInt8> {
    if offset < start || offset + Int64(count) > start + Int64(bytes.count) {
      let wanted = max(count, ReadLimits.chunk)
      let file = file
      bytes = try journaled { () throws(SystemError) in
        try file.bytes(at: offset, count: wanted)
      }
      start = offset
    }
    guard bytes.count >= Int(offset - start) + count else {
      throw JournalError(.system, "\(path) became shorter while it was read")
    }
    let first = Int(offset - start)
    return bytes[first..<first + count]
  }
}
