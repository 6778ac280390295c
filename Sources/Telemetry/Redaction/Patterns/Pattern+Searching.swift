extension Pattern {
  /// Where a text has matches: all bytes that are part of one, but none of the marks of what is hidden
  /// already.
  func findings(in text: [UInt8]) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var start = 0
    while start <= text.count {
      let mark = Self.mark(in: text, from: start)
      let range = start..<(mark?.lowerBound ?? text.count)
      if !range.isEmpty {
        var search = PatternSearch(program, in: text, range)
        found += search.matches()
      }
      start = mark?.upperBound ?? text.count + 1
    }
    return found
  }

  /// Whether the pattern matches a part of a text from its first byte to its last; `^` and `$` are its
  /// ends.
  func matches(_ range: Range<Int>, in text: [UInt8]) -> Bool {
    let part = Array(text[range])
    var search = PatternSearch(program, in: part, 0..<part.count)
    return search.matchesWhole()
  }

  /// The next mark of something hidden.
  private static func mark(in text: [UInt8], from start: Int) -> Range<Int>? {
    var place = start
    while let bracket = text[place...].firstIndex(of: UInt8(ascii: "[")) {
      if let end = Redacted.end(in: text, at: bracket) { return bracket..<end }
      place = bracket + 1
    }
    return nil
  }
}

extension PatternProgram {
  /// Whether a match may begin with a byte; of what is not ASCII, any.
  func mayBegin(with byte: UInt8) -> Bool { byte >= 0x80 || beginnings[Int(byte)] }

  /// By the bytes of ASCII, whether a match may begin with them.
  static func beginnings(of steps: [Step]) -> [Bool] {
    var beginnings = [Bool](repeating: false, count: 128)
    var seen = [Bool](repeating: false, count: steps.count)
    var stack = [0]
    while let place = stack.popLast() {
      guard !seen[place] else { continue }
      seen[place] = true
      switch steps[place] {
      case .scalars(let set):
        for byte in beginnings.indices where set.contains(UInt32(byte)) { beginnings[byte] = true }
      case .lineStart, .lineEnd, .wordBoundary: stack.append(place + 1)
      case .fork(let one, let other): stack += [one, other]
      case .jump(let target): stack.append(target)
      case .match: break
      }
    }
    return beginnings
  }
}

extension Pattern {
  /// Whether any part of a text matches, the empty one too.
  package func occurs(in text: [UInt8]) -> Bool {
    var search = PatternSearch(program, in: text, 0..<text.count)
    return search.matchesAnywhere()
  }
}
