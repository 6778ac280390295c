import Events
import SystemCalls

/// Lines as they arrive on a pipe: whole lines at once, without waiting for more.
package struct ArrivingLines: ~Copyable, Sendable {
  /// What arrived.
  package enum Arrival: Sendable {
    /// Whole lines; the last one may lack its newline.
    case lines([UInt8])
    /// How a line begins that is longer than any that is an event. What is left of it is passed over
    /// by the next call, without being held in memory.
    case longLine([UInt8])
    /// The end of that line, and the bytes that it had.
    case longLineEnd(Int)
  }

  private let file: Descriptor
  /// The line that is not whole yet.
  private var rest: [UInt8] = []
  private var part = [UInt8](repeating: 0, count: ReadLimits.chunk)
  private var isAtEnd = false
  /// Bytes that were passed over of a line that is too long; nil where there is none.
  private var passed: Int?

  /// Bytes of the longest line that is an event.
  package static let longestLine = EventLog.Options.longestLine

  /// - Parameter path: a file; `-` is standard input.
  /// - Throws: `system` or `readOnly` where it cannot be opened.
  package init(path: String) throws(JournalError) {
    file =
      path == "-"
      ? .standardInput
      : try journaled { () throws(SystemError) in try Descriptor.open(path, .read, kind: .anything)
      }
  }

  /// The whole lines that are there, about 256 KiB of them at most; waits while there are none.
  /// nil at the end.
  ///
  /// - Throws: `system` where reading fails.
  package mutating func next() throws(JournalError) -> Arrival? {
    if passed != nil { return try passOver() }
    let waiting = Newlines.endOfLastLine(in: rest.span)
    if waiting > 0 {
      // They came behind a line that was passed over.
      defer { rest.removeFirst(waiting) }
      return .lines(Array(rest[..<waiting]))
    }
    while !isAtEnd {
      let got = try read()
      isAtEnd = got == 0
      // Only what is new is looked through: a line may come in thousands of parts.
      let whole = Newlines.endOfLastLine(in: part.span.extracting(..<got))
      var lines: [UInt8] = []
      if whole > 0 || isAtEnd {
        swap(&lines, &rest)
        lines += part[..<whole]
      }
      rest += part[whole..<got]
      if !lines.isEmpty { return .lines(lines) }
      if rest.count > Self.longestLine {
        passed = rest.count
        let beginning = rest
        rest = []
        return .longLine(beginning)
      }
    }
    return nil
  }

  private mutating func passOver() throws(JournalError) -> Arrival {
    var length = passed ?? 0
    passed = nil
    while !isAtEnd {
      let got = try read()
      isAtEnd = got == 0
      guard let newline = Newlines.first(in: part.span.extracting(..<got)) else {
        length += got
        continue
      }
      rest = Array(part[(newline + 1)..<got])
      length += newline
      break
    }
    return .longLineEnd(length)
  }

  /// What is there now, into `part`; 0 at the end.
  private mutating func read() throws(JournalError) -> Int {
    let file = file
    var got = 0
    var failure: SystemError?
    unsafe part.withUnsafeMutableBytes { buffer in
      do throws(SystemError) { got = unsafe try file.readNext(into: buffer) } catch {
        failure = error
      }
    }
    if let failure { throw JournalError(failure) }
    return got
  }
}
