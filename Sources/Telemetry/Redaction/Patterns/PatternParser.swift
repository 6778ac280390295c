/// Reads the text of a pattern; the signs in it are told by their place in characters.
struct PatternParser {
  let scalars: [Unicode.Scalar]
  var place = 0
  private var depth = 0
  private(set) var ignoresCase = false

  /// Groups within each other at most.
  private static let deepest = 50

  init(_ source: String) { scalars = Array(source.unicodeScalars) }

  var next: Unicode.Scalar? { place < scalars.count ? scalars[place] : nil }

  mutating func parse() throws(PatternError) -> PatternNode {
    ignoresCase = pass("(?i)")
    let node = try choice()
    if next != nil {
      throw error(.unbalanced, "has a ) that closes nothing; write \\) for the sign")
    }
    if node.isEmpty { throw error(.empty, "matches only the empty text; write what is looked for") }
    return node
  }

  /// Passes these signs if they are next.
  mutating func pass(_ text: String) -> Bool {
    let wanted = Array(text.unicodeScalars)
    guard scalars[place...].starts(with: wanted) else { return false }
    place += wanted.count
    return true
  }

  func error(_ code: PatternError.Code, _ what: String, at place: Int? = nil) -> PatternError {
    let place = min(place ?? self.place, scalars.count)
    return PatternError(
      code: code, place: place,
      message: "the pattern '\(text)' \(what), at character \(place + 1)")
  }

  private var text: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars)
    return String(text)
  }

  private mutating func choice() throws(PatternError) -> PatternNode {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw error(.tooLarge, "has more than \(Self.deepest) groups in each other; write fewer")
    }
    var branches = [try sequence()]
    while pass("|") { branches.append(try sequence()) }
    return branches.count == 1 ? branches[0] : .choice(branches)
  }

  private mutating func sequence() throws(PatternError) -> PatternNode {
    var parts: [PatternNode] = []
    while let scalar = next, scalar != "|", scalar != ")" { parts.append(try repetition()) }
    return parts.count == 1 ? parts[0] : parts.isEmpty ? .empty : .sequence(parts)
  }

  private mutating func repetition() throws(PatternError) -> PatternNode {
    var part = try atom()
    var isFirst = true
    while let sign = next, "*+?{".unicodeScalars.contains(sign) {
      if sign == "{", !isBounds { break }
      guard isFirst else {
        throw error(.nothingToRepeat, "repeats what is repeated already; put a group around it")
      }
      isFirst = false
      let start = place
      place += 1
      switch sign {
      case "*": part = .repetition(part, least: 0, most: nil)
      case "+": part = .repetition(part, least: 1, most: nil)
      case "?": part = .repetition(part, least: 0, most: 1)
      default: part = try bounded(part, from: start)
      }
    }
    return part
  }

  private mutating func atom() throws(PatternError) -> PatternNode {
    guard let scalar = next else { return .empty }
    let start = place
    place += 1
    switch scalar {
    case "(":
      if !pass("?:"), next == "?" {
        throw error(.unsupported, "has a kind of group that there is not; write (?:…)")
      }
      let inner = try choice()
      guard pass(")") else { throw error(.unbalanced, "has a ( that is not closed", at: start) }
      return inner
    case "[": return .scalars(cased(try set(from: start)))
    case "\\": return try escape(from: start)
    case ".": return .scalars(.any)
    case "^": return .lineStart
    case "$": return .lineEnd
    case "*", "+", "?":
      throw error(.nothingToRepeat, "has a \(scalar) with nothing before it", at: start)
    default: return .scalars(cased(ScalarSet(scalar)))
    }
  }

  func cased(_ set: ScalarSet) -> ScalarSet { ignoresCase ? set.withBothCases : set }

  private mutating func escape(from start: Int) throws(PatternError) -> PatternNode {
    if pass("b") { return .wordBoundary }
    return .scalars(cased(try escapedSet(from: start)))
  }
}
