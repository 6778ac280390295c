import Events

/// An input in which nothing is an event.
package struct UnreadableInput: Error, Sendable, CustomStringConvertible {
  /// What it looks like and what to do, in one sentence.
  package let message: String

  package var description: String { message }

  /// - Parameters:
  ///   - beginning: how the input begins.
  ///   - lines: how many lines it has, where that is known.
  ///   - names: the files, `-` for standard input.
  package init(_ beginning: [UInt8], lines: Int? = nil, of names: [String]) {
    let input = names.map { $0 == "-" ? "standard input" : $0 }.joined(separator: ", ")
    let none = lines.map { $0 == 1 ? "the one line" : "none of the \($0) lines" } ?? "no line"
    let claim = "\(none) of \(input) is \(lines == 1 ? "no" : "an") event"
    message = SafeText.of("\(claim): \(Self.advice(beginning))")
  }

  private static func advice(_ beginning: [UInt8]) -> String {
    if let look = InputLook(beginning) { return "it looks like \(look.what); \(look.remedy)" }
    let first = beginning.split(separator: UInt8(ascii: "\n"), maxSplits: 1).first ?? []
    let shown = String(decoding: first.prefix(60), as: UTF8.self)
    return "an event is one JSON object on a line of its own, and the first begins with \(shown)"
  }

  /// Whether a batch of lines has no event in it and is of a format that is known, so that nothing of it
  /// should be taken.
  package static func isForeign(_ lines: [UInt8], by parser: LineParser) -> Bool {
    let batch = parser.parse(LineChunk(lines))
    return batch.count == 0 && !batch.quarantined.isEmpty && InputLook(lines) != nil
  }
}
