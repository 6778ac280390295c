import Events

/// What the sensors of a course said last to the policy's questions, and the mode that is in force
/// there.
struct CourseReadings: Readings, Sendable {
  private let asksForMode: [Bool]
  private let isOfInstant: [Bool]
  var mode: ModeInForce
  private var answers: [Reading?]

  /// Before the first event.
  init(_ plan: CoursePlan) {
    asksForMode = plan.asksForMode
    isOfInstant = plan.sensors.isOfInstant
    mode = ModeInForce(plan.policy.modes[0].name, since: nil)
    answers = plan.policy.questions.map { _ in nil }
  }

  /// Takes an answer in, where it is a new one.
  mutating func take(_ answer: Moments.Answer, of moments: Moments) {
    if case .same = answer.amount { return }
    answers[answer.question] = moments.reading(answer)
  }

  func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading? {
    if asksForMode[number] {
      return mode.since.map { Reading(.word(mode.name), at: $0) }
    }
    guard let answer = answers[number] else { return nil }
    return isOfInstant[number] ? Reading(answer.value, at: time) : answer
  }
}
