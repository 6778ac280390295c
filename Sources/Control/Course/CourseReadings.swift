import Events

/// What the sensors of a course said last to the policy's questions, and the mode that is in force
/// there.
struct CourseReadings: Readings, Sendable {
  private let plan: CoursePlan
  var mode: ModeInForce
  private var answers: [Reading?]

  /// Before the first event.
  init(_ plan: CoursePlan) {
    self.plan = plan
    mode = ModeInForce(plan.policy.modes[0].name, since: nil)
    answers = plan.policy.questions.map { _ in nil }
  }

  /// Takes an answer in, where the sensor was asked.
  mutating func take(_ answer: Moments.Answer, of moments: Moments) {
    if case .notAsked = answer.amount { return }
    answers[answer.question] = moments.reading(answer)
  }

  func reading(_ question: Question, number: Int, at time: Timestamp) -> Reading? {
    if plan.asksForMode[number] {
      return mode.since.map { Reading(.word(mode.name), at: $0) }
    }
    guard let answer = answers[number] else { return nil }
    return plan.sensors.isOfInstant[number] ? Reading(answer.value, at: time) : answer
  }
}
