import Events

/// Which condition asks what and belongs to which rule, by number: what deciding runs on.
final class PolicyWiring: Sendable {
  /// The conditions of all rules, one after the other.
  let conditions: [Policy.Condition]
  /// The same, as they are evaluated.
  let checks: [ConditionCheck]
  /// The words that checks compare with, by their places.
  let words: [String]
  /// Of each rule the places of its conditions.
  let conditionsOfRule: [Range<Int>]
  /// Of each rule whether all its conditions must hold, and not one of them.
  let needsAll: [Bool]
  let questions: [SensorQuestion]
  /// The places of the conditions that ask the first question, then of those that ask the second …
  let places: [Int]
  /// Which of those places are of each question.
  let placesOfQuestion: [Range<Int>]
  /// Conditions whose reading the policy itself computes.
  let derivedConditions: [Int]
  /// Whether a rule counts in `control_rules_true`: it leads to a worse mode, and does not itself
  /// depend on that count.
  let isCounted: [Bool]

  /// - Parameter rank: the badness of each mode.
  init(_ rules: [Policy.Rule], rank: [String: Int]) {
    conditions = rules.flatMap(\.conditions)
    var words: [String] = []
    checks = conditions.map { ConditionCheck($0, &words) }
    self.words = words
    var start = 0
    conditionsOfRule = rules.map { rule in
      defer { start += rule.conditions.count }
      return start..<(start + rule.conditions.count)
    }
    needsAll = rules.map { $0.logic == .all }
    var questions: [SensorQuestion] = []
    var numbers: [SensorQuestion: Int] = [:]
    var asking: [[Int]] = []
    var derived: [Int] = []
    for (place, condition) in conditions.enumerated() {
      if condition.isDerived {
        derived.append(place)
      } else if let number = numbers[condition.question] {
        asking[number].append(place)
      } else {
        numbers[condition.question] = questions.count
        questions.append(condition.question)
        asking.append([place])
      }
    }
    self.questions = questions
    places = asking.flatMap(\.self)
    var end = 0
    placesOfQuestion = asking.map { list in
      defer { end += list.count }
      return end..<(end + list.count)
    }
    derivedConditions = derived
    isCounted = rules.map { rule in
      rank[rule.to, default: 0] > rank[rule.from, default: 0]
        && !rule.conditions.contains(where: \.isDerived)
    }
  }
}
