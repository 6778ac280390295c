import Events
import SystemCalls

/// Lines as they arrive on a pipe: whole lines at once, without waiting for more.
package struct ArrivingLines: ~Copyable, Sendable {
  private let file: Descriptor
  private var rest: [UInt8] = []
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
      let file = file
      var got = 0
      var part = [UInt8](repeating: 0, count: ReadLimits.chunk)
      var failure: SystemError?
      unsafe part.withUnsafeMutableBytes { buffer in
        do throws(SystemError) { got = unsafe try file.readNext(into: buffer) } catch {
          failure = error
        }
      }
      if let failure { throw JournalError(failure) }
      isAtEnd = got == 0
      rest += part[..<got]
      let whole = isAtEnd ? rest.count : Newlines.endOfLastLine(in: rest.span)
      if whole == 0 { continue }
      let lines = Array(rest[..<whole])
      rest.removeFirst(whole)
      return lines
    }
    return nil
  }
}
