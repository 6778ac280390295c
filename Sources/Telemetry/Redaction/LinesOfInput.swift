/// Takes secrets out of lines of input, of which some belong together: those of a private key, and a
/// name at the end of a line with its value in the next.
package struct LinesOfInput: Sendable {
  private let redactor: Redactor
  private var key = SplitKey()
  /// What waits for the line behind it, as it ends with a colon.
  private var open: [UInt8] = []
  private var result: [UInt8] = []

  package init(_ redactor: Redactor) { self.redactor = redactor }

  /// The lines without their secrets.
  ///
  /// - Parameter lines: whole ones, each with its newline.
  package mutating func redacted(_ lines: [UInt8], _ report: inout RedactionReport) -> [UInt8] {
    result = []
    result.reserveCapacity(lines.count)
    for line in lines.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      add(line, &report)
    }
    if !open.isEmpty { close(&report) }
    return result
  }

  private mutating func add(_ line: ArraySlice<UInt8>, _ report: inout RedactionReport) {
    if key.hides(line) {
      close(&report)
      report.note("pem")
      return result += SplitKey.mark + [0x0A]
    }
    open += line + [0x0A]
    let goesOn = line.last { !$0.isSpace } == UInt8(ascii: ":") && open.count < Self.longest
    if !goesOn { close(&report) }
  }

  /// Writes what waited.
  private mutating func close(_ report: inout RedactionReport) {
    defer { open = [] }
    let lines = open.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast()
    let joined = lines.count > 1 ? redactor.redacted(open, &report) ?? open : open
    for line in joined.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
      result += redactor.line(Array(line), &report) + [0x0A]
    }
  }

  /// Bytes that are looked at together.
  private static let longest = 1 << 16
}
