/// Puts lines together whose parts come one by one, in any order, and more than once.
package struct LineParts: Sendable {
  /// What has come of a line.
  private struct Open: Sendable {
    var words: EventMessage
    var parts: [Int: [UInt8]] = [:]
    var bytes = 0
  }

  private var open: [Int64: Open] = [:]
  /// Bytes that are kept for lines of which parts are missing.
  package private(set) var bytes = 0
  private let limit: Int

  /// - Parameter limit: bytes that are kept at most; above it the lines that begin last are let go.
  package init(limit: Int = 64 << 20) { self.limit = limit }

  /// Takes in a message.
  ///
  /// - Returns: the whole line, once it is there.
  package mutating func add(_ message: EventMessage) -> RelayLine? {
    guard message.parts > 1 else { return message.line }
    let offset = message.line.offset
    var line = open[offset] ?? Open(words: message)
    guard line.words.parts == message.parts, line.words.line.position == message.line.position
    else { return nil }
    if line.parts[message.part] == nil {
      line.parts[message.part] = message.line.bytes
      line.bytes += message.line.bytes.count
      bytes += message.line.bytes.count
    }
    guard line.parts.count == message.parts else {
      open[offset] = line
      trim()
      return nil
    }
    forget(offset, line)
    let whole = (1...message.parts).flatMap { line.parts[$0] ?? [] }
    return RelayLine(
      position: message.line.position, offset: offset, time: message.line.time, bytes: whole)
  }

  /// Lets go of parts of lines that begin before an offset.
  package mutating func forget(before offset: Int64) {
    for (start, line) in open where start < offset { forget(start, line) }
  }

  private mutating func forget(_ offset: Int64, _ line: Open) {
    bytes -= line.bytes
    open[offset] = nil
  }

  private mutating func trim() {
    while bytes > limit, let last = open.max(by: { $0.key < $1.key }) {
      forget(last.key, last.value)
    }
  }
}
