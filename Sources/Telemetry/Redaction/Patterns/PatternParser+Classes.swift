/// Classes, escapes and the bounds of repetitions.
extension PatternParser {
  /// The set behind a backslash that was passed.
  mutating func escapedSet(from start: Int) throws(PatternError) -> ScalarSet {
    guard let scalar = next else {
      throw error(.unsupported, "ends in a backslash; write \\\\ for the sign", at: start)
    }
    place += 1
    switch scalar {
    case "d": return .digit
    case "D": return ScalarSet.digit.inverted
    case "w": return .word
    case "W": return ScalarSet.word.inverted
    case "s": return .space
    case "S": return ScalarSet.space.inverted
    case "n": return ScalarSet("\n")
    case "r": return ScalarSet("\r")
    case "t": return ScalarSet("\t")
    default: break
    }
    if scalar.properties.isAlphabetic || ScalarSet.digit.contains(scalar.value) {
      throw error(.unsupported, "has the escape \\\(scalar), which there is not", at: start)
    }
    return ScalarSet(scalar)
  }

  /// The class behind a bracket that was passed.
  mutating func set(from start: Int) throws(PatternError) -> ScalarSet {
    let isInverted = pass("^")
    var set = ScalarSet()
    var isFirst = true
    while let scalar = next, scalar != "]" || isFirst {
      isFirst = false
      let first = try member(from: place)
      if next == "-", place + 1 < scalars.count, scalars[place + 1] != "]" {
        set.add(try range(from: first))
      } else {
        set.add(first)
      }
    }
    guard pass("]") else { throw error(.unbalanced, "has a [ that is not closed", at: start) }
    let cased = cased(set)
    return isInverted ? cased.inverted : cased
  }

  private mutating func member(from start: Int) throws(PatternError) -> ScalarSet {
    let scalar = scalars[place]
    place += 1
    guard scalar == "\\" else { return ScalarSet(scalar) }
    let set = try escapedSet(from: start)
    if set.isInverted {
      throw error(.unsupported, "has \\D, \\W or \\S in a class; write [^…]", at: start)
    }
    return set
  }

  private mutating func range(from first: ScalarSet) throws(PatternError) -> ScalarSet {
    let start = place
    place += 1
    let last = try member(from: place)
    guard first.ranges.count == 1, last.ranges.count == 1, first.ranges[0].count == 1,
      last.ranges[0].count == 1, first.ranges[0].lowerBound <= last.ranges[0].lowerBound
    else {
      throw error(.badBounds, "has a range that goes from nothing to nothing", at: start)
    }
    return ScalarSet([first.ranges[0].lowerBound...last.ranges[0].lowerBound])
  }

  /// Whether bounds follow: else a brace is a sign like any other.
  var isBounds: Bool {
    var ahead = place + 1
    var digits = 0
    while ahead < scalars.count, scalars[ahead] != "}" {
      let isDigit = ScalarSet.digit.contains(scalars[ahead].value)
      guard isDigit || scalars[ahead] == "," else { return false }
      if isDigit { digits += 1 }
      ahead += 1
    }
    return ahead < scalars.count && digits > 0
  }

  /// A part with the bounds behind a brace that was passed.
  mutating func bounded(
    _ part: PatternNode, from start: Int
  ) throws(PatternError) -> PatternNode {
    let end = scalars[place...].firstIndex(of: "}") ?? scalars.count
    let bounds = scalars[place..<end].split(separator: ",", omittingEmptySubsequences: false)
    place = end + 1
    let numbers = bounds.map { digits in
      Int(String(decoding: digits.map { UInt8(truncatingIfNeeded: $0.value) }, as: UTF8.self))
    }
    guard (1...2).contains(numbers.count), let least = numbers[0] else {
      throw error(.badBounds, "has bounds that are none; write {2}, {2,} or {2,5}", at: start)
    }
    let most = numbers.count == 1 ? least : bounds[1].isEmpty ? nil : numbers[1] ?? -1
    guard least <= PatternProgram.mostRepetitions, most ?? least <= PatternProgram.mostRepetitions
    else {
      throw error(
        .badBounds, "repeats more than \(PatternProgram.mostRepetitions) times; write {1,}",
        at: start)
    }
    guard least <= most ?? .max else {
      throw error(.badBounds, "has bounds of which the first is greater", at: start)
    }
    return .repetition(part, least: least, most: most)
  }
}
