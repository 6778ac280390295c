/// A pattern as steps of a machine that is in several of them at once (Thompson's).
struct PatternProgram: Sendable {
  enum Step: Sendable {
    case scalars(ScalarSet)
    case lineStart, lineEnd, wordBoundary
    /// Goes on at both places.
    case fork(Int, Int)
    case jump(Int)
    case match
  }

  private(set) var steps: [Step] = []
  private(set) var beginnings: [Bool] = []

  /// Steps of a pattern at most: so many may be looked at for each character of a text.
  static let mostSteps = 2000
  /// How often something may be said to repeat at most.
  static let mostRepetitions = 1000

  init(_ node: PatternNode, source: String) throws(PatternError) {
    guard add(node), steps.count < Self.mostSteps else {
      throw PatternError(
        code: .tooLarge, place: 0,
        message: "the pattern '\(source)' has more than \(Self.mostSteps) steps; repeat less in it")
    }
    steps.append(.match)
    beginnings = Self.beginnings(of: steps)
  }

  /// Adds the steps of a part; false where there are too many.
  private mutating func add(_ node: PatternNode) -> Bool {
    guard steps.count < Self.mostSteps else { return false }
    switch node {
    case .empty: return true
    case .scalars(let set): steps.append(.scalars(set))
    case .lineStart: steps.append(.lineStart)
    case .lineEnd: steps.append(.lineEnd)
    case .wordBoundary: steps.append(.wordBoundary)
    case .sequence(let parts):
      for part in parts where !add(part) { return false }
    case .choice(let branches): return add(branches[...])
    case .repetition(let part, let least, let most): return add(part, least, most)
    }
    return true
  }

  private mutating func add(_ branches: ArraySlice<PatternNode>) -> Bool {
    guard let first = branches.first else { return true }
    guard branches.count > 1 else { return add(first) }
    let fork = reserve()
    guard add(first) else { return false }
    let jump = reserve()
    steps[fork] = .fork(fork + 1, steps.count)
    guard add(branches.dropFirst()) else { return false }
    steps[jump] = .jump(steps.count)
    return true
  }

  private mutating func add(_ part: PatternNode, _ least: Int, _ most: Int?) -> Bool {
    // The empty text is the same once and a thousand times.
    if part.isEmpty { return least == 0 || add(part) }
    for _ in 0..<least where !add(part) { return false }
    guard let most else {
      let fork = reserve()
      guard add(part) else { return false }
      steps.append(.jump(fork))
      steps[fork] = .fork(fork + 1, steps.count)
      return true
    }
    var forks: [Int] = []
    for _ in least..<most {
      forks.append(reserve())
      guard add(part) else { return false }
    }
    for fork in forks { steps[fork] = .fork(fork + 1, steps.count) }
    return true
  }

  private mutating func reserve() -> Int {
    steps.append(.match)
    return steps.count - 1
  }
}
