/// Runs a pattern over a text once, from its first byte to its last: at each it is in all places of the
/// pattern at once, and of each it knows how early in the text it can have begun.
///
/// What it finds is every byte that is part of any match: matches that overlap or touch are one. So
/// nothing is begun again, and a text takes its length times the steps of the pattern at most.
struct PatternSearch<Text: ReadableBytes> {
  /// A place of the pattern that waits for a character.
  private struct Thread {
    let step: Int
    let start: Int
  }

  private let program: PatternProgram
  private let text: Text
  /// The part of the text that is searched; no word begins or ends where another part begins.
  private let range: Range<Int>
  /// By how early they began: so each step is reached by the earliest first.
  private var threads: [Thread] = []
  private var next: [Thread] = []
  /// Up to which byte each step was reached last.
  private var seen: [Int]
  private var stack: [Int] = []
  /// Where the match began that ends at the byte looked at.
  private var matchStart: Int?
  /// Steps that were looked at: tests see by it that time goes with length.
  private(set) var work = 0

  init(_ program: PatternProgram, in text: Text, _ range: Range<Int>) {
    self.program = program
    self.text = text
    self.range = range
    seen = [Int](repeating: -1, count: program.steps.count)
  }

  /// All bytes that are part of a match.
  mutating func matches() -> [Range<Int>] {
    var found: [Range<Int>] = []
    var place = range.lowerBound
    while true {
      if !threads.isEmpty || place == range.upperBound || program.mayBegin(with: text[place]) {
        start(at: place)
      }
      if let start = matchStart, start < place { Self.add(start..<place, to: &found) }
      guard place < range.upperBound else { return found }
      place = step(from: place)
    }
  }

  /// Whether a match begins with the first byte and ends with the last.
  mutating func matchesWhole() -> Bool {
    var place = range.lowerBound
    start(at: place)
    while place < range.upperBound, !threads.isEmpty { place = step(from: place) }
    return place == range.upperBound && matchStart != nil
  }

  /// Whether there is a match anywhere, an empty one too.
  mutating func matchesAnywhere() -> Bool {
    var place = range.lowerBound
    while true {
      start(at: place)
      if matchStart != nil { return true }
      guard place < range.upperBound else { return false }
      place = step(from: place)
      if matchStart != nil { return true }
    }
  }

  /// Takes up the pattern at a byte.
  private mutating func start(at place: Int) {
    reach(0, from: place, at: place)
    threads += next
    next = []
  }

  /// Passes a character; the place behind it.
  private mutating func step(from place: Int) -> Int {
    matchStart = nil
    let (scalar, length) = scalar(at: place)
    let end = place + length
    for thread in threads {
      work += 1
      guard case .scalars(let set) = program.steps[thread.step], set.contains(scalar) else {
        continue
      }
      reach(thread.step + 1, from: thread.start, at: end)
    }
    swap(&threads, &next)
    next.removeAll(keepingCapacity: true)
    return end
  }

  /// Goes to a step and to all that are reached from it without a character.
  private mutating func reach(_ step: Int, from start: Int, at place: Int) {
    stack.append(step)
    while let step = stack.popLast() {
      guard seen[step] != place else { continue }
      seen[step] = place
      work += 1
      switch program.steps[step] {
      case .scalars: next.append(Thread(step: step, start: start))
      case .lineStart: if isLineStart(place) { stack.append(step + 1) }
      case .lineEnd: if isLineEnd(place) { stack.append(step + 1) }
      case .wordBoundary: if isWordBoundary(place) { stack.append(step + 1) }
      case .fork(let one, let other):
        stack.append(other)
        stack.append(one)
      case .jump(let target): stack.append(target)
      case .match: matchStart = matchStart ?? start
      }
    }
  }

  private func isLineStart(_ place: Int) -> Bool {
    place == 0 || text[place - 1] == UInt8(ascii: "\n")
  }

  private func isLineEnd(_ place: Int) -> Bool {
    place == text.count || text[place] == UInt8(ascii: "\n")
  }

  private func isWordBoundary(_ place: Int) -> Bool {
    let isEdge =
      place == range.lowerBound && place > 0 || place == range.upperBound && place < text.count
    return !isEdge && text.byte(place - 1).isWord != text.byte(place).isWord
  }

  /// The character at a place; a byte that is part of none counts as U+FFFD.
  private func scalar(at place: Int) -> (UInt32, length: Int) {
    let first = text[place]
    if first < 0x80 { return (UInt32(first), 1) }
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1
    guard length > 1, place + length <= range.upperBound else { return (0xFFFD, 1) }
    var value = UInt32(first) & (0x7F >> UInt32(length))
    for offset in 1..<length {
      guard text[place + offset].isContinuation else { return (0xFFFD, 1) }
      value = value << 6 | UInt32(text[place + offset] & 0x3F)
    }
    return (value, length)
  }

  /// Adds a match that ends behind all others.
  private static func add(_ match: Range<Int>, to found: inout [Range<Int>]) {
    var start = match.lowerBound
    while let last = found.last, last.upperBound >= start {
      start = min(start, last.lowerBound)
      found.removeLast()
    }
    found.append(start..<match.upperBound)
  }
}
