package import Events
import SystemCalls

/// The lines of a bare file or of standard input, from its start to its end.
///
/// An unterminated last line is a line. Positions are offsets in the file, plus `base`.
package struct FileLines: LineSource, ~Copyable {
  private let file: Descriptor
  private var position: Position
  /// The beginning of a line whose end was not read yet.
  private var rest: LineChunk?
  private var isAtEnd = false

  /// - Parameters:
  ///   - path: the file; `-` is standard input.
  ///   - base: the position of its first byte.
  /// - Throws: `system` or `readOnly` where it cannot be opened or is a folder.
  package init(path: String, base: Position = .start) throws(JournalError) {
    file = try Self.opened(path, .anything)
    position = base
  }

  /// A segment as a file, whatever becomes of the log meanwhile.
  package init(segment base: Position, of layout: StoreLayout) throws(JournalError) {
    file = try Self.opened(layout.segment(base), .file)
    position = base
  }

  private static func opened(_ path: String, _ kind: Descriptor.Kind) throws(JournalError)
    -> Descriptor
  {
    if path == "-" { return .standardInput }
    let file = try journaled { () throws(SystemError) in
      try Descriptor.open(path, .read, kind: kind)
    }
    if try journaled({ () throws(SystemError) in try file.status() }).isFolder {
      throw JournalError(.system, "\(path) is a folder; name the files in it", systemNumber: 21)
    }
    return file
  }

  package mutating func next() throws(JournalError) -> LineChunk? {
    while !isAtEnd {
      let chunk = try filled(room)
      let isTooLong = chunk.count >= Int(ReadLimits.longestRun)
      var whole = isAtEnd ? chunk.count : Newlines.endOfLastLine(in: chunk.bytes)
      if whole == 0 && isTooLong { whole = chunk.count }
      if whole == chunk.count && whole > 0 {
        rest = nil
        position = Position(rawValue: position.rawValue + Int64(whole))
        return chunk
      }
      rest = whole == 0 ? chunk : LineChunk(copying: chunk.bytes.extracting(whole...))
      if whole > 0 {
        chunk.shorten(to: whole)
        position = Position(rawValue: position.rawValue + Int64(whole))
        return chunk
      }
    }
    return nil
  }

  /// How much is read at once: of a longer line four times as much at each step, as each holds what was
  /// read once more.
  private var room: Int {
    let count = rest?.count ?? 0
    return max(ReadLimits.chunk, min(count * 4, max(count * 2, Int(ReadLimits.longestRun))))
  }

  /// What was left over and what the file gives, up to `room` bytes.
  private mutating func filled(_ room: Int) throws(JournalError) -> LineChunk {
    let file = file
    let rest = rest
    var isAtEnd = false
    let chunk = try journaled { () throws(SystemError) in
      try unsafe LineChunk(capacity: room, position: position) { buffer throws(SystemError) in
        let raw = UnsafeMutableRawBufferPointer(buffer)
        var count = 0
        if let rest {
          count = rest.count
          unsafe rest.bytes.withUnsafeBytes { unsafe raw.copyMemory(from: $0) }
        }
        // A pipe gives what it has; a chunk is worth parsing when it is full or at the end.
        while count < room {
          let got = unsafe try file.readNext(into: .init(rebasing: raw[count...]))
          if got == 0 {
            isAtEnd = true
            break
          }
          count += got
        }
        return count
      }
    }
    self.isAtEnd = isAtEnd
    return chunk
  }
}

/// Several sources, one after the other.
package struct Concatenated: LineSource, ~Copyable {
  private var paths: [String]
  private var current: FileLines?
  private var base: Position = .start

  /// The files at `paths`, in this order, as one log.
  package init(paths: [String]) {
    self.paths = paths.reversed()
  }

  package mutating func next() throws(JournalError) -> LineChunk? {
    while true {
      if current == nil {
        guard let path = paths.popLast() else { return nil }
        current = try FileLines(path: path, base: base)
      }
      if let chunk = try current?.next() {
        base = Position(rawValue: chunk.position.rawValue + Int64(chunk.count))
        return chunk
      }
      current = nil
    }
  }
}
