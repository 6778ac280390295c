/// A pattern of texts: a small part of regular expressions that is searched for in time that goes with
/// the length of the text, whatever the pattern.
///
/// There are characters, `.`, classes (`[a-z_]`, `[^"]`), the escapes `\d \D \w \W \s \S \n \r \t` and
/// a backslash before any sign, groups `(…)` and `(?:…)`, `|`, the repetitions `* + ? {n} {n,} {n,m}`,
/// and the places `^`, `$` (of a line) and `\b`. `(?i)` in front takes letters of ASCII in either size.
/// Letters, digits and white space of classes are those of ASCII; a character is one Unicode scalar.
///
/// ```swift
/// let badge = try Pattern(#"\bB-\d{6}\b"#)
/// ```
public struct Pattern: Sendable, Equatable, CustomStringConvertible {
  /// The text of the pattern.
  public let description: String
  let program: PatternProgram

  /// Bytes of a pattern at most.
  public static let longest = 1000

  /// Reads a pattern.
  ///
  /// - Throws: `PatternError` with the place of the mistake.
  public init(_ source: String) throws(PatternError) {
    guard source.utf8.count <= Self.longest else {
      throw PatternError(
        code: .tooLarge, place: Self.longest,
        message: "the pattern is longer than \(Self.longest) bytes; write several shorter ones")
    }
    var parser = PatternParser(source)
    let node = try parser.parse()
    description = source
    program = try PatternProgram(node, source: source)
  }

  public static func == (left: Pattern, right: Pattern) -> Bool {
    left.description.utf8.elementsEqual(right.description.utf8)
  }
}

/// What a part of a pattern is.
indirect enum PatternNode: Sendable {
  case empty
  case scalars(ScalarSet)
  case lineStart, lineEnd, wordBoundary
  case sequence([PatternNode])
  case choice([PatternNode])
  case repetition(PatternNode, least: Int, most: Int?)

  /// Whether it matches the empty text and no other.
  var isEmpty: Bool {
    switch self {
    case .empty, .lineStart, .lineEnd, .wordBoundary: true
    case .scalars: false
    case .sequence(let parts), .choice(let parts): parts.allSatisfy(\.isEmpty)
    case .repetition(let part, _, let most): part.isEmpty || most == 0
    }
  }
}
