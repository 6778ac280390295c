import Events

/// Writes a line of JSON anew in which some texts are others and some members are left out: all that
/// stays is copied, white space and the digits of numbers too.
struct LineRewriter {
  private let line: [UInt8]
  private let isDropped: (String) -> Bool
  private var index = 0
  private var result: [UInt8] = []

  /// The line with the texts of a value.
  ///
  /// - Parameters:
  ///   - line: one that is JSON.
  ///   - value: what the line says, but for other texts and without the members that are dropped.
  ///   - isDropped: whether a member of a name was left out.
  static func rewritten(
    _ line: [UInt8], as value: Value, dropping isDropped: @escaping (String) -> Bool
  ) -> [UInt8] {
    var rewriter = LineRewriter(line: line, isDropped: isDropped)
    rewriter.result.reserveCapacity(line.count)
    rewriter.copyGap()
    rewriter.write(value)
    rewriter.copyGap()
    return rewriter.result
  }

  private init(line: [UInt8], isDropped: @escaping (String) -> Bool) {
    self.line = line
    self.isDropped = isDropped
  }

  /// Writes a value in the place of the one that stands here.
  private mutating func write(_ value: Value) {
    switch (line.byte(index), value) {
    case (UInt8(ascii: "{"), .object(let members)): write(members)
    case (UInt8(ascii: "["), .array(let elements)): write(elements)
    case (UInt8(ascii: "\""), .string(let text)): write(text)
    case (_, .string(let text)):
      passValue()
      write(new: text)
    default: copyValue()
    }
  }

  private mutating func write(_ members: [Member]) {
    var next = members.makeIterator()
    var isFirst = true
    copy(to: index + 1)
    while true {
      let gap = passGap()
      guard line.byte(index) == UInt8(ascii: "\"") else {
        result += line[gap]
        break
      }
      let start = index
      if isDropped(text(of: passText())) {
        passGap()
        passValue()
        continue
      }
      guard let member = next.next() else { break }
      result += isFirst ? line[gap].filter { $0 != UInt8(ascii: ",") }[...] : line[gap]
      isFirst = false
      index = start
      write(member.name)
      copyGap()
      write(member.value)
    }
    copy(to: index + 1)
  }

  private mutating func write(_ elements: [Value]) {
    copy(to: index + 1)
    for element in elements {
      copyGap()
      write(element)
    }
    copyGap()
    copy(to: index + 1)
  }

  /// Copies a text that says the same, and writes another one in its place.
  private mutating func write(_ text: String) {
    let place = passText()
    if self.text(of: place).utf8.elementsEqual(text.utf8) {
      result += line[place]
    } else {
      write(new: text)
    }
  }

  private mutating func write(new text: String) {
    var writer = JSONWriter()
    writer.write(string: text)
    result += writer.bytes
  }

  private mutating func copyGap() { result += line[passGap()] }

  private mutating func copyValue() {
    let start = index
    passValue()
    result += line[start..<index]
  }
}

/// Steps over what stands in the line.
extension LineRewriter {
  private mutating func copy(to end: Int) {
    result += line[min(index, end)..<min(end, line.count)]
    index = min(end, line.count)
  }

  /// White space, commas and colons.
  @discardableResult
  private mutating func passGap() -> Range<Int> {
    let start = index
    index = line.end(from: index) {
      $0.isSpace || $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ":")
    }
    return start..<index
  }

  /// A text with its quotes.
  private mutating func passText() -> Range<Int> {
    let start = index
    index += 1
    while index < line.count, line[index] != UInt8(ascii: "\"") {
      index += line[index] == UInt8(ascii: "\\") ? 2 : 1
    }
    index = min(index + 1, line.count)
    return start..<index
  }

  private func text(of place: Range<Int>) -> String {
    let inner = place.dropFirst().dropLast()
    guard line[inner].contains(UInt8(ascii: "\\")) else {
      return String(decoding: line[inner], as: UTF8.self)
    }
    return JSONText.unescape(line.span.extracting(inner))
  }

  /// A value with all that is in it.
  private mutating func passValue() {
    var depth = 0
    repeat {
      let byte = line.byte(index)
      switch byte {
      case UInt8(ascii: "\""): _ = passText()
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        index += 1
      default:
        index = max(
          index + 1, line.end(from: index) { !$0.isSpace && !",:]}".utf8.contains($0) })
      }
      if depth > 0 { passGap() }
    } while depth > 0 && index < line.count
  }
}
