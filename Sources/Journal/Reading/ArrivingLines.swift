import Events
import SystemCalls

/// Lines as they arrive on a pipe: whole lines at once, without waiting for more.
package struct ArrivingLines: ~Copyable, Sendable {
  private let file: Descriptor
  /// The line that is not whole yet.
  private var rest: [UInt8] = []
  private var part = [UInt8](repeating: 0, count: ReadLimits.chunk)
  private var isAtEnd = false

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
  /// The last line may lack its newline. nil at the end.
  ///
  /// - Throws: `system` where reading fails.
  package mutating func next() throws(JournalError) -> [UInt8]? {
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
      if !lines.isEmpty { return lines }
    }
    return nil
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
