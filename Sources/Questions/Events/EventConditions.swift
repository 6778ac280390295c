package import Analysis
package import TLM

/// Which events somebody wants, as people say it: commands, routes and tools alike.
package struct EventConditions: Sendable {
  /// A condition of the language of questions, as it was written and as it was understood.
  package struct Condition: Sendable {
    package let text: String
    package let meaning: Expression

    package init(text: String, meaning: Expression) { (self.text, self.meaning) = (text, meaning) }
  }

  /// All but the conditions: names, keys, outcomes, levels, models and times.
  package var plain: Filter
  /// All of which must hold.
  package var conditions: [Condition] = []

  /// Every event but those that are tlm's own business.
  package init() { plain = Self.usual }

  /// What is asked for where nobody says anything.
  package static var usual: Filter {
    var filter = Filter()
    // Where a stranger's lines begin is tlm's own business; who asks for it by name gets it.
    filter.hiddenNames = [LogEventName.drained.rawValue]
    return filter
  }

  /// - Parameter zone: the clock of days and hours in conditions.
  package func filter(in zone: Zone = .utc) -> Filter {
    guard !conditions.isEmpty else { return plain }
    var filter = plain
    filter.test = test(in: zone)
    for condition in conditions { IndexHints(condition.meaning).narrow(&filter) }
    return filter
  }

  private func test(in zone: Zone, knowing origins: EventOrigins? = nil) -> EventTest {
    let compiler = Compiler(zone: zone, origins: origins)
    let tests = conditions.map { compiler.test($0.meaning) }
    let text = conditions.map(\.text).joined(separator: "\n")
    let asksForTime = conditions.contains { $0.meaning.asksForTime }
    let all: Test = { event in
      for test in tests where !test(event) { return false }
      return true
    }
    let holds = tests.count == 1 ? tests[0] : all
    guard origins == nil, conditions.contains(where: \.meaning.asksOrigin) else {
      return EventTest(text, asksForTime: asksForTime, holds: holds)
    }
    return EventTest(
      text, asksForTime: asksForTime, holds: holds, knowing: { test(in: zone, knowing: $0) })
  }

  /// Which part of it an index answers.
  package var howFound: HowFound { HowFound(plain, conditions.map { ($0.text, $0.meaning) }) }
}
